package io.sonde.trial.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.PreparedTrials.Feasible;
import io.sonde.search.port.PreparedTrials.Infeasible;
import io.sonde.search.port.Structure;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkKindTest {
  @TempDir Path folder;

  @Test
  void countsParametersAndSaysWhatCannotBeBuilt() throws IOException {
    PreparedTrials trials = new NetworkKind().prepare(spec(List.of(2, 2, 1)));
    assertThat(trials.dataHash()).hasValueSatisfying(hash -> assertThat(hash).hasSize(64));
    assertThat(trials.assess(network(Map.of("dense", Map.of("units", 3L)))))
        .isEqualTo(known(4 * 3 + 3 + 3 * 2 + 2, 4 * 3 + 3 * 2));
    assertThat(trials.assess(network(Map.of("conv", Map.of("filters", 2L, "kernel", 2L)))))
        .isEqualTo(known(2 * (4 + 1) + 8 * 2 + 2, 2 * 4 * 4 + 8 * 2));
    assertThat(
            trials.assess(
                network(
                    Map.of("dense", Map.of("units", 3L)), Map.of("conv", Map.of("filters", 2L)))))
        .isInstanceOfSatisfying(
            Infeasible.class,
            no ->
                assertThat(no.reason())
                    .startsWith("network[1].conv: a convolution needs an image"));
    assertThat(
            trials.assess(
                network(Map.of("conv", Map.of("filters", 2L, "kernel", 3L, "padding", "valid")))))
        .isInstanceOfSatisfying(
            Infeasible.class,
            no -> assertThat(no.reason()).contains("does not fit an image of side 2"));
  }

  @Test
  void tellsTheLayersOfANetwork() throws IOException {
    PreparedTrials trials = new NetworkKind().prepare(spec(List.of(2, 2, 1)));
    Structure structure =
        trials
            .structure(network(Map.of("dense", Map.of("units", 3L, "activation", "tanh"))))
            .orElseThrow();
    assertThat(structure.parts().stream().map(Structure.Part::kind))
        .containsExactly("input", "dense", "output");
    Structure.Part dense =
        structure.parts().stream().filter(part -> part.kind().equals("dense")).findFirst().get();
    assertThat(dense.detail()).isEqualTo("tanh");
    assertThat(dense.gives()).isEqualTo("3");
    assertThat(dense.parameters()).isEqualTo(4 * 3 + 3);
    assertThat(
            trials.structure(
                network(Map.of("conv", Map.of("filters", 2L, "kernel", 9L, "padding", "valid")))))
        .isEmpty();
  }

  @Test
  void theHashIsThatOfTheFile() throws IOException {
    var before = new NetworkKind().prepare(spec(List.of())).dataHash();
    assertThat(new NetworkKind().prepare(spec(List.of())).dataHash()).isEqualTo(before);
    Files.writeString(folder.resolve("data.csv"), data() + "1,2,3,4,y\n");
    assertThat(new NetworkKind().prepare(Specs.of(folder, csv(List.of()))).dataHash())
        .isNotEqualTo(before);
  }

  @Test
  void filesThatLookAsBeforeAreNotReadAgain() throws IOException {
    NetworkKind kind = new NetworkKind();
    SweepSpec spec = spec(List.of());
    Path file = folder.resolve("data.csv");
    FileTime anHourAgo = FileTime.from(Instant.now().minusSeconds(3600));
    Files.setLastModifiedTime(file, anHourAgo);
    PreparedTrials first = kind.prepare(spec);
    Optional<String> before = first.dataHash();
    assertThat(kind.prepare(spec)).isSameAs(first);
    assertThat(kind.prepare(Specs.of(folder, csv(List.of(2, 2, 1))))).isNotSameAs(first);
    Files.writeString(file, data().replace("5", "6"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(1800)));
    PreparedTrials changed = kind.prepare(spec);
    assertThat(changed.dataHash()).isNotEqualTo(before);
    Files.delete(file);
    assertThatThrownBy(() -> kind.prepare(spec))
        .isInstanceOfSatisfying(
            SpecException.class,
            e -> assertThat(e.problems().get(0).message()).contains(file.toString()));
  }

  @Test
  void aFileThatWasWrittenAMomentAgoIsReadAgain() throws IOException {
    NetworkKind kind = new NetworkKind();
    SweepSpec spec = spec(List.of());
    Files.setLastModifiedTime(
        folder.resolve("data.csv"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(kind.prepare(spec)).isNotSameAs(kind.prepare(spec));
  }

  @Test
  void saysWhatIsWrongWithTheData() throws IOException {
    Files.writeString(folder.resolve("data.csv"), "a,kind\n1,x\noops,y\n");
    assertThatThrownBy(() -> new NetworkKind().prepare(Specs.of(folder, csv(List.of()))))
        .isInstanceOfSatisfying(
            SpecException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().get(0).path()).isEqualTo("trial.data");
              assertThat(e.problems().get(0).message()).contains("data.csv, line 3, column 'a'");
            });
  }

  private static Feasible known(double parameters, double multiplications) {
    return new Feasible(
        Map.of(
            "parameters",
            parameters,
            "nonzero_parameters",
            parameters,
            "flops",
            2 * multiplications,
            "model_bytes",
            4 * parameters));
  }

  private static Configuration network(Object... layers) {
    return new Configuration(Map.of("network", Arrays.asList(layers)), Map.of());
  }

  private SweepSpec spec(List<Integer> shape) throws IOException {
    Files.writeString(folder.resolve("data.csv"), data());
    return Specs.of(folder, csv(shape));
  }

  private static Map<String, Object> csv(List<Integer> shape) {
    return shape.isEmpty()
        ? Map.of("csv", Map.of("file", "data.csv", "label", "kind"))
        : Map.of("csv", Map.of("file", "data.csv", "label", "kind", "shape", shape));
  }

  private static String data() {
    return "a,b,c,d,kind\n" + "1,2,3,4,x\n5,6,7,8,y\n".repeat(20);
  }
}
