package io.sonde.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser with the page of a sweep open, as far as its server can tell: it loads the page,
 * follows its stream from where the page was made, and asks for the parts as {@code sweep.js} does.
 * It keeps the numbers of all events that it was told of. Thread-safe.
 */
final class Watcher {
  private static final Pattern PAGE_SEQUENCE = Pattern.compile("\"sequence\":(\\d+)");
  private static final Pattern EVENT =
      Pattern.compile("\"sequence\":(\\d+),\"sweep\":\\d+,\"at\":\"([^\"]+)\",\"type\":\"(\\w+)\"");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** A stream that has ended is opened again as browsers do, which the server asks for. */
  private static final Executor AGAIN = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private static final long PARTS_MILLIS = 1000;
  private static final long INSIGHTS_MILLIS = 10_000;
  private static final long TIMELINE_MILLIS = 5_000;

  private final HttpClient http;
  private final URI server;
  private final String page;
  private final List<Long> heard = new ArrayList<>();
  private final List<Long> lateMillis = new ArrayList<>();
  private final WatchedPart overview;
  private final WatchedPart trials;
  private final WatchedPart insights;
  private final WatchedPart timeline;
  private final boolean shared;
  private long from = -1;

  /** Read without a lock: parts ask for it while they hold their own. */
  private volatile long last;

  /**
   * A browser that is still closed.
   *
   * @param shared whether it says what it has heard of, as pages do, so that answers can be shared
   */
  Watcher(HttpClient http, URI server, int sweep, boolean shared, ScheduledExecutorService timer) {
    this.shared = shared;
    this.http = http;
    this.server = server;
    this.page = "/sweeps/" + sweep;
    this.overview = new WatchedPart(() -> ask("overview"), PARTS_MILLIS, timer);
    this.trials = new WatchedPart(() -> ask("trials"), PARTS_MILLIS, timer);
    this.insights = new WatchedPart(() -> ask("insights"), INSIGHTS_MILLIS, timer);
    this.timeline = new WatchedPart(() -> ask("timeline"), TIMELINE_MILLIS, timer);
  }

  /** Loads the page, then follows it. */
  void open() throws IOException, InterruptedException {
    HttpRequest request = request(page).header("Accept", "text/html").build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    Matcher sequence = PAGE_SEQUENCE.matcher(answer.body());
    if (answer.statusCode() != 200 || !sequence.find()) {
      throw new IOException("no page of a sweep: " + answer.statusCode());
    }
    synchronized (this) {
      from = Long.parseLong(sequence.group(1));
      last = from;
    }
    follow();
  }

  private void follow() {
    HttpRequest request =
        request(page + "/live")
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", Long.toString(last))
            .build();
    var unused =
        http.sendAsync(request, BodyHandlers.fromLineSubscriber(new Lines(this::hear)))
            .whenCompleteAsync((answer, failed) -> follow(), AGAIN);
  }

  private CompletableFuture<HttpResponse<byte[]>> ask(String part) {
    HttpRequest.Builder request =
        request(page)
            .header("Accept-Encoding", "gzip")
            .header("HX-Request", "true")
            .header("HX-Target", part)
            .timeout(LIMIT);
    if (shared) {
      request.header("Sonde-Heard", Long.toString(last));
    }
    return http.sendAsync(request.build(), BodyHandlers.ofByteArray());
  }

  private synchronized void hear(String line) {
    if (!line.startsWith("data: ")) {
      return;
    }
    Instant now = Instant.now();
    Matcher event = EVENT.matcher(line);
    boolean changed = false;
    while (event.find()) {
      last = Long.parseLong(event.group(1));
      heard.add(last);
      lateMillis.add(Duration.between(Instant.parse(event.group(2)), now).toMillis());
      if (!event.group(3).equals("reported")) {
        changed = true;
      }
      if (event.group(3).startsWith("attempt_")) {
        timeline.want();
      }
      if (event.group(3).endsWith("_became")) {
        insights.want();
      }
    }
    if (changed) {
      overview.want();
      trials.want();
    }
  }

  /** The events that it lacks, or was told of twice, when those up to this one have happened. */
  synchronized long wrong(long last) {
    long expected = from;
    long wrong = 0;
    for (long sequence : heard) {
      wrong += Math.abs(sequence - ++expected);
      expected = sequence;
    }
    return wrong + Math.abs(last - expected);
  }

  synchronized boolean heardUpTo(long last) {
    return !heard.isEmpty() && heard.get(heard.size() - 1) >= last;
  }

  synchronized List<Long> lateMillis() {
    return List.copyOf(lateMillis);
  }

  /** Whether its page offers no more to cancel the sweep. */
  boolean showsTheEnd() {
    String html = overview.html();
    return !html.isEmpty() && !html.contains("id=\"cancel\"");
  }

  /** Parts that it was sent, their bytes as they came, and requests that failed. */
  long[] sent() {
    long[] sum = new long[3];
    for (WatchedPart part : List.of(overview, trials, insights, timeline)) {
      sum[0] += part.count();
      sum[1] += part.bytes();
      sum[2] += part.failures();
    }
    return sum;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path));
  }
}
