package io.sonde.trial.network.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.Compression;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelGroupsTest {
  private static Map<String, Object> conv(long filters) {
    return Map.of("conv", Map.of("filters", filters));
  }

  private static NetworkGraph graph(Object... layers) {
    return NetworkConfiguration.read(Map.of("network", List.of(layers)))
        .graph(DataFacts.of(Shape.image(6, 6, 3), new Task.Classification(List.of("a", "b"))));
  }

  private static List<Integer> sizes(ChannelGroups groups) {
    return groups.removable().stream().map(group -> group.makers().size()).toList();
  }

  @Test
  void aSumTiesWhatItAdds() {
    Map<String, Object> residual = Map.of("residual", Map.of("layers", List.of(conv(2), conv(4))));
    ChannelGroups groups = ChannelGroups.of(graph(conv(4), residual));
    assertThat(sizes(groups)).containsExactly(2, 2, 2, 2, 1, 1);
    assertThat(groups.removable().get(0).makers().stream().map(Channel::index)).containsOnly(0);
    assertThat(groups.removable().get(4).makers()).hasSize(1);
  }

  @Test
  void whatIsAddedToTheInputStays() {
    Map<String, Object> residual = Map.of("residual", Map.of("layers", List.of(conv(2), conv(3))));
    assertThat(sizes(ChannelGroups.of(graph(residual)))).containsExactly(1, 1);
  }

  @Test
  void whatIsJoinedGoesOneByOne() {
    Map<String, Object> branches =
        Map.of("branches", Map.of("paths", List.of(List.of(conv(2)), List.of(conv(3)))));
    ChannelGroups groups = ChannelGroups.of(graph(branches, "batch_norm", "max_pool", conv(2)));
    assertThat(sizes(groups)).containsExactly(1, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void saysWhyNothingCanBeRemoved() {
    Compression.Structured scale =
        new Compression.Structured(
            0.5, Compression.Criterion.BATCH_NORM_SCALE, 1, Compression.Scope.LAYER);
    assertThatThrownBy(() -> PruningPlan.check(graph("max_pool"), scale))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("the network has no filter or unit that could be removed");
    assertThatThrownBy(() -> PruningPlan.check(graph(conv(4)), scale))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("none has one; add batch_norm");
    PruningPlan.check(graph(conv(4), "batch_norm"), scale);
  }

  @Test
  void epochsFitIntoTheTraining() {
    assertThatThrownBy(() -> read(Map.of("structured", Map.of("ratio", 0.5, "at", 5L))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("compression.structured.at: expected at most training.epochs, 4");
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "magnitude",
                        Map.of("ratio", 0.5, "schedule", "gradual", "start", 3L, "end", 2L))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("compression.magnitude.end: expected at least the start, 3, got 2");
    assertThat(read(Map.of("magnitude", Map.of("ratio", 0.5, "schedule", "gradual"))))
        .isEqualTo(new Compression.Magnitude(0.5, Compression.Scope.GLOBAL, 1, 2));
    assertThat(read(Map.of("structured", Map.of("ratio", 0.5))))
        .isEqualTo(
            new Compression.Structured(0.5, Compression.Criterion.L1, 2, Compression.Scope.LAYER));
  }

  private static Compression read(Map<String, Object> compression) {
    return NetworkConfiguration.read(
            Map.of(
                "training", Map.of("epochs", 4L),
                "network", List.of(conv(2)),
                "compression", compression))
        .compression();
  }
}
