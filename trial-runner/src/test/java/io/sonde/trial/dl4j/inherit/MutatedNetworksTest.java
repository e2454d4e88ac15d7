package io.sonde.trial.dl4j.inherit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Sampler.Proposal;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.sampler.evolution.EvolutionSampler;
import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.dl4j.NetworkBuilder;
import io.sonde.trial.kind.NetworkKind;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.NetworkGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whatever evolution proposes from a spec's space: who inherits gives what its parent gives. */
class MutatedNetworksTest {
  private static final int PAIRS = 40;
  private static final DataFacts IMAGES =
      DataFacts.of(Shape.image(8, 8, 1), new Task.Classification(List.of("a", "b", "c")));

  private static final String HEAD =
      """
      name: mutated
      objective: {metric: accuracy, direction: maximize}
      search: {algorithm: evolution, inherit: true}
      budget: {trials: 10}
      trial: {kind: network, data: unused}
      space:
        optimizer: {adam: {learning_rate: {float: [1e-3, 1e-1], scale: log}}}
        network:
      """;

  private static final String PERCEPTRON =
      """
          - repeat: {int: [1, 4]}
            of:
              - dense:
                  units: {ordered: [4, 6, 8, 12]}
                  activation: {choice: [relu, elu, tanh, identity]}
                  dropout: {float: [0.0, 0.5]}
              - choice: {skip: {}, batch_norm: {}}
          - choice:
              skip: {}
              residual:
                layers: [{dense: {units: {ordered: [4, 6, 8, 12]}, activation: {choice: [relu, tanh]}}}]
      """;

  private static final String PICTURES =
      """
          - conv: {filters: {ordered: [2, 3, 4]}, kernel: {choice: [2, 3]}}
          - repeat: {int: [0, 2]}
            of:
              - choice:
                  conv: {filters: {ordered: [2, 3, 4, 6]}, kernel: 3}
                  batch_norm: {}
                  residual: {layers: [{conv: {filters: {ordered: [2, 3, 4, 6]}, activation: elu}}]}
          - choice: {max_pool: {}, avg_pool: {}}
          - branches:
              merge: concat
              paths:
                - - conv: {filters: {ordered: [2, 3]}}
                - - choice: {skip: {}, batch_norm: {}, conv: {filters: 2, kernel: 1}}
          - dense: {units: {ordered: [4, 6, 8]}}
      """;

  @ParameterizedTest
  @ValueSource(strings = {PERCEPTRON, PICTURES})
  void whoInheritsGivesWhatItsParentGives(String network) {
    SweepSpec spec = new SpecReader(List.of(new NetworkKind())).read(HEAD + network, Path.of(""));
    EvolutionSampler sampler =
        new EvolutionSampler(spec.space(), new EvolutionSampler.Settings(8, 2, true));
    ColumnarHistory history = new ColumnarHistory(spec.space(), spec.goal());
    SplittableRandom random = new SplittableRandom(4);
    int inherited = 0;
    int pairs = 0;
    while (pairs < PAIRS) {
      Proposal proposal = sampler.descend(history, random.split()).orElseThrow();
      int trial = history.propose(proposal.configuration());
      history.become(trial, TrialState.RUNNING);
      history.report(trial, 1, random.nextDouble());
      history.become(trial, TrialState.COMPLETED);
      if (proposal.parent().isPresent()) {
        int number = proposal.parent().getAsInt();
        Map<String, Object> parent =
            spec.space().configure(p -> history.code(number, p.index())).tree();
        pairs++;
        inherited += inherits(parent, proposal.configuration().tree(), pairs) ? 1 : 0;
      }
    }
    assertThat(inherited).as("inherited of %d".formatted(PAIRS)).isBetween(PAIRS / 5, PAIRS - 1);
  }

  private static boolean inherits(
      Map<String, Object> parentTree, Map<String, Object> childTree, int seed) {
    NetworkConfiguration parentConfiguration = NetworkConfiguration.read(parentTree);
    NetworkConfiguration childConfiguration = NetworkConfiguration.read(childTree);
    NetworkGraph parentGraph = parentConfiguration.graph(IMAGES);
    NetworkGraph childGraph = childConfiguration.graph(IMAGES);
    Optional<Inheritance> inheritance = between(parentGraph, childGraph);
    if (inheritance.isEmpty()) {
      return false;
    }
    ComputationGraph parent = NetworkBuilder.build(parentConfiguration, parentGraph, seed);
    ComputationGraph child = NetworkBuilder.build(childConfiguration, childGraph, seed + 1000);
    INDArray examples = Nd4j.randn(16, 1, 8, 8);
    parent.fit(new INDArray[] {examples}, new INDArray[] {targets()});
    INDArray wanted = parent.outputSingle(examples).dup();
    try {
      inheritance.get().apply(parent, child, Inheritance.SPREAD, seed);
    } catch (NotInheritableException e) {
      throw new AssertionError(e);
    }
    inheritance.get().adjust(child, () -> new INDArray[] {examples});
    assertThat(child.outputSingle(examples).sub(wanted).amaxNumber().doubleValue())
        .as("%s to %s: %s", parentTree, childTree, inheritance.get())
        .isLessThan(2e-5);
    parent.close();
    child.close();
    return true;
  }

  private static INDArray targets() {
    INDArray targets = Nd4j.zeros(16, 3);
    for (int i = 0; i < 16; i++) {
      targets.putScalar(i, i % 3, 1);
    }
    return targets;
  }

  private static Optional<Inheritance> between(NetworkGraph parent, NetworkGraph child) {
    try {
      return Optional.of(Inheritance.between(parent, child));
    } catch (NotInheritableException e) {
      return Optional.empty();
    }
  }
}
