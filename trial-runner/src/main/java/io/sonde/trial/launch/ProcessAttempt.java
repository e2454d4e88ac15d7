package io.sonde.trial.launch;

import io.sonde.scheduler.job.JobEnd;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.trial.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A user's process from its launch to its end, and what it prints meanwhile. Belongs to the
 * launcher's thread.
 */
final class ProcessAttempt {
  private final TrialLauncher.Request request;
  private final TrialLauncher.Listener listener;
  private final AttemptReports reports;
  private final AttemptReports.Told told;
  private final AttemptNotes notes;
  private final Path log;
  private final Path resultFile;
  private final OptionalInt memoryExit;
  private final Executor owner;
  private final LogFollower follower;
  private final Deque<String> lines = new ArrayDeque<>();
  private final Map<String, Double> printed = new LinkedHashMap<>();
  private Optional<String> cancelled = Optional.empty();
  private Optional<JobEnd> end = Optional.empty();
  private OptionalInt after = OptionalInt.empty();
  private boolean started;
  private boolean asking;
  private boolean over;

  /**
   * An attempt that is to be launched.
   *
   * @param owner the launcher's thread
   */
  ProcessAttempt(
      TrialLauncher.Request request,
      TrialLauncher.Listener listener,
      AttemptReports reports,
      AttemptReports.Told told,
      AttemptNotes notes,
      ProcessJobs jobs,
      Executor owner) {
    this.request = request;
    this.listener = listener;
    this.reports = reports;
    this.told = told;
    this.notes = notes;
    this.log = jobs.log(request.attempt());
    this.resultFile = jobs.results(request.attempt());
    this.memoryExit = jobs.memoryExit();
    this.owner = owner;
    this.follower = new LogFollower(log, PrintedLine.BEGIN);
  }

  AttemptId id() {
    return request.attempt();
  }

  boolean over() {
    return over;
  }

  /** Whether its process is gone. */
  boolean ended() {
    return end.isPresent();
  }

  /** Whether a line is being answered now: then it prints rather than calls. */
  boolean asking() {
    return asking;
  }

  /** Whether its process has taken it up. */
  boolean running() {
    return started;
  }

  /** An earlier server has started its process, which went on after this step. */
  void goesOn(OptionalInt step) {
    started = true;
    after = step;
  }

  void started(List<String> devices) {
    if (started) {
      return;
    }
    started = true;
    listener.started(devices, log.toString(), after);
    told.begin(after);
  }

  /** It does not begin anew. */
  void goesOnFrom(Optional<Checkpoints.Saved> saved) {
    after = saved.map(s -> OptionalInt.of(s.step())).orElse(OptionalInt.empty());
  }

  void cancel(String reason) {
    cancelled = Optional.of(reason);
  }

  /** It has told its end itself, over HTTP. */
  void release() {
    over = true;
    reports.forget(id());
  }

  /** It never ran. */
  void refuse(AttemptEnd why) {
    notes.last(why.cause().word() + ": " + why.reason());
    started(List.of());
    tell(why);
  }

  /** Its process is gone; its last lines are still to be read. */
  void ended(JobEnd how) {
    end = Optional.of(how);
    if (!started && how.cause() == io.sonde.scheduler.job.Cause.START_FAILED) {
      started(List.of()); // so that its log, which says what would not start, is found
    }
    look();
  }

  /** Reads on in its log, unless an answer is awaited. */
  void look() {
    if (over || asking || !(started || ended())) {
      return;
    }
    try {
      Optional<List<String>> more = follower.next();
      while (more.isPresent() && !asking) {
        lines.addAll(more.get());
        goOn();
        more = asking ? Optional.empty() : follower.next();
      }
      if (!asking && end.isPresent()) {
        follower.rest().ifPresent(lines::add);
        goOn();
      }
    } catch (IOException e) {
      notes.add("the log cannot be read for reports: " + e.getMessage());
    }
    if (!asking && lines.isEmpty() && end.isPresent()) {
      finish(end.get());
    }
  }

  /** Takes the lines one after the other, so that the sweep gets them in their order. */
  private void goOn() {
    while (!asking && !lines.isEmpty()) {
      take(lines.remove());
    }
  }

  private void take(String line) {
    try {
      PrintedLine read = PrintedLines.parse(line);
      if (read instanceof PrintedLine.Step step) {
        report(step);
      } else if (read instanceof PrintedLine.Result result) {
        printed.putAll(result.metrics());
      }
    } catch (IllegalArgumentException e) {
      notes.add("this line is no report, because " + e.getMessage() + ": " + shortened(line));
    }
  }

  private static String shortened(String line) {
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  private void report(PrintedLine.Step step) {
    asking = true;
    var unused =
        reports
            .report(id(), request.token(), step.report())
            .handle(
                (verdict, failure) -> {
                  owner.execute(() -> answered(step.report().step(), failure));
                  return verdict;
                });
  }

  private void answered(int step, @Nullable Throwable failure) {
    asking = false;
    if (failure != null) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      notes.add("step " + step + " was not taken: " + cause.getMessage());
    }
    goOn();
    look();
  }

  private void finish(JobEnd how) {
    AttemptEnd last;
    try {
      last = endings().of(how);
    } catch (IOException | IllegalArgumentException e) {
      last = new AttemptEnd(Cause.CRASH, "its results in " + resultFile + ": " + e.getMessage());
    }
    notes.last(last.cause().word() + ": " + last.reason());
    tell(last);
  }

  private ProcessEndings endings() throws IOException {
    return new ProcessEndings(
        told.end(),
        cancelled,
        told.any() || after.isPresent(),
        results(),
        request.spec().trial().timeout(),
        memoryExit,
        LastWords.of(log));
  }

  private Map<String, Double> results() throws IOException {
    Map<String, Double> results = new HashMap<>();
    if (Files.exists(resultFile)) {
      results.putAll(PrintedLines.numbers(resultFile));
    }
    results.putAll(printed);
    return results;
  }

  private void tell(AttemptEnd last) {
    if (!over) {
      over = true;
      reports.forget(id());
      listener.ended(last);
    }
  }
}
