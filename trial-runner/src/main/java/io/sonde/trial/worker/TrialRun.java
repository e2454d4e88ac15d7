package io.sonde.trial.worker;

import io.sonde.search.history.Direction;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.trial.data.DataException;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.dl4j.Accelerator;
import io.sonde.trial.dl4j.Checkpoint;
import io.sonde.trial.dl4j.DivergedException;
import io.sonde.trial.dl4j.Epoch;
import io.sonde.trial.dl4j.KeptModel;
import io.sonde.trial.dl4j.Score;
import io.sonde.trial.dl4j.Training;
import io.sonde.trial.network.InfeasibleException;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.NetworkPlan;
import io.sonde.trial.protocol.Assignment;
import io.sonde.trial.protocol.FencedException;
import io.sonde.trial.protocol.ServerClient;
import io.sonde.trial.protocol.UnreachableException;
import io.sonde.trial.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One attempt from its assignment to its end. */
final class TrialRun {
  private final Assignment assignment;
  private final ServerClient server;
  private final DataShelf shelf;
  private final Direction direction;
  private BestEpoch best = BestEpoch.NONE;
  private int first;

  TrialRun(Assignment assignment, ServerClient server, DataShelf shelf) {
    this.assignment = assignment;
    this.server = server;
    this.shelf = shelf;
    this.direction = assignment.objective().direction();
  }

  /** Trains, reports each epoch, obeys the answers, and scores the kept model at the end. */
  AttemptEnd run() throws FencedException, UnreachableException, IOException {
    System.out.println("attempt " + assignment.attempt());
    System.out.println("configuration " + assignment.configuration());
    try {
      Accelerator.ofThisProcess(assignment.capability()).check();
      DataShelf.Loaded loaded = shelf.data(assignment);
      Dataset data = loaded.data();
      int classes = data.classes().size();
      NetworkConfiguration configuration =
          NetworkConfiguration.read(assignment.configuration(), classes);
      NetworkPlan plan = NetworkPlan.of(configuration.layers(), data.shape(), classes);
      print(data, plan);
      try (Training training = training(configuration, plan, loaded)) {
        return train(training, data);
      }
    } catch (InfeasibleException | SettingsException e) {
      return new AttemptEnd(Cause.INFEASIBLE, String.valueOf(e.getMessage()));
    } catch (DivergedException e) {
      return new AttemptEnd(Cause.DIVERGED, String.valueOf(e.getMessage()));
    } catch (DataException e) {
      return new AttemptEnd(Cause.CRASH, "the data cannot be used: " + e.getMessage());
    } catch (UnreadableCheckpointException e) {
      return e.end();
    }
  }

  /** A new training, or the one that left a checkpoint. */
  private Training training(
      NetworkConfiguration configuration, NetworkPlan plan, DataShelf.Loaded loaded)
      throws UnreadableCheckpointException {
    if (assignment.checkpoint().isEmpty()) {
      return new Training(configuration, plan, loaded.tensors(), assignment.seed());
    }
    Path from = assignment.checkpoint().get();
    try {
      Checkpoint checkpoint = Checkpoint.read(from);
      best = BestEpoch.read(from);
      first = checkpoint.epochs();
      System.out.println("goes on after epoch " + first);
      return Training.from(checkpoint, configuration, loaded.tensors(), assignment.seed());
    } catch (IOException | RuntimeException e) {
      throw new UnreadableCheckpointException(from, e);
    }
  }

  private AttemptEnd train(Training training, Dataset data)
      throws DivergedException, FencedException, UnreachableException, IOException {
    KeptModel model = new KeptModel(assignment.folder());
    model.describe(assignment.configuration(), data);
    if (assignment.checkpoint().isPresent()) {
      model.takeOver(assignment.checkpoint().get());
    }
    CheckpointWriter checkpoints =
        new CheckpointWriter(assignment.folder(), assignment.rhythm(), first);
    // How long a device waited between two trials is read from this line.
    training.onFirstStep(() -> System.out.println("first step at " + Instant.now()));
    while (training.hasNext()) {
      Epoch epoch = training.next();
      keepIfBest(training, epoch, model);
      print(epoch);
      Verdict verdict =
          server.report(
              assignment.attempt(),
              assignment.token(),
              new Report(epoch.number(), epoch.metrics()));
      if (verdict.decision() == Decision.STOP) {
        return end(Cause.STOPPED, verdict.reason(), training);
      } else if (verdict.decision() == Decision.PAUSE) {
        // Without a checkpoint it could not be taken further later, so it trains on instead.
        if (checkpoints.write(epoch.number(), training, best)) {
          return new AttemptEnd(Cause.PAUSED, verdict.reason());
        }
      } else if (training.hasNext()) {
        checkpoints.afterEpoch(epoch.number(), training, best);
      }
    }
    return end(Cause.COMPLETED, "trained to its end, best in epoch " + best.number(), training);
  }

  /** The model stands in its folder before the server hears of its epoch. */
  private void keepIfBest(Training training, Epoch epoch, KeptModel model) throws IOException {
    double value = epoch.metrics().getOrDefault(assignment.objective().metric(), Double.NaN);
    if (best.number() == 0 || direction.better(value, best.value())) {
      best = new BestEpoch(value, epoch.number());
      training.keep();
      model.keep(training.network());
    }
  }

  private static AttemptEnd end(Cause cause, String reason, Training training) {
    Score test = training.test();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("test_accuracy", test.accuracy());
    metrics.put("test_loss", test.loss());
    System.out.printf("test: loss %.4f, accuracy %.4f%n", test.loss(), test.accuracy());
    return new AttemptEnd(cause, reason, metrics);
  }

  private static void print(Dataset data, NetworkPlan plan) {
    System.out.printf(
        "%d examples for training, %d for validation, %d for test%n",
        data.training().size(), data.validation().size(), data.test().size());
    for (NetworkPlan.Step step : plan.steps()) {
      System.out.printf(
          "  %-10s %10s -> %-10s %,12d parameters%n",
          step.layer().word(), step.in(), step.out(), step.parameters());
    }
    System.out.printf("%,d parameters%n", plan.parameters());
  }

  private static void print(Epoch epoch) {
    System.out.printf(
        "epoch %d: loss %.4f, accuracy %.4f, training loss %.4f, training accuracy %.4f%n",
        epoch.number(),
        epoch.validation().loss(),
        epoch.validation().accuracy(),
        epoch.training().loss(),
        epoch.training().accuracy());
  }
}
