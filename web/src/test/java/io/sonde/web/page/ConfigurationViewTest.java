package io.sonde.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ConfigurationViewTest {
  @Test
  void readsLikeTheSpec() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("epochs", 20L);
    tree.put("optimizer", Map.of("adam", Map.of("learning_rate", 0.0012345678)));
    tree.put("none", Map.of());
    tree.put("network", List.of(Map.of("dense", Map.of("units", 64L)), Map.of("relu", Map.of())));
    tree.put("shape", List.of(3L, 5L));
    assertThat(text(ConfigurationView.of(tree)))
        .isEqualTo(
            """
            epochs: 20
            optimizer
              adam
                learning_rate: 0.001235
            none: {}
            network
              - dense
                units: 64
              - relu: {}
            shape: [3, 5]""");
  }

  private static String text(ConfigurationView view) {
    return view.lines().stream()
        .map(
            line ->
                "  ".repeat(line.depth())
                    + (line.item() ? "- " : "")
                    + line.key()
                    + (line.value().isEmpty() ? "" : ": " + line.value()))
        .collect(Collectors.joining("\n"));
  }
}
