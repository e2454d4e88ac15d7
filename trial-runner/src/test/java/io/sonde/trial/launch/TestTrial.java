package io.sonde.trial.launch;

import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** One attempt as a sweep loop sees it. */
final class TestTrial implements TrialLauncher.Listener {
  private final AttemptId id;
  private final int stopAt;
  private final Map<Integer, Map<String, Double>> reports = new ConcurrentSkipListMap<>();
  private final CompletableFuture<String> started = new CompletableFuture<>();
  private final CompletableFuture<OptionalInt> goesOnAfter = new CompletableFuture<>();
  private final CompletableFuture<Integer> firstReport = new CompletableFuture<>();
  private final CompletableFuture<AttemptEnd> told = new CompletableFuture<>();
  private final CompletableFuture<AttemptEnd> ended = new CompletableFuture<>();
  private final CompletableFuture<TrialLauncher.Handle> handle = new CompletableFuture<>();

  TestTrial(AttemptId id, int stopAt) {
    this.id = id;
    this.stopAt = stopAt;
  }

  void launch(TrialLauncher launcher, SweepSpec spec, Map<String, Object> tree) {
    launch(launcher, spec, tree, List.of(), Optional.empty());
  }

  void launch(
      TrialLauncher launcher,
      SweepSpec spec,
      Map<String, Object> tree,
      List<TrialLauncher.Reached> earlier,
      Optional<AttemptId> parent) {
    var request =
        new TrialLauncher.Request(
            id, token(), spec, new Configuration(tree, Map.of()), 11, 5, earlier, parent);
    handle.complete(launcher.launch(request, this));
  }

  AttemptId id() {
    return id;
  }

  String token() {
    return "secret-" + id;
  }

  TrialLauncher.Handle handle() {
    return handle.join();
  }

  @Override
  public void started(List<String> devices, String log, OptionalInt after) {
    goesOnAfter.complete(after);
    started.complete(log);
  }

  @Override
  public void ended(AttemptEnd end) {
    ended.complete(end);
  }

  String reported(int step, Map<String, Double> metrics) {
    reports.put(step, metrics);
    firstReport.complete(step);
    return step >= stopAt ? "stop" : "continue";
  }

  /** As the sweep loop does it: the process is released before its message is answered. */
  void toldEnd(AttemptEnd end) {
    handle.join().release();
    told.complete(end);
  }

  Map<Integer, Map<String, Double>> reports() {
    return reports;
  }

  /** Waits until it runs; the path of its log. */
  String awaitStart() throws Exception {
    return started.get(120, TimeUnit.SECONDS);
  }

  /** Waits until it runs; the step after which it goes on. */
  OptionalInt awaitAfter() throws Exception {
    return goesOnAfter.get(120, TimeUnit.SECONDS);
  }

  void awaitReport() throws Exception {
    firstReport.get(120, TimeUnit.SECONDS);
  }

  /** Waits for the end that the worker tells. */
  AttemptEnd awaitTold() throws Exception {
    return told.get(120, TimeUnit.SECONDS);
  }

  /** Waits for the end that the launcher tells. */
  AttemptEnd awaitEnded() throws Exception {
    return ended.get(120, TimeUnit.SECONDS);
  }

  boolean toldAnEnd() {
    return told.isDone();
  }

  boolean endedByLauncher() {
    return ended.isDone();
  }
}
