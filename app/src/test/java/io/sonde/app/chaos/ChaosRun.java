package io.sonde.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.HomeProcesses;
import io.sonde.store.Store;
import io.sonde.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Sweeps of both kinds run while so many strikes fall at random instants; then they are let end,
 * the server is stopped, and everything is counted: each trial completed with each step once, no
 * completed trial lost or changed, no attempt beside another one of its trial, no process and no
 * lease left. One seed gives the same strikes in the same order; what they hit depends on the
 * instant.
 */
final class ChaosRun {
  private static final Duration TO_THE_END = Duration.ofMinutes(8);

  private final Path folder;
  private final Path home;
  private final Ground ground;
  private final Random random;
  private final PrintStream out;
  private final Victims victims;
  private final Deque<Strike> deck = new ArrayDeque<>();
  private final Map<String, JsonNode> completed = new HashMap<>();
  private int submitted;

  /**
   * A run whose files lie in an empty folder.
   *
   * @param out gets a line for each strike
   */
  ChaosRun(Path folder, Ground ground, long seed, PrintStream out) {
    this.folder = folder;
    this.home = folder.resolve("home");
    this.ground = ground;
    this.random = new Random(seed);
    this.out = out;
    this.victims = new Victims(folder, home);
    out.println("seed " + seed + ", in " + folder);
  }

  /** Strikes so many times and checks. */
  void run(int strikes) throws IOException, InterruptedException {
    TroubledSweep.prepare(folder);
    try (TroubledServer server = new TroubledServer(home, ground)) {
      for (int number = 1; number <= strikes; number++) {
        keepBusy(server);
        Thread.sleep(random.nextInt(300, 3_000));
        out.printf("%d %s%n", number, strike(server));
        observe(server);
      }
      awaitEnd(server);
      check(server);
      assertThat(server.stop()).as(server.said()).isEqualTo(130);
    }
    assertNothingLeft();
  }

  private String strike(TroubledServer server) throws InterruptedException {
    if (deck.isEmpty()) {
      List<Strike> shuffled = new ArrayList<>(ground.strikes());
      Collections.shuffle(shuffled, random);
      deck.addAll(shuffled);
    }
    Strike strike = deck.removeFirst();
    return strike.name().toLowerCase(Locale.ROOT) + " " + hit(strike, server);
  }

  private String hit(Strike strike, TroubledServer server) throws InterruptedException {
    return switch (strike) {
      case SERVER -> hitServer(server);
      case TRIAL -> hit(victims.ofTrials(random, server.pid()));
      case DATABASE -> hit(victims.ofDatabase(random));
      case DAEMON -> ground.strikeDaemon(random);
    };
  }

  private String hitServer(TroubledServer server) throws InterruptedException {
    String pid = Long.toString(server.pid());
    server.killAndStart();
    if (random.nextInt(3) == 0) {
      Thread.sleep(random.nextInt(5_000));
      pid += ", and the next while it started, " + server.pid();
      server.killAndStart();
    }
    server.awaitUp();
    return pid;
  }

  private static String hit(Optional<Victims.Victim> victim) {
    return victim.map(Victims.Victim::kill).orElse("nobody there");
  }

  /** One sweep of each kind is under way at any time. */
  private void keepBusy(TroubledServer server) throws InterruptedException {
    Optional<JsonNode> sweeps = server.get("/api/v1/sweeps?limit=500");
    if (sweeps.isEmpty()) {
      return;
    }
    for (TroubledSweep kind : TroubledSweep.values()) {
      boolean busy = false;
      for (JsonNode sweep : sweeps.get().path("sweeps")) {
        busy |= kind(sweep) == kind && !over(sweep);
      }
      if (!busy && server.submit(kind.spec(folder, ground.resources()))) {
        submitted++;
      }
    }
  }

  private static TroubledSweep kind(JsonNode sweep) {
    return TroubledSweep.valueOf(sweep.path("experiment").asText().toUpperCase(Locale.ROOT));
  }

  private static boolean over(JsonNode sweep) {
    return List.of("completed", "failed", "cancelled").contains(sweep.path("state").asText());
  }

  /** What was completed once stays as it was. */
  private void observe(TroubledServer server) throws InterruptedException {
    Optional<JsonNode> sweeps = server.get("/api/v1/sweeps?limit=500");
    if (sweeps.isEmpty()) {
      return;
    }
    for (JsonNode sweep : sweeps.get().path("sweeps")) {
      int number = sweep.path("sweep").asInt();
      server
          .get("/api/v1/sweeps/" + number + "/trials?limit=1000&state=completed")
          .ifPresent(trials -> compare(number, trials.path("trials")));
    }
  }

  private void compare(int sweep, JsonNode trials) {
    for (JsonNode trial : trials) {
      JsonNode before = completed.putIfAbsent(sweep + "-" + trial.path("number").asInt(), trial);
      if (before != null) {
        assertThat(trial).as("a completed trial, later").isEqualTo(before);
      }
    }
  }

  private void awaitEnd(TroubledServer server) throws InterruptedException {
    Instant deadline = Instant.now().plus(TO_THE_END);
    while (true) {
      Optional<JsonNode> sweeps = server.get("/api/v1/sweeps?limit=500");
      boolean all = sweeps.isPresent();
      if (sweeps.isPresent()) {
        for (JsonNode sweep : sweeps.get().path("sweeps")) {
          all &= over(sweep);
        }
      }
      if (all) {
        return;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(
            "not over after " + TO_THE_END + ": " + sweeps + "\n" + server.said());
      }
      Thread.sleep(500);
    }
  }

  private void check(TroubledServer server) throws InterruptedException {
    JsonNode sweeps = server.get("/api/v1/sweeps?limit=500").orElseThrow().path("sweeps");
    assertThat(sweeps.size()).as("sweeps").isGreaterThanOrEqualTo(submitted);
    int trials = 0;
    for (JsonNode sweep : sweeps) {
      assertThat(sweep.path("state").asText()).as("%s", sweep).isEqualTo("completed");
      int number = sweep.path("sweep").asInt();
      int budget = sweep.path("budget").path("trials").asInt();
      for (int trial = 0; trial < budget; trial++) {
        JsonNode detail = server.get("/api/v1/sweeps/" + number + "/trials/" + trial).orElseThrow();
        kind(sweep).assertWhole(detail);
        JsonNode before = completed.remove(number + "-" + trial);
        if (before != null) {
          assertThat(detail.path("value")).isEqualTo(before.path("value"));
          assertThat(detail.path("attempt_count")).isEqualTo(before.path("attempt_count"));
        }
        trials++;
      }
    }
    assertThat(completed).as("trials that were completed and are gone").isEmpty();
    out.println(sweeps.size() + " sweeps, " + trials + " trials, each completed once and whole");
  }

  private void assertNothingLeft() throws IOException {
    new HomeProcesses(folder).assertNoneLeft();
    ground.assertClean();
    TroubledSweep.assertNoOverlap(folder);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
        Store store = Store.open(postgres.address())) {
      assertThat(store.leases().all()).as("leases").isEmpty();
    }
    new HomeProcesses(folder).assertNoneLeft();
    out.println("no process and no lease left");
  }
}
