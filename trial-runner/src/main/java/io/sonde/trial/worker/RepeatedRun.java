package io.sonde.trial.worker;

import io.sonde.search.history.Direction;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.dl4j.DivergedException;
import io.sonde.trial.dl4j.Epoch;
import io.sonde.trial.dl4j.KeptModel;
import io.sonde.trial.dl4j.Training;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.Patience;
import io.sonde.trial.network.TrainingSettings;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.protocol.Assignment;
import io.sonde.trial.protocol.FencedException;
import io.sonde.trial.protocol.ServerClient;
import io.sonde.trial.protocol.UnreachableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One attempt that trains its network several times: on each fold of a cross-validation, from
 * several seeds, or both. Each training is one step, reported by its best epoch; what is measured
 * at the end is the mean over all trainings. The model that stays is that of the best one.
 */
final class RepeatedRun {
  private final Assignment assignment;
  private final ServerClient server;
  private final DataShelf shelf;
  private final NetworkConfiguration configuration;
  private final TrainingSettings settings;
  private final Measurement measurement;
  private final KeptModel model;
  private RunScores scores = RunScores.NONE;
  private BestEpoch best = BestEpoch.NONE;

  RepeatedRun(
      Assignment assignment,
      ServerClient server,
      DataShelf shelf,
      NetworkConfiguration configuration)
      throws IOException {
    this.assignment = assignment;
    this.server = server;
    this.shelf = shelf;
    this.configuration = configuration;
    this.settings = configuration.training();
    this.measurement = new Measurement(assignment.latency());
    this.model = new KeptModel(assignment.folder());
  }

  /** Trains what is left, and obeys the answers after each training. */
  AttemptEnd run()
      throws DivergedException,
          FencedException,
          UnreachableException,
          UnreadableCheckpointException,
          IOException {
    int first = resume();
    CheckpointWriter checkpoints =
        new CheckpointWriter(assignment.folder(), assignment.rhythm(), first);
    for (int step = first + 1; step <= settings.runs(); step++) {
      Optional<AttemptEnd> end = step(step, checkpoints);
      if (end.isPresent()) {
        return end.get();
      }
    }
    String reason =
        "trained %d times, best in training %d".formatted(settings.runs(), best.number());
    return new AttemptEnd(Cause.COMPLETED, reason, scores.means());
  }

  /** Takes up what a checkpoint holds; the trainings done so far. */
  private int resume() throws UnreadableCheckpointException, IOException {
    if (assignment.checkpoint().isEmpty()) {
      return 0;
    }
    Path from = assignment.checkpoint().get();
    try {
      scores = RunScores.read(from);
      best = BestEpoch.read(from);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableCheckpointException(from, e);
    }
    model.takeOver(from);
    System.out.println("goes on after training " + scores.measured().size());
    return scores.measured().size();
  }

  /** One training and its report; an end when the trial is not to go on. */
  private Optional<AttemptEnd> step(int step, CheckpointWriter checkpoints)
      throws DivergedException, FencedException, UnreachableException, IOException {
    int fold = (step - 1) % settings.folds();
    DataShelf.Loaded loaded =
        settings.folds() > 1
            ? shelf.fold(assignment, settings.folds(), fold)
            : shelf.data(assignment);
    NetworkGraph graph = configuration.graph(loaded.data().facts());
    if (step == 1) {
      TrialRun.print(loaded.data(), graph);
    }
    int repetition = (step - 1) / settings.folds();
    try (Training training =
        new Training(configuration, graph, loaded.tensors(), seed(repetition))) {
      if (step == 1) {
        Optional<AttemptEnd> refused = measurement.before(training);
        if (refused.isPresent()) {
          return refused;
        }
        training.onFirstStep(() -> System.out.println("first step at " + Instant.now()));
      }
      System.out.printf("training %d: fold %d, repetition %d%n", step, fold + 1, repetition + 1);
      Epoch epoch = epochs(training);
      keep(step, training, epoch, loaded.data());
      Report report = new Report(step, epoch.metrics());
      return obey(
          server.report(assignment.attempt(), assignment.token(), report), step, checkpoints);
    }
  }

  private Optional<AttemptEnd> obey(Verdict verdict, int step, CheckpointWriter checkpoints) {
    Checkpoints.Content content =
        folder -> {
          scores.write(folder);
          best.write(folder);
        };
    if (verdict.decision() == Decision.STOP) {
      return Optional.of(new AttemptEnd(Cause.STOPPED, verdict.reason(), scores.means()));
    } else if (verdict.decision() == Decision.PAUSE) {
      // Without a checkpoint it could not be taken further later, so it trains on instead.
      if (checkpoints.write(step, content)) {
        return Optional.of(new AttemptEnd(Cause.PAUSED, verdict.reason()));
      }
    } else if (step < settings.runs()) {
      checkpoints.afterStep(step, content);
    }
    return Optional.empty();
  }

  /** The model of the best training stands in its folder before the server hears of its step. */
  private void keep(int step, Training training, Epoch epoch, Dataset data) throws IOException {
    scores = scores.with(measurement.after(training));
    best = best.with(step, objective(epoch), assignment.objective().direction(), 0);
    if (best.number() == step) {
      model.describe(assignment.configuration(), data);
      model.keep(training.network());
    }
  }

  private long seed(int repetition) {
    return repetition == 0
        ? assignment.seed()
        : new SplittableRandom(assignment.seed() + repetition).nextLong();
  }

  /** Trains to the end; the best epoch, whose network is kept. */
  private Epoch epochs(Training training) throws DivergedException {
    Patience patience = settings.patience();
    Direction direction = assignment.objective().direction();
    BestEpoch course = BestEpoch.NONE;
    Optional<Epoch> kept = Optional.empty();
    while (training.hasNext()) {
      Epoch epoch = training.next();
      TrialRun.print(epoch);
      course = course.with(epoch.number(), objective(epoch), direction, patience.least());
      if (course.number() == epoch.number()) {
        training.keep();
        kept = Optional.of(epoch);
      }
      if (patience.ends(epoch.number(), course.marked())) {
        break;
      }
    }
    return kept.orElseThrow();
  }

  private double objective(Epoch epoch) {
    return epoch.metrics().getOrDefault(assignment.objective().metric(), Double.NaN);
  }
}
