package io.sonde.app.client;

import io.sonde.app.program.UserError;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Sends a request again when the network or the server's surroundings failed, after pauses that
 * grow. Only for requests that may arrive twice: those that read, and those with a key.
 */
public final class Retry {
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(8));
  private final URI address;
  private final Pause pause;

  /** A request. */
  @FunctionalInterface
  public interface Request<T> {
    /**
     * Sends it; throws an IOException when no answer came, or that the server is to be asked later.
     */
    T send() throws IOException;
  }

  /** How a time is let pass. */
  @FunctionalInterface
  public interface Pause {
    /** Lets it pass. */
    void take(Duration time) throws InterruptedException;
  }

  /** Of requests to the server at an address. */
  public Retry(URI address, Pause pause) {
    this.address = address;
    this.pause = pause;
  }

  /**
   * The answer of the first attempt that gets one. Throws {@link UserError} when none does, or when
   * the thread is interrupted.
   */
  public <T> T ask(Request<T> request) {
    for (Duration time : PAUSES) {
      try {
        return request.send();
      } catch (IOException e) {
        rest(time);
      }
    }
    try {
      return request.send();
    } catch (IOException e) {
      throw UserError.surroundings(
          "the server at "
              + address
              + " was asked "
              + (PAUSES.size() + 1)
              + " times and did not answer: "
              + (e.getMessage() == null ? "it cannot be reached" : e.getMessage()));
    }
  }

  private void rest(Duration time) {
    try {
      pause.take(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserError.surroundings("interrupted");
    }
  }
}
