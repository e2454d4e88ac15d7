package io.sonde.trial.worker;

import io.sonde.search.history.Direction;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.data.DataException;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.dl4j.Accelerator;
import io.sonde.trial.dl4j.Checkpoint;
import io.sonde.trial.dl4j.DivergedException;
import io.sonde.trial.dl4j.Epoch;
import io.sonde.trial.dl4j.KeptModel;
import io.sonde.trial.dl4j.Training;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.Patience;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** One attempt from its assignment to its end. */
final class TrialRun {
  private final Assignment assignment;
  private final ServerClient server;
  private final DataShelf shelf;
  private final Direction direction;
  private final Measurement measurement;
  private BestEpoch best = BestEpoch.NONE;
  private OptionalDouble inherited = OptionalDouble.empty();
  private int first;

  TrialRun(Assignment assignment, ServerClient server, DataShelf shelf) {
    this.assignment = assignment;
    this.server = server;
    this.shelf = shelf;
    this.direction = assignment.objective().direction();
    this.measurement = new Measurement(assignment.latency());
  }

  /** Trains, reports each epoch, obeys the answers, and scores the kept model at the end. */
  AttemptEnd run() throws FencedException, UnreachableException, IOException {
    System.out.println("attempt " + assignment.attempt());
    System.out.println("configuration " + assignment.configuration());
    try {
      NetworkConfiguration configuration = NetworkConfiguration.read(assignment.configuration());
      Accelerator accelerator = Accelerator.ofThisProcess(assignment.capability());
      accelerator.check();
      accelerator.check(configuration.training().precision());
      return configuration.training().runs() > 1
          ? new RepeatedRun(assignment, server, shelf, configuration).run()
          : run(configuration);
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

  /** A single training, each epoch of which is a step. */
  private AttemptEnd run(NetworkConfiguration configuration)
      throws DivergedException,
          FencedException,
          UnreachableException,
          UnreadableCheckpointException,
          IOException {
    DataShelf.Loaded loaded = shelf.data(assignment);
    NetworkGraph graph = configuration.graph(loaded.data().facts());
    print(loaded.data(), graph);
    try (Training training = training(configuration, graph, loaded)) {
      Optional<AttemptEnd> refused = first == 0 ? measurement.before(training) : Optional.empty();
      return refused.isPresent()
          ? refused.get()
          : train(training, configuration.training().patience(), loaded.data());
    }
  }

  /** A new training, or the one that left a checkpoint. */
  private Training training(
      NetworkConfiguration configuration, NetworkGraph graph, DataShelf.Loaded loaded)
      throws UnreadableCheckpointException {
    if (assignment.checkpoint().isEmpty()) {
      Training training = new Training(configuration, graph, loaded.tensors(), assignment.seed());
      return begin(training, graph, loaded.data().facts());
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

  /** Starts from the parent's weights where there is a parent whose network it can take over. */
  private Training begin(Training training, NetworkGraph graph, DataFacts data) {
    if (assignment.parent().isPresent()) {
      boolean starts = new ParentModel(assignment.parent().get()).giveTo(training, graph, data);
      inherited = OptionalDouble.of(starts ? 1 : 0);
    }
    return training;
  }

  private AttemptEnd train(Training training, Patience patience, Dataset data)
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
      keepIfBest(training, epoch, model, patience);
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
        if (checkpoints.write(epoch.number(), content(training))) {
          return new AttemptEnd(Cause.PAUSED, verdict.reason(), training.pruned());
        }
      } else if (training.hasNext()) {
        checkpoints.afterStep(epoch.number(), content(training));
      }
      if (training.hasNext() && patience.ends(epoch.number(), best.marked())) {
        return end(Cause.COMPLETED, impatience(patience), training);
      }
    }
    return end(Cause.COMPLETED, "trained to its end, best in epoch " + best.number(), training);
  }

  private Checkpoints.Content content(Training training) {
    return folder -> {
      training.checkpoint().write(folder);
      best.write(folder);
    };
  }

  private String impatience(Patience patience) {
    return "no better for %d epochs%s, best in epoch %d"
        .formatted(
            patience.epochs(),
            patience.least() > 0 ? " by more than " + patience.least() : "",
            best.number());
  }

  /** The model stands in its folder before the server hears of its epoch. */
  private void keepIfBest(Training training, Epoch epoch, KeptModel model, Patience patience)
      throws IOException {
    double value = epoch.metrics().getOrDefault(assignment.objective().metric(), Double.NaN);
    best = best.with(epoch.number(), value, direction, patience.least());
    if (best.number() == epoch.number()) {
      training.keep();
      model.keep(training.network());
    }
  }

  private AttemptEnd end(Cause cause, String reason, Training training) {
    Map<String, Double> metrics = new LinkedHashMap<>(measurement.after(training));
    inherited.ifPresent(value -> metrics.put("inherited", value));
    return new AttemptEnd(cause, reason, metrics);
  }

  /** Says what is trained on what. */
  static void print(Dataset data, NetworkGraph graph) {
    System.out.printf(
        "%d examples for training, %d for validation, %d for test%n",
        data.training().size(), data.validation().size(), data.test().size());
    for (Node node : graph.operations()) {
      System.out.printf(
          "  %-32s %-14s %,12d parameters, from %s%n",
          node.name(), node.shape(), node.parameters(), String.join(", ", node.inputs()));
    }
    System.out.printf(
        "%,d parameters, %,d floating-point operations%n", graph.parameters(), graph.flops());
  }

  /** Says what an epoch came to. */
  static void print(Epoch epoch) {
    System.out.printf(
        "epoch %d: %s; training %s%n",
        epoch.number(), epoch.validation().text(), epoch.training().text());
    if (!epoch.pruning().isEmpty()) {
      System.out.println("  pruned: " + new TreeMap<>(epoch.pruning()));
    }
  }
}
