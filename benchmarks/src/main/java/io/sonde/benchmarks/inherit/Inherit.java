package io.sonde.benchmarks.inherit;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Sampler;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.sampler.evolution.EvolutionSampler;
import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.dl4j.DivergedException;
import io.sonde.trial.dl4j.Epoch;
import io.sonde.trial.dl4j.Training;
import io.sonde.trial.dl4j.TrainingData;
import io.sonde.trial.dl4j.inherit.Inheritance;
import io.sonde.trial.dl4j.inherit.NotInheritableException;
import io.sonde.trial.kind.NetworkKind;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.NetworkGraph;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Evolution with and without inherited weights at the same budget of epochs, on real pictures, seed
 * by seed: the best validation accuracy, the test accuracy of that trial, and how many children
 * inherited. Options: {@code -Dseeds}, {@code -Dtrials}, {@code -Depochs}, {@code -Ddata}.
 */
public final class Inherit {
  private static final int POPULATION = 6;
  private static final int SAMPLE = 3;

  private static final String SPEC =
      """
      name: inherit
      objective: {metric: accuracy, direction: maximize}
      space:
        training: {epochs: %d, batch_size: 32}
        optimizer: {adam: {learning_rate: {float: [3e-4, 1e-2], scale: log}}}
        network:
          - repeat: {int: [1, 4]}
            of:
              - dense: {units: {ordered: [16, 32, 64, 128]}}
          - choice:
              skip: {}
              residual:
                layers:
                  - dense: {units: {ordered: [16, 32, 64, 128]}, activation: identity}
      search: {algorithm: evolution}
      budget: {trials: %d}
      trial: {kind: network, data: %s}
      """;

  private final SweepSpec spec;
  private final TrainingData data;
  private final int trials;

  /** What a trial left. */
  private record Model(NetworkGraph graph, ComputationGraph network, double value, double test) {}

  /** What a search came to. */
  private record Outcome(double best, double test, int children, int inherited) {}

  private Inherit(SweepSpec spec, TrainingData data, int trials) {
    this.spec = spec;
    this.data = data;
    this.trials = trials;
  }

  /** Prints one line a seed and the means. */
  public static void main(String[] arguments) {
    int trials = Integer.getInteger("trials", 30);
    int epochs = Integer.getInteger("epochs", 2);
    Path folder = Path.of(System.getProperty("data", "examples/data/fashion-mnist"));
    String text = SPEC.formatted(epochs, trials, folder.toAbsolutePath());
    SweepSpec spec = new SpecReader(List.of(new NetworkKind())).read(text, Path.of(""));
    System.out.printf("%d trials of %d epochs, %s%n", trials, epochs, folder);
    System.out.println("seed  inherit  best accuracy  its test accuracy  children that inherited");
    try (TrainingData data = TrainingData.of(Dataset.load(NetworkKind.data(spec), 1))) {
      for (int seed = 1; seed <= Integer.getInteger("seeds", 3); seed++) {
        for (boolean inherit : new boolean[] {false, true}) {
          Outcome outcome = new Inherit(spec, data, trials).search(inherit, seed);
          System.out.printf(
              Locale.ROOT,
              "%4d  %7s  %13.4f  %17.4f  %d of %d%n",
              seed,
              inherit,
              outcome.best,
              outcome.test,
              outcome.inherited,
              outcome.children);
        }
      }
    }
  }

  private Outcome search(boolean inherit, long seed) {
    Sampler sampler =
        new EvolutionSampler(
            spec.space(), new EvolutionSampler.Settings(POPULATION, SAMPLE, inherit));
    TrialSeeds seeds = new TrialSeeds(seed);
    ColumnarHistory history = new ColumnarHistory(spec.space(), spec.goal());
    Map<Integer, Model> models = new HashMap<>();
    int children = 0;
    int inherited = 0;
    for (int trial = 0; trial < trials; trial++) {
      Sampler.Proposal proposal = sampler.descend(history, seeds.proposal(trial)).orElseThrow();
      history.propose(proposal.configuration());
      history.become(trial, TrialState.RUNNING);
      Map<String, Object> tree = proposal.configuration().tree();
      NetworkConfiguration configuration = NetworkConfiguration.read(tree);
      NetworkGraph graph = configuration.graph(data.facts());
      Training training = new Training(configuration, graph, data, seeds.training(trial));
      if (proposal.parent().isPresent()) {
        children++;
        Model parent = models.get(proposal.parent().getAsInt());
        inherited += parent != null && inherits(parent, graph, training) ? 1 : 0;
      }
      try (training) {
        models.put(trial, train(history, trial, graph, training));
      } catch (DivergedException e) {
        history.become(trial, TrialState.FAILED);
      }
    }
    Model best =
        models.values().stream()
            .reduce((one, other) -> other.value > one.value ? other : one)
            .orElseThrow();
    models.values().forEach(model -> model.network.close());
    return new Outcome(best.value, best.test, children, inherited);
  }

  private static boolean inherits(Model parent, NetworkGraph graph, Training training) {
    try {
      training.inherit(Inheritance.between(parent.graph, graph), parent.network);
      return true;
    } catch (NotInheritableException e) {
      return false;
    }
  }

  /** Trains to the end; the model is that of the best epoch. */
  private static Model train(
      ColumnarHistory history, int trial, NetworkGraph graph, Training training)
      throws DivergedException {
    double best = Double.NEGATIVE_INFINITY;
    while (training.hasNext()) {
      Epoch epoch = training.next();
      double accuracy = epoch.validation().other("accuracy");
      history.report(trial, epoch.number(), accuracy);
      if (accuracy > best) {
        best = accuracy;
        training.keep();
      }
    }
    history.become(trial, TrialState.COMPLETED);
    double test = training.test().other("accuracy");
    return new Model(graph, training.network().clone(), best, test);
  }
}
