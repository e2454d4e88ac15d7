package io.sonde.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a page that is asked for as {@code parts.js} does: at most once in a while, one request
 * at a time, and once more when something came meanwhile. Thread-safe.
 */
final class WatchedPart {
  /** As long as {@code parts.js} waits after a request that failed. */
  private static final long AGAIN_MILLIS = 2000;

  private final Supplier<CompletableFuture<HttpResponse<byte[]>>> ask;
  private final long everyMillis;
  private final ScheduledExecutorService timer;
  private long last = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
  private boolean due;
  private boolean wanted;
  private boolean under;
  private long count;
  private long bytes;
  private long failures;
  private @Nullable HttpResponse<byte[]> latest;

  WatchedPart(
      Supplier<CompletableFuture<HttpResponse<byte[]>>> ask,
      long everyMillis,
      ScheduledExecutorService timer) {
    this.ask = ask;
    this.everyMillis = everyMillis;
    this.timer = timer;
  }

  /** Something has happened that it shows. */
  synchronized void want() {
    if (due) {
      return;
    }
    due = true;
    long wait = everyMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last);
    var unused = timer.schedule(this::fall, Math.max(0, wait), TimeUnit.MILLISECONDS);
  }

  private synchronized void fall() {
    due = false;
    last = System.nanoTime();
    wanted = true;
    send();
  }

  private synchronized void send() {
    if (!wanted || under) {
      return;
    }
    wanted = false;
    under = true;
    var unused = ask.get().whenComplete((answer, failed) -> take(answer));
  }

  private synchronized void take(@Nullable HttpResponse<byte[]> answer) {
    under = false;
    if (answer != null && answer.statusCode() == 200) {
      count++;
      bytes += answer.body().length;
      latest = answer;
    } else {
      failures++;
      wanted = true;
      var unused = timer.schedule(this::send, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      return;
    }
    send();
  }

  synchronized long count() {
    return count;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Requests that were not answered with a part, and were sent again. */
  synchronized long failures() {
    return failures;
  }

  /** The latest answer; empty before the first. */
  synchronized String html() {
    if (latest == null) {
      return "";
    }
    boolean packed = latest.headers().firstValue("content-encoding").orElse("").equals("gzip");
    try (InputStream body = new ByteArrayInputStream(latest.body());
        InputStream in = packed ? new GZIPInputStream(body) : body) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
