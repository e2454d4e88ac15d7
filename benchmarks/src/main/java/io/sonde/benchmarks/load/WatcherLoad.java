package io.sonde.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.benchmarks.load.Reporter.Answered;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many browsers watch one sweep while its trials report; prints what that costs the server and
 * its database, how late the browsers hear of an event, and whether each heard of every event once.
 *
 * <p>Each trial is a process that tells its token and waits to be let go; this process reports for
 * all of them and plays the browsers. Options: {@code -Dsonde.root}, {@code -Dwatchers} (100),
 * {@code -Dtrials} at a time (50), {@code -Drate} reports a second of each (1), {@code -Dlife}
 * seconds of each (20), {@code -Dseconds} that are measured (60), {@code -Dwarmup} seconds before
 * (30), {@code -Dshared=false} for browsers that each want an answer of their own.
 */
public final class WatcherLoad {
  private static final String SPEC =
      """
      name: watched
      objective: {metric: score, direction: maximize}
      space: {x: {float: [0, 1]}, y: {choice: [left, right]}, z: {int: [1, 1000], scale: log}}
      search: {algorithm: random, seed: 1}
      budget: {trials: %1$d, parallel: %2$d}
      trial:
        kind: command
        command: |
          mkfifo "%3$s/$SONDE_TRIAL.end"
          printf '%%s %%s %%s\\n' "$SONDE_URL" "$SONDE_ATTEMPT" "$SONDE_TOKEN" > "%3$s/$SONDE_TRIAL.part"
          mv "%3$s/$SONDE_TRIAL.part" "%3$s/$SONDE_TRIAL"
          read -r over < "%3$s/$SONDE_TRIAL.end"
      """;

  private static final Pattern DONE = Pattern.compile("\"sequence\":(\\d+)");

  private final ObjectMapper mapper = new ObjectMapper();
  private final int watchers = Integer.getInteger("watchers", 100);
  private final int trials = Integer.getInteger("trials", 50);
  private final int rate = Integer.getInteger("rate", 1);
  private final int life = Integer.getInteger("life", 20);
  private final int seconds = Integer.getInteger("seconds", 60);
  private final int warmup = Integer.getInteger("warmup", 30);
  private final boolean shared = Boolean.parseBoolean(System.getProperty("shared", "true"));
  private final Path tokens;
  private final Program program;
  private final ExecutorService reporters = Executors.newCachedThreadPool(WatcherLoad::daemon);

