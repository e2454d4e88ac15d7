package io.sonde.trial.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.InfeasibleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The page of all layers says what their classes say. */
class LayerPageTest {
  private static final Path PAGE = Path.of("..", "docs", "layers.md");
  private static final Task TASK = new Task.Classification(List.of("a", "b", "c"));

  /** What ends a sequence, where the layer gives one. */
  private static final String END = "- last_step\n";

  /** What an example may be meant for. */
  private static final List<DataFacts> DATA =
      List.of(
          DataFacts.of(Shape.image(8, 8, 1), TASK),
          DataFacts.of(Shape.tokens(9, 30), TASK),
          DataFacts.of(Shape.sequence(9, 64), TASK),
          DataFacts.of(Shape.flat(6), TASK),
          new DataFacts(users(), TASK));

  private static Map<String, Shape> users() {
    Map<String, Shape> inputs = new LinkedHashMap<>();
    inputs.put("user", Shape.category(5));
    inputs.put("item", Shape.category(7));
    return inputs;
  }

  @Test
  void thePageIsThatOfTheClasses() throws IOException {
    if (Boolean.getBoolean("sonde.write")) {
      Files.writeString(PAGE, LayerPage.text());
    }
    assertThat(Files.readString(PAGE))
        .as(
            "renew it: mvn -pl trial-runner -am test -Dtest=LayerPageTest -Dsonde.write=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .isEqualTo(LayerPage.text());
  }

  static Stream<LayerKind> kinds() {
    return LayerKind.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void itsExamplesCanBeBuilt(LayerKind kind) {
    String written = "- " + kind.example() + "\n";
    assertThat(read(written).layers().layers().get(0).word()).isEqualTo(kind.word());
    assertThat(DATA).anyMatch(data -> builds(written, data) || builds(written + END, data));
  }

  private static boolean builds(String layers, DataFacts data) {
    try {
      return read(layers).graph(data).parameters() > 0;
    } catch (InfeasibleException e) {
      return false;
    }
  }

  private static NetworkConfiguration read(String layers) {
    Object list = new Load(LoadSettings.builder().build()).loadFromString(layers);
    return NetworkConfiguration.read(Map.of("network", list));
  }
}
