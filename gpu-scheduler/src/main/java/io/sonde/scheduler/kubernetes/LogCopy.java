package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what a pod's command prints into the job's log: as it is printed, and at its end whatever
 * is missing. Each source gives the output from its beginning, so each may break off or be asked
 * again: a byte is copied once. Safe for use by several threads.
 */
final class LogCopy {

  /** How long after a command's end its last lines may still come by themselves. */
  private static final long LAST_LINES_SECONDS = 3;

  private static final String NOTE = "[sonde] ";

  private static final Logger log = LoggerFactory.getLogger(LogCopy.class);

  private final Cluster cluster;
  private final Path file;
  private final OptionalLong limit;
  private final Runnable exceeded;
  private final Executor waiting;
  private long copied;
  private boolean full;
  private volatile @Nullable CompletableFuture<LogWatch> following;

  /**
   * A copy that goes on where the file ends.
   *
   * @param limit the most to copy, in bytes
   * @param exceeded is called once when there is more
   * @param waiting runs what waits for the cluster; with a thread for whatever it is given
   */
  LogCopy(Cluster cluster, Path file, OptionalLong limit, Runnable exceeded, Executor waiting) {
    this.cluster = cluster;
    this.file = file;
    this.limit = limit;
    this.exceeded = exceeded;
    this.waiting = waiting;
    this.copied = outputIn(file);
  }

  /** How much of a log is a command's output, and not a note of ours between. */
  private static long outputIn(Path file) {
    if (!Files.isRegularFile(file)) {
      return 0;
    }
    try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      long notes =
          lines.filter(line -> line.startsWith(NOTE)).mapToLong(line -> line.length() + 1L).sum();
      return Files.size(file) - notes;
    } catch (IOException e) {
      log.warn("The log {} cannot be read: {}", file, e.getMessage());
      return 0;
    }
  }

  Path file() {
    return file;
  }

  /**
   * Begins to copy as it is printed, unless that goes on already. For one thread. Another one waits
   * for the cluster's answer, which comes with the first that is printed.
   */
  void follow(Pod pod) {
    CompletableFuture<LogWatch> present = following;
    if (present == null || broken(present)) {
      following = CompletableFuture.supplyAsync(() -> cluster.follow(pod, new Appender()), waiting);
    }
  }

  private static boolean broken(CompletableFuture<LogWatch> present) {
    return present.isCompletedExceptionally()
        || (present.isDone() && present.join().onClose().toCompletableFuture().isDone());
  }

  /** Copies what is missing after the command's end. Blocks some seconds at most. */
  void complete(@Nullable Pod pod) {
    boolean whole = followedToTheEnd();
    if (pod == null) {
      if (!whole) {
        note("the end of the log is missing: its pod was gone before it could be fetched");
      }
      return;
    }
    try (InputStream output = cluster.log(pod);
        OutputStream appender = new Appender()) {
      output.transferTo(appender);
    } catch (IOException | ClusterUnavailableException | ClusterRefusalException e) {
      if (!whole) {
        note("the end of the log is missing: " + e.getMessage());
      }
    }
  }

  private boolean followedToTheEnd() {
    CompletableFuture<LogWatch> present = following;
    if (present == null) {
      return false;
    }
    try {
      return present.thenCompose(LogWatch::onClose).get(LAST_LINES_SECONDS, TimeUnit.SECONDS)
          == null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } finally {
      var unused = present.thenAccept(LogWatch::close);
    }
  }

  private synchronized void note(String text) {
    append((NOTE + text + System.lineSeparator()).getBytes(StandardCharsets.UTF_8), 0, -1);
  }

  /** Takes a piece of the output that begins at a place; what is there already is left out. */
  private synchronized void take(long at, byte[] bytes, int from, int length) {
    long fresh = at + length - copied;
    if (full || fresh <= 0) {
      return;
    }
    long room = limit.orElse(Long.MAX_VALUE) - copied;
    int count = (int) Math.min(Math.min(fresh, length), room);
    append(bytes, from + length - (int) Math.min(fresh, length), count);
    copied += count;
    if (count < Math.min(fresh, length)) {
      full = true;
      note("the log was cut here: it may have %,d bytes".formatted(limit.getAsLong()));
      exceeded.run();
    }
  }

  private void append(byte[] bytes, int from, int count) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(bytes, from, count < 0 ? bytes.length : count);
      }
    } catch (IOException e) {
      log.warn("The log {} cannot be written: {}", file, e.getMessage());
    }
  }

  /** One source's output, from its beginning. */
  private final class Appender extends OutputStream {
    private long at;

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      take(at, bytes, from, length);
      at += length;
    }
  }
}
