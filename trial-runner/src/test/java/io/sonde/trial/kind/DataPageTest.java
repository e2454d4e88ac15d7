package io.sonde.trial.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.jsonschema.SpecSchema;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.spec.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The data that docs/data.md shows are read as parts of specs. */
class DataPageTest {
  private static final Path PAGE = Path.of("../docs/data.md");
  private static final Pattern TRIAL = Pattern.compile("```yaml\n(trial:.*?)```", Pattern.DOTALL);
  private static final String REST =
      """
      name: shown
      objective: {metric: loss, direction: minimize}
      space: {network: [{dense: {units: 2}}]}
      budget: {trials: 1}
      """;

  @Test
  void everyFormatShownIsRead() throws IOException {
    List<String> shown =
        TRIAL.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
    assertThat(shown).hasSize(5);
    for (String trial : shown) {
      SweepSpec spec = read(trial);
      assertThat(NetworkKind.data(spec).source().files()).isNotEmpty();
      if (!trial.contains("idx:")) {
        assertThat(new NetworkKind().prepare(spec).dataHash()).isPresent();
      }
    }
  }

  @Test
  void targetsAndLabelsMayBeWrittenInTheirSeveralWays() {
    for (String told :
        List.of(
            "target: a",
            "target: [a, b]",
            "labels: [a, b]",
            "labels: {column: a}",
            "labels: {column: a, separator: '|'}")) {
      SweepSpec spec = read("trial: {kind: network, data: {csv: {file: f, " + told + "}}}\n");
      assertThat(NetworkKind.data(spec).toMap()).containsKey("csv");
    }
  }

  @Test
  void theSchemaForEditorsKnowsTheFormats() {
    assertThat(new SpecSchema(List.of(new NetworkKind())).json())
        .contains("\"lower_case\"", "\"at_least\"", "\"test_folder\"", "\"categories\"");
  }

  private static SweepSpec read(String trial) {
    return new SpecReader(List.of(new NetworkKind())).read(REST + trial, Path.of("../examples"));
  }
}
