package io.sonde.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.reader.SpaceReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final Configuration CONFIG =
      configuration(
          """
          batch_size: {int: [16, 64]}
          name: plain
          bias: {choice: [true]}
          "num.trees": 7
          optimizer:
            choice:
              adam: {learning_rate: {float: [0.25, 0.25]}, beta1: 0.9}
          schedule: {choice: [constant]}
          layers:
            - repeat: {int: [2, 2]}
              of:
                - {units: {int: [8, 8]}, activation: {choice: [relu]}}
            - {units: 4, activation: tanh, dropout: 0.5}
          weights: {first: 1, second: 2.5}
          """);

  private record Network(
      int batchSize,
      String name,
      boolean bias,
      Optimizer optimizer,
      Schedule schedule,
      List<Layer> layers,
      Map<String, Double> weights,
      Optional<Double> momentum) {}

  private record Layer(long units, Activation activation, Optional<Double> dropout) {}

  private enum Activation {
    RELU,
    TANH
  }

  sealed interface Optimizer {}

  private record Adam(double learningRate, double beta1) implements Optimizer {}

  record Sgd(double learningRate) implements Optimizer {}

  sealed interface Schedule {}

  private record Constant() implements Schedule {}

  record StepDecay(int steps) implements Schedule {}

  record Unforgiving(int batchSize) {
    Unforgiving {
      if (batchSize < 1000) {
        throw new IllegalArgumentException("expected at least 1000, got " + batchSize);
      }
    }
  }

  @Test
  void valuesAreGotByTheirPath() {
    assertThat(CONFIG.whole("batch_size")).isEqualTo(16);
    assertThat(CONFIG.real("batch_size")).isEqualTo(16);
    assertThat(CONFIG.text("name")).isEqualTo("plain");
    assertThat(CONFIG.flag("bias")).isTrue();
    assertThat(CONFIG.whole("[\"num.trees\"]")).isEqualTo(7);
    assertThat(CONFIG.real("optimizer.adam.learning_rate")).isEqualTo(0.25);
    assertThat(CONFIG.text("layers[2].activation")).isEqualTo("tanh");
    assertThat(CONFIG.get("layers[0].activation", Activation.class)).isEqualTo(Activation.RELU);
    assertThat(CONFIG.get("layers[2]", Layer.class))
        .isEqualTo(new Layer(4, Activation.TANH, Optional.of(0.5)));
    assertThat(CONFIG.get("batch_size", Long.class)).isEqualTo(16);
    assertThat(CONFIG.has("layers[2].units")).isTrue();
    assertThat(CONFIG.has("layers[3]")).isFalse();
  }

  @Test
  void parametersAreGotByTheirs() {
    assertThat(CONFIG.whole("layers[0].of[1][0].units")).isEqualTo(8);
    assertThat(CONFIG.whole("layers[0].repeat")).isEqualTo(2);
  }

  @Test
  void aBranchIsItsNameAndItsMapping() {
    assertThat(CONFIG.text("optimizer")).isEqualTo("adam");
    assertThat(CONFIG.get("optimizer", Optimizer.class)).isEqualTo(new Adam(0.25, 0.9));
    Object mapping = CONFIG.get("optimizer", Map.class);
    assertThat(mapping).isEqualTo(Map.of("adam", Map.of("learning_rate", 0.25, "beta1", 0.9)));
  }

  @Test
  void theWholeIsARecord() {
    Layer repeated = new Layer(8, Activation.RELU, Optional.empty());
    assertThat(CONFIG.as(Network.class))
        .isEqualTo(
            new Network(
                16,
                "plain",
                true,
                new Adam(0.25, 0.9),
                new Constant(),
                List.of(repeated, repeated, new Layer(4, Activation.TANH, Optional.of(0.5))),
                Map.of("first", 1.0, "second", 2.5),
                Optional.empty()));
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertSaid(
        () -> CONFIG.real("batchsize"), "no value at 'batchsize'; did you mean 'batch_size'?");
    assertSaid(
        () -> CONFIG.real("optimizer.adam.learning_rte"),
        "did you mean 'optimizer.adam.learning_rate'?");
    assertSaid(() -> CONFIG.whole("name"), "at 'name': expected a whole number, got 'plain'");
    assertSaid(
        () -> CONFIG.whole("optimizer.adam.beta1"),
        "at 'optimizer.adam.beta1': expected a whole number, got 0.9");
    assertSaid(() -> CONFIG.flag("layers"), "expected true or false, got a list of 3");
    assertSaid(() -> CONFIG.real("optimizer.adam"), "expected a number, got a mapping of learning");
    assertSaid(
        () -> CONFIG.get("layers[2].activation", Schedule.class),
        "expected one of constant, step_decay, got 'tanh'");
    assertSaid(() -> CONFIG.get("name", Activation.class), "expected one of relu, tanh");
    assertSaid(
        () -> CONFIG.get("optimizer", StepDecay.class),
        "expected 'steps' for the record StepDecay");
    assertSaid(
        () -> CONFIG.get("layers[2]", Adam.class),
        "at 'layers[2]': expected 'learning_rate' for the record Adam, got units, activation");
    assertSaid(() -> CONFIG.as(Unforgiving.class), "Unforgiving: expected at least 1000, got 16");
  }

  private static void assertSaid(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what);
  }

  private static Configuration configuration(String yaml) {
    return new SpaceReader().read(yaml).configure(parameter -> 0);
  }
}
