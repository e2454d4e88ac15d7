package io.sonde.trial.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.reader.SpecReader;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import io.sonde.search.spec.SpecException;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.layer.CellLayer;
import io.sonde.trial.network.layer.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spaces of architectures, from YAML through the reader to networks. */
class ArchitectureTest {
  private static final Path GUIDE = Path.of("..", "docs", "networks.md");
  private static final Task TASK = new Task.Classification(List.of("a", "b", "c"));
  private static final DataFacts IMAGES = DataFacts.of(Shape.image(8, 8, 1), TASK);
  private static final DataFacts MATCHES =
      new DataFacts(
          Map.of("user", Shape.category(9), "item", Shape.category(7)), new Task.Retrieval(9, 7));

  private static final DataFacts TEXTS = DataFacts.of(Shape.tokens(12, 50), TASK);
  private static final String AROUND =
      """
      name: architectures
      objective: {metric: accuracy, direction: maximize}
      budget: {trials: 10}
      trial: {kind: network, data: {csv: {file: data.csv, label: kind}}}
      """;

  /** Six edges with five operations each, the stack of searched depth. */
  private static final String BENCH =
      """
      space:
        network:
          - conv: {filters: 4}
          - repeat: {int: [1, 3]}
            share: %s
            of:
              - cell:
                  edges:
                    - repeat: 6
                      of:
                        - choice:
                            none: {}
                            skip: {}
                            conv: {filters: 4, kernel: {choice: [1, 3]}}
                            avg_pool: {kernel: 3, stride: 1, padding: same}
          - global_pool
      """;

  static Stream<String> snippets() throws IOException {
    return Pattern.compile("```yaml\n(space:\n.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(GUIDE))
        .results()
        .map(MatchResult::group)
        .map(block -> block.substring("```yaml\n".length(), block.length() - 3))
        .filter(block -> !block.contains("\ntrial:"));
  }

  @Test
  void theGuideShowsSpacesOfArchitectures() throws IOException {
    assertThat(snippets().count()).isGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void theGuidesSpacesGiveNetworks(String snippet) {
    DataFacts data =
        snippet.contains("towers") ? MATCHES : snippet.contains("embedding") ? TEXTS : IMAGES;
    List<Configuration> drawn = drawn(snippet, 30);
    assertThat(drawn).anySatisfy(c -> assertThat(network(c).graph(data).parameters()).isPositive());
  }

  @Test
  void everyDrawnCellIsBuiltOrHasNoWayThrough() {
    int built = 0;
    for (Configuration drawn : drawn(BENCH.formatted(true), 200)) {
      try {
        NetworkGraph graph = network(drawn).graph(IMAGES);
        assertThat(graph.output().shape()).isEqualTo(Shape.flat(3));
        built++;
      } catch (InfeasibleException e) {
        assertThat(e)
            .hasMessageMatching(
                "network\\[\\d]\\.cell: no way leads from what goes in to what comes out");
      }
    }
    assertThat(built).as("cells that could be built").isBetween(120, 199);
  }

  @Test
  void sharedCellsAreAlikeAndOthersNeedNotBe() {
    assertThat(drawn(BENCH.formatted(true), 50))
        .allSatisfy(c -> assertThat(cells(c).stream().distinct()).hasSize(1))
        .anySatisfy(c -> assertThat(cells(c)).hasSize(3));
    assertThat(drawn(BENCH.formatted(false), 50))
        .anySatisfy(c -> assertThat(cells(c).stream().distinct()).hasSize(3));
  }

  @Test
  void edgesTakeAllOperations() {
    List<String> words =
        drawn(BENCH.formatted(false), 50).stream()
            .flatMap(c -> cells(c).stream())
            .flatMap(cell -> cell.edges().stream())
            .map(edge -> edge.map(Layer::word).orElse("none"))
            .distinct()
            .toList();
    assertThat(words).containsExactlyInAnyOrder("none", "skip", "conv", "avg_pool");
  }

  /** By hand: the conv at the beginning, two convs and a pool on edges, the output. */
  @Test
  void aCellIsTheGraphItSays() {
    Configuration cell =
        drawn(
                """
                space:
                  network:
                    - conv: {filters: 4}
                    - cell:
                        edges:
                          - conv: {filters: 4, kernel: 1}
                          - skip
                          - conv: {filters: 4, kernel: 3}
                          - none
                          - none
                          - avg_pool: {kernel: 3, stride: 1, padding: same}
                    - global_pool
                """,
                1)
            .get(0);
    NetworkGraph graph = network(cell).graph(IMAGES);
    assertThat(graph.parameters())
        .isEqualTo((9 + 1) * 4 + (4 + 1) * 4 + (9 * 4 + 1) * 4 + (4 + 1) * 3);
    assertThat(graph.operations().stream().map(node -> node.name() + " of " + node.inputs()))
        .containsExactly(
            "0_conv of [input]",
            "1_cell_0_1_conv of [0_conv]",
            "1_cell_1_2_conv of [1_cell_0_1_conv]",
            "1_cell_add of [0_conv, 1_cell_1_2_conv]",
            "1_cell_2_3_avg_pool of [1_cell_add]",
            "2_global_pool of [1_cell_2_3_avg_pool]",
            "3_output of [2_global_pool]");
  }

  @Test
  void aMistakeWithinIsToldWithItsPlace() {
    assertThatThrownBy(
            () ->
                space(
                    """
                    space:
                      network:
                        - residual:
                            layers:
                              - cell: {edges: [skip, none, {conv: {filters: 0}}]}
                              - branches: {paths: [[dense: {unit: 3}], [lstmm: {units: 3}]]}
                    """))
        .isInstanceOfSatisfying(
            SpecException.class,
            e ->
                assertThat(e.problems().stream().map(p -> p.line() + " " + p.path()))
                    .contains(
                        "9 space.network[0].residual.layers[0].cell.edges[2].conv.filters",
                        "10 space.network[0].residual.layers[1].branches.paths[0][0].dense.unit",
                        "10 space.network[0].residual.layers[1].branches.paths[1][0].lstmm"));
  }

  private static List<CellLayer> cells(Configuration configuration) {
    return network(configuration).layers().layers().stream()
        .flatMap(layer -> layer instanceof CellLayer cell ? Stream.of(cell) : Stream.empty())
        .toList();
  }

  private static NetworkConfiguration network(Configuration configuration) {
    return NetworkConfiguration.read(configuration.tree());
  }

  private static List<Configuration> drawn(String yaml, int count) {
    UnitCube cube = new UnitCube(space(yaml));
    Random random = new Random(5);
    List<Configuration> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(cube.configuration(cube.draw(random)));
    }
    return drawn;
  }

  private static Space space(String yaml) {
    return new SpecReader(List.of(new NetworkKind())).read(AROUND + yaml, Path.of(".")).space();
  }
}
