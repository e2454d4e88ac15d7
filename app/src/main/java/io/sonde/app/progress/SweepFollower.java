package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.client.ServerClient;
import io.sonde.app.program.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Follows a sweep to its end through its server's stream of events: each one says that something
 * changed, and then the sweep's standing is asked for, at most four times a second. A stream that
 * ends is followed by one that goes on behind it.
 */
public final class SweepFollower {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(5);
  private static final String ID = "id: ";
  private final ServerClient client;
  private final int sweep;
  private final ProgressView view;
  private final Supplier<Optional<String>> trouble;
  private volatile long heard;
  private int bestTrial = -1;
  private Optional<JsonNode> best = Optional.empty();

  /**
   * A follower that shows on this console.
   *
   * @param trouble why there is no use in following any longer; empty as long as there is
   */
  public SweepFollower(
      ServerClient client, int sweep, Console console, Supplier<Optional<String>> trouble) {
    this.client = client;
    this.sweep = sweep;
    this.view = console.progress();
    this.trouble = trouble;
  }

  /**
   * Returns once the sweep is over, with its summary document. Throws {@link UserError} when the
   * server stays away.
   */
  public JsonNode follow() {
    long lastSeen = System.nanoTime();
    while (true) {
      try {
        if (followStream()) {
          view.close();
          return client.get("/api/v1/sweeps/" + sweep + "/summary");
        }
        lastSeen = System.nanoTime();
      } catch (IOException e) {
        if (trouble.get().isPresent()) {
          throw UserError.surroundings(trouble.get().get());
        }
        if (System.nanoTime() - lastSeen > LONGEST_ABSENCE.toNanos()) {
          throw UserError.surroundings(
              "the server at " + client.address() + " is gone: " + e.getMessage());
        }
      }
      pause();
    }
  }

  /** Follows until the sweep is over (true) or the stream ends (false). */
  private boolean followStream() throws IOException {
    Bell bell = new Bell();
    // Not the buffered reader is closed but what is below it: a thread that waits in readLine()
    // holds the reader's lock until the next line, and would keep the end waiting.
    try (InputStream stream = client.stream(events())) {
      Thread reader = new Thread(() -> read(stream, bell), "follow-" + sweep);
      reader.setDaemon(true);
      reader.start();
      do {
        Standing standing = standing();
        view.show(standing);
        if (standing.over()) {
          return true;
        }
        pause();
      } while (bell.await());
      return false;
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private String events() {
    return "/api/v1/sweeps/" + sweep + "/events?after=" + heard;
  }

  private void read(InputStream stream, Bell bell) {
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ID)) {
          heard = Long.parseLong(line.substring(ID.length()));
        }
        bell.ring();
      }
    } catch (IOException | NumberFormatException e) {
      // the follower connects again
    }
    bell.end();
  }

  /** Rings when something came over the stream; many rings before it is heard are one. */
  private static final class Bell {
    private boolean rung;
    private boolean ended;

    synchronized void ring() {
      rung = true;
      notifyAll();
    }

    synchronized void end() {
      ended = true;
      notifyAll();
    }

    /** Waits for a ring; false when there will be none any more. */
    synchronized boolean await() throws InterruptedException {
      while (!rung && !ended) {
        wait();
      }
      boolean heard = rung;
      rung = false;
      return heard;
    }
  }

  private Standing standing() throws IOException {
    JsonNode document = client.get("/api/v1/sweeps/" + sweep);
    List<JsonNode> running = new ArrayList<>();
    client
        .get("/api/v1/sweeps/" + sweep + "/trials?state=running&limit=100")
        .path("trials")
        .forEach(running::add);
    JsonNode leader = document.path("best").path("trial");
    if (leader.isNumber() && leader.asInt() != bestTrial) {
      bestTrial = leader.asInt();
      best = Optional.of(client.get("/api/v1/sweeps/" + sweep + "/trials/" + bestTrial));
    }
    return new Standing(document, running, best);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static UserError interrupted() {
    Thread.currentThread().interrupt();
    return UserError.surroundings("interrupted");
  }
}