  private WatcherLoad(Program program, Path folder) throws IOException {
    this.program = program;
    this.tokens = Files.createDirectory(folder.resolve("tokens"));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  /** Prints the figures; ends with 1 when an event was lost or told twice. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(System.getProperty("sonde.root"));
    Path folder = Files.createTempDirectory("sonde-watchers");
    boolean whole;
    int slots = Integer.getInteger("trials", 50);
    try (Program program = Program.start(root, folder, "--slots", "" + slots)) {
      whole = new WatcherLoad(program, folder).run();
    }
    System.exit(whole ? 0 : 1);
  }

  private boolean run() throws Exception {
    int rounds = Math.max(1, (warmup + seconds + life - 1) / life);
    program.submit(SPEC.formatted(trials * rounds, trials, tokens));
    Future<List<Answered>> reporting = reporters.submit(() -> report(trials * rounds));
    awaitRunning();
    List<Watcher> watching = open();
    TimeUnit.SECONDS.sleep(warmup);
    measure(watching);
    List<Answered> answered = reporting.get();
    long last = awaitEnd();
    return told(watching, last, answered);
  }

  private void awaitRunning() throws IOException, InterruptedException {
    while (mapper.readTree(program.get("/api/v1/sweeps/1")).at("/trials/running").asInt()
        < trials) {
      Thread.sleep(200);
    }
  }

  private List<Watcher> open() throws IOException, InterruptedException {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, WatcherLoad::daemon);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newFixedThreadPool(4, WatcherLoad::daemon))
            .build();
    List<Watcher> watching = new ArrayList<>();
    for (int i = 0; i < watchers; i++) {
      Watcher watcher = new Watcher(http, program.address(), 1, shared, timer);
      watcher.open();
      watching.add(watcher);
    }
    return watching;
  }

  /** Lets each trial report from when it has told its token until its life is over. */
  private List<Answered> report(int all) throws Exception {
    List<Future<List<Answered>>> reporting = new ArrayList<>();
    Set<Integer> begun = new HashSet<>();
    while (begun.size() < all) {
      for (int trial = 0; trial < all; trial++) {
        Path file = tokens.resolve(Integer.toString(trial));
        if (!begun.contains(trial) && Files.exists(file)) {
          begun.add(trial);
          reporting.add(reporters.submit(() -> live(file)));
        }
      }
      Thread.sleep(20);
    }
    List<Answered> answered = new ArrayList<>();
    for (Future<List<Answered>> one : reporting) {
      answered.addAll(one.get());
    }
    return answered;
  }

  private List<Answered> live(Path file) throws Exception {
    String[] words = Files.readString(file).strip().split(" ", -1);
    // The first ones do not all end at the same moment.
    double part = 0.5 + Math.floorMod(file.getFileName().toString().hashCode() * 31, 100) / 100.0;
    long end = System.nanoTime() + (long) (part * TimeUnit.SECONDS.toNanos(life));
    Reporter reporter =
        new Reporter(URI.create(words[0]), words[1], words[2], 1_000_000_000L / rate, () -> end);
    List<Answered> answered = reporter.call();
    Files.writeString(Path.of(file + ".end"), "over\n");
    return answered;
  }

  private void measure(List<Watcher> watching) throws IOException, InterruptedException {
    ProcessHandle server = program.process();
    Duration before = processor(server);
    Duration database = database(server);
    long[] sentBefore = sent(watching);
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    double took = (System.nanoTime() - start) / 1e9;
    long[] sent = sent(watching);
    System.out.printf(
        Locale.ROOT,
        "%d browsers, %d trials with %d reports a second: the server used %.2f of a core, its"
            + " database %.2f; %.0f parts a second of %.1f kB, %d failed%n",
        watchers,
        trials,
        trials * rate,
        processor(server).minus(before).toMillis() / 1000.0 / took,
        database(server).minus(database).toMillis() / 1000.0 / took,
        (sent[0] - sentBefore[0]) / took,
        (sent[1] - sentBefore[1]) / 1000.0 / Math.max(1, sent[0] - sentBefore[0]),
        sent[2] - sentBefore[2]);
  }

  private static long[] sent(List<Watcher> watching) {
    long[] sum = new long[3];
    for (Watcher watcher : watching) {
      long[] sent = watcher.sent();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += sent[i];
      }
    }
    return sum;
  }

  private static Duration processor(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Of the processes of PostgreSQL below the server. */
  private static Duration database(ProcessHandle server) {
    return server
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("/postgres"))
        .map(WatcherLoad::processor)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The number of the last event, once the sweep is over. */
  private long awaitEnd() throws IOException, InterruptedException {
    while (!mapper
        .readTree(program.get("/api/v1/sweeps/1"))
        .at("/state")
        .asText()
        .equals("completed")) {
      Thread.sleep(200);
    }
    Matcher sequence = DONE.matcher(program.get("/sweeps/1"));
    if (!sequence.find()) {
      throw new IOException("the page tells no sequence");
    }
    return Long.parseLong(sequence.group(1));
  }

  private boolean told(List<Watcher> watching, long last, List<Answered> answered)
      throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < limit && !watching.stream().allMatch(w -> done(w, last))) {
      Thread.sleep(100);
    }
    long wrong = watching.stream().mapToLong(watcher -> watcher.wrong(last)).sum();
    long stale = watching.stream().filter(watcher -> !done(watcher, last)).count();
    long[] late =
        watching.stream()
            .flatMapToLong(w -> w.lateMillis().stream().mapToLong(l -> l))
            .sorted()
            .toArray();
    System.out.printf(
        Locale.ROOT,
        "%d events of which %d reports; told %d times: %d lost or twice, %d browsers without the"
            + " end; an event was heard of after p50 %d ms, p99 %d ms, at most %d ms%n",
        last,
        answered.size(),
        late.length,
        wrong,
        stale,
        late[late.length / 2],
        late[(int) (late.length * 0.99)],
        late[late.length - 1]);
    return wrong == 0 && stale == 0;
  }

  /** The last event was heard of, and its page shows that the sweep is over. */
  private static boolean done(Watcher watcher, long last) {
    return watcher.heardUpTo(last) && watcher.showsTheEnd();
  }
}
