package io.sonde.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.spec.SpecException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a spec may hand on to Slurm is what its backend takes. */
class SlurmOptionsInSpecsTest {
  private static final String SPEC =
      """
      name: options
      objective: {metric: loss, direction: minimize}
      space: {x: {float: [0, 1]}}
      budget: {trials: 1}
      resources:
        slurm:
          options: [--constraint=a100, %s]
      trial: {kind: command, command: [train]}
      """;

  @Test
  void whatSondeSetsItselfIsRefusedInItsLine() {
    assertThatThrownBy(() -> read("--requeue"))
        .isInstanceOfSatisfying(
            SpecException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().get(0).line()).isEqualTo(7);
              assertThat(e.problems().get(0).path()).isEqualTo("resources.slurm.options[1]");
              assertThat(e.problems().get(0).message()).contains("none that Sonde sets itself");
            });
  }

  @Test
  void othersAreHandedOn() {
    assertThat(read("--export-format=x"))
        .isEqualTo(Map.of("options", List.of("--constraint=a100", "--export-format=x")));
  }

  private static Object read(String option) {
    return new SpecParts()
        .reader()
        .read(SPEC.formatted(option), Path.of("/"))
        .resources()
        .engines()
        .get("slurm");
  }
}
