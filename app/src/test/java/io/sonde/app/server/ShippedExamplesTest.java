package io.sonde.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.web.port.ExampleSpecs.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedExamplesTest {
  @Test
  void everyExampleOfThisCheckoutIsARightSpec() {
    List<Example> all = new ShippedExamples(Optional.of(Path.of(".."))).all();
    assertThat(all).extracting(Example::name).contains("digits-mlp", "iris").isSorted();
    assertThat(all)
        .allSatisfy(
            example -> {
              new SpecParts().reader().read(example.text(), example.folder());
              assertThat(example.about()).isNotBlank();
            });
  }

  @Test
  void withoutAnInstallationThereAreNone(@TempDir Path empty) throws Exception {
    assertThat(new ShippedExamples(Optional.empty()).all()).isEmpty();
    assertThat(new ShippedExamples(Optional.of(empty)).all()).isEmpty();
    Files.createDirectories(empty.resolve("examples/folder.yaml"));
    assertThat(new ShippedExamples(Optional.of(empty)).all()).isEmpty();
  }
}
