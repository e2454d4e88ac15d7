package io.sonde.scheduler.slurm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Slurm's own commands, each with a limit of time. They see only a few variables of this process:
 * jobs would inherit them, and some, such as {@code SQUEUE_FORMAT}, change what commands answer.
 * For one thread at a time.
 */
final class SlurmCommands implements AutoCloseable {

  private static final List<String> PASSED_ON =
      List.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ", "SLURM_CONF");

  /** A command line holds many more names than this. */
  private static final int NAMES_AT_A_TIME = 500;

  private final Map<String, String> environment = new HashMap<>();
  private final Duration limit;
  private final ExecutorService readers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sonde-slurm-command");
            thread.setDaemon(true);
            return thread;
          });
  private boolean accounting = true;
  private final AtomicLong statusCalls = new AtomicLong();

  /**
   * Commands with their environment chosen from this process's own.
   *
   * @param inherited the variables of this process
   * @param limit how long each may take
   */
  SlurmCommands(Map<String, String> inherited, Duration limit) {
    this.limit = limit;
    PASSED_ON.forEach(
        name -> {
          String value = inherited.get(name);
          if (value != null) {
            environment.put(name, value);
          }
        });
  }

  /** Submits a script; the answer's output is Slurm's number, and a refusal has another code. */
  CommandAnswer submit(List<String> options, Path script) throws SlurmUnavailableException {
    List<String> command = new ArrayList<>(List.of("sbatch", "--parsable"));
    command.addAll(options);
    command.add(script.toString());
    return run(command);
  }

  /** The jobs of this user that wait, run or are about to be gone, of an installation. */
  List<QueuedJob> queue(String prefix) throws SlurmUnavailableException {
    statusCalls.incrementAndGet();
    return QueuedJob.parse(output(squeue(List.of())), prefix);
  }

  /** The same, and those that ended in the last minutes as well. */
  List<QueuedJob> recent(String prefix) throws SlurmUnavailableException {
    statusCalls.incrementAndGet();
    return QueuedJob.parse(output(squeue(List.of("--states=all"))), prefix);
  }

  private static List<String> squeue(List<String> more) {
    List<String> command = new ArrayList<>(List.of("squeue", "--noheader"));
    command.addAll(List.of("--user=" + System.getProperty("user.name")));
    command.addAll(List.of("--format=" + QueuedJob.FORMAT));
    command.addAll(more);
    return command;
  }

  /** The names of the cluster's nodes. */
  Set<String> nodes() throws SlurmUnavailableException {
    return output(List.of("sinfo", "--noheader", "--Node", "--format=%N"))
        .lines()
        .map(String::strip)
        .collect(Collectors.toSet());
  }

  /**
   * What the accounting knows of these jobs; nothing where the cluster keeps none.
   *
   * @param age since when the oldest of them may have been submitted
   */
  Map<String, AccountedJob> accounts(Collection<JobName> names, Duration age)
      throws SlurmUnavailableException {
    Map<String, AccountedJob> accounts = new HashMap<>();
    List<String> texts = names.stream().map(JobName::text).toList();
    for (int from = 0; accounting && from < texts.size(); from += NAMES_AT_A_TIME) {
      List<String> part = texts.subList(from, Math.min(texts.size(), from + NAMES_AT_A_TIME));
      statusCalls.incrementAndGet();
      CommandAnswer answer =
          run(
              List.of(
                  "sacct",
                  "--parsable2",
                  "--noheader",
                  "--allocations",
                  "--duplicates",
                  "--format=" + AccountedJob.FORMAT,
                  "--starttime=now-" + (age.toMinutes() + 60) + "minutes",
                  "--name=" + String.join(",", part)));
      if (answer.errors().contains("accounting storage is disabled")) {
        accounting = false;
      } else if (answer.code() != 0) {
        throw new SlurmUnavailableException("sacct: " + answer.complaint());
      }
      accounts.putAll(AccountedJob.parse(answer.output()));
    }
    return accounts;
  }

  /**
   * Cancels or signals jobs, all in one call; none where there are none.
   *
   * @param how further options, such as a signal
   */
  void cancel(List<String> how, Collection<Long> numbers) throws SlurmUnavailableException {
    if (numbers.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("scancel", "--quiet"));
    command.addAll(how);
    numbers.forEach(number -> command.add(number.toString()));
    CommandAnswer answer = run(command);
    // A job that ended meanwhile is no reason to complain.
    if (answer.code() != 0 && !answer.errors().contains("Invalid job id")) {
      throw new SlurmUnavailableException("scancel: " + answer.complaint());
    }
  }

  /**
   * Cancels jobs that wait. One that has begun since it was seen pending is spared. What waits
   * otherwise goes by number alone: a job whose node still boots is none that Slurm calls pending.
   *
   * @param rows of an answer just got: a number may be another job's later
   */
  void cancelWaiting(Collection<QueuedJob> rows) throws SlurmUnavailableException {
    Map<Boolean, List<Long>> pending =
        rows.stream()
            .collect(
                Collectors.partitioningBy(
                    row -> row.state() == SlurmState.PENDING,
                    Collectors.mapping(QueuedJob::number, Collectors.toList())));
    cancel(List.of("--state=PENDING"), pending.getOrDefault(true, List.of()));
    cancel(List.of(), pending.getOrDefault(false, List.of()));
  }

  /** How often the state of jobs has been asked for. */
  long statusCalls() {
    return statusCalls.get();
  }

  private String output(List<String> command) throws SlurmUnavailableException {
    CommandAnswer answer = run(command);
    if (answer.code() != 0) {
      throw new SlurmUnavailableException(command.get(0) + ": " + answer.complaint());
    }
    return answer.output();
  }

  private CommandAnswer run(List<String> command) throws SlurmUnavailableException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<String> output = read(process.getInputStream());
      CompletableFuture<String> errors = read(process.getErrorStream());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new SlurmUnavailableException(
            "%s gave no answer within %d s".formatted(command.get(0), limit.toSeconds()));
      }
      return new CommandAnswer(process.exitValue(), output.join(), errors.join());
    } catch (IOException e) {
      throw new SlurmUnavailableException(
          "the command %s cannot be run here: %s".formatted(command.get(0), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlurmUnavailableException("interrupted while " + command.get(0) + " ran", e);
    }
  }

  private CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException closed) {
            return "";
          }
        },
        readers);
  }

  @Override
  public void close() {
    readers.shutdown();
  }
}
