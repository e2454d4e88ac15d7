package io.sonde.search.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sonde.search.port.TrialKind;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.reader.SampleKind;
import io.sonde.search.reader.SpecFiles;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The JSON Schema and the reader agree on the same specs. */
class SpecSchemaTest {
  /**
   * What JSON Schema has no words for: the relation of two values, and sizes after repetition. That
   * 1 and 1.0 are one number it can say, but not every validator sees it.
   */
  private static final Set<String> BEYOND_JSON_SCHEMA =
      Set.of(
          "choice-duplicate-whole-and-real",
          "constraint-impossible",
          "float-reversed",
          "float-step-unfit",
          "int-step-unfit",
          "network-maybe-empty",
          "objective-twice",
          "repeat-explodes",
          "start-beyond-bounds",
          "start-not-reached",
          "start-unknown-path",
          "stopping-bounds",
          "stopping-metric-unknown",
          "stopping-min-above-max",
          "stopping-nested-deep",
          "stopping-two-pausing");

  /** Infinity and NaN, for which JSON has no text. */
  private static final Set<String> BEYOND_JSON =
      Set.of("float-infinite-bound", "value-infinite", "value-nan");

  private static final List<TrialKind> KINDS = List.of(new SampleKind(), new ExternalKind());
  private static final String JSON = new SpecSchema(KINDS).json();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(JSON);

  @ParameterizedTest
  @MethodSource("accepted")
  void whatTheReaderAcceptsTheSchemaAccepts(String name) {
    assertThat(errors(SpecFiles.text("accepted", name + ".yaml"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatTheReaderRefusesTheSchemaRefuses(String name) {
    assertThat(errors(SpecFiles.text("refused", name + ".yaml"))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("beyond")
  void onlyTheseRefusalsAreBeyondTheSchema(String name) {
    assertThat(errors(SpecFiles.text("refused", name + ".yaml"))).isEmpty();
  }

  @Test
  void theSchemaIsOneOfTheDraftItNames() {
    Schema draft =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(draft.validate(json(JSON))).isEmpty();
  }

  @Test
  void theSameKindsGiveTheSameText() {
    assertThat(new SpecSchema(KINDS).json()).isEqualTo(JSON);
  }

  @Test
  void editorsFindADescriptionForEveryKeyOfASpec() {
    JsonNode properties = json(JSON).get("properties");
    assertThat(properties.fieldNames())
        .toIterable()
        .contains("name", "objective", "space", "search", "budget", "trial");
    properties.forEach(p -> assertThat(p.get("description").asText()).isNotBlank());
  }

  private static List<Error> errors(String yaml) {
    LoadSettings core = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return SCHEMA.validate(new ObjectMapper().valueToTree(new Load(core).loadFromString(yaml)));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Stream<String> accepted() {
    return SpecFiles.names("accepted").stream();
  }

  /** A text that is no YAML, or stands for a tree without end, never comes before the schema. */
  static Stream<String> refused() {
    return SpecFiles.names("refused").stream()
        .filter(name -> !name.startsWith("yaml-") && !BEYOND_JSON.contains(name))
        .filter(name -> !BEYOND_JSON_SCHEMA.contains(name));
  }

  static Stream<String> beyond() {
    return BEYOND_JSON_SCHEMA.stream().sorted();
  }
}
