package io.sonde.trial.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a spec may say about training, read as a person writes it. */
class TrainingSpecTest {
  private static final String SPEC =
      """
      name: every training setting
      objective: [{metric: accuracy, direction: maximize}, {metric: latency_p50, direction: minimize}]
      constraints:
        - {metric: latency_p95, at_most: 5, when: %s}
        - {metric: latency_p95, at_most: 5}
      space:
        training:
          clip: {norm: {float: [0.1, 10], scale: log}}
          label_smoothing: {choice: [0, 0.1]}
          class_weights: %s
          augmentation:
            flip: {choice: [true, false]}
            shift: {int: [0, 3]}
            rotate: {float: [0, 20]}
            zoom: 0.1
            noise: 0.05
            cutout: {ordered: [0, 4, 8]}
          precision: {choice: [float, half]}
          patience: {int: [2, 10]}
          min_delta: 0.001
          folds: 5
          repeats: {ordered: [1, 3]}
        optimizer:
          adam:
            weight_decay: {float: [1e-6, 1e-1], scale: log}
            schedule:
              choice:
                constant: {warmup: {int: [0, 5]}}
                cosine: {warmup: {float: [0, 0.2]}, floor: 0.01}
        network: []
      search: {algorithm: random, seed: 1}
      budget: {trials: 2}
      trial: {kind: network, data: {csv: {file: data.csv, label: kind}}}
      """;

  private static SweepSpec read(String when, String weights) {
    return new SpecReader(List.of(new NetworkKind()))
        .read(SPEC.formatted(when, weights), Path.of("/nowhere"));
  }

  @Test
  void everySettingMayBeOpenedToSearch() {
    SweepSpec spec = read("before_training", "{choice: [balanced, none]}");
    assertThat(spec.goal().constraints().get(0).beforeTraining()).isTrue();
    assertThat(read("after_training", "{cat: 2, dog: {float: [1, 4]}}").space()).isNotNull();
  }

  @Test
  void whatCannotBeIsTold() {
    assertThatThrownBy(() -> read("before_training", "equal"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("class_weights");
    String accuracy = SPEC.formatted("before_training", "none").replace("latency_p95", "accuracy");
    assertThatThrownBy(
            () -> new SpecReader(List.of(new NetworkKind())).read(accuracy, Path.of("/nowhere")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("latency_p50");
  }

  @Test
  void aBestStepIsToldByWhatIsReportedStepByStep() {
    Objective latency = new Objective("latency_p50", Direction.MINIMIZE);
    Objective accuracy = new Objective("accuracy", Direction.MAXIMIZE);
    assertThat(NetworkKind.leading(new Goal(List.of(latency, accuracy), List.of())))
        .isEqualTo(accuracy);
    assertThat(NetworkKind.leading(new Goal(latency)))
        .isEqualTo(new Objective("loss", Direction.MINIMIZE));
  }
}
