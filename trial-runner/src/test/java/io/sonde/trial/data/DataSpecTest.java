package io.sonde.trial.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.search.spec.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataSpecTest {
  private static final Path FOLDER = Path.of("/data");

  /** Every format with every key. */
  static Stream<Map<String, Object>> specs() {
    Map<String, Object> split = Map.of("validation", 0.2, "test", 0.3);
    return Stream.of(
        spec("csv", "file", "f", "label", "a", "normalize", "range", "split", split),
        spec("csv", "file", "f", "target", "a", "features", List.of("b", "c")),
        spec("csv", "file", "f", "target", List.of("a", "d"), "ignore", List.of("b")),
        spec("csv", "file", "f", "labels", List.of("a", "d"), "shape", List.of(4, 2)),
        spec("csv", "file", "f", "labels", Map.of("column", "a"), "categories", List.of("c")),
        spec("csv", "file", "f", "labels", Map.of("column", "a", "separator", " ")),
        spec("idx", "images", "i", "labels", "l"),
        spec("idx", "images", "i", "labels", "l", "test_images", "ti", "test_labels", "tl"),
        spec("images", "folder", "f", "normalize", "none"),
        spec("images", "folder", "f", "size", List.of(3, 4), "channels", 1, "test_folder", "t"),
        spec("text", "file", "f", "text", "a", "label", "b"),
        spec("text", "folder", "f", "vocabulary", 7, "length", 8, "lower_case", false),
        spec("interactions", "file", "f"),
        spec("interactions", "file", "f", "user", "u", "item", "i", "rating", "r", "at_least", 0.1),
        spec("interactions", "file", "f", "rating", "r", "predict", "rating"));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aSpecSurvivesTheWire(Map<String, Object> written) throws IOException {
    DataSpec spec = DataSpec.read(written, FOLDER);
    ObjectMapper json = new ObjectMapper();
    @SuppressWarnings("unchecked")
    Map<String, Object> received =
        json.readValue(json.writeValueAsBytes(spec.toMap()), LinkedHashMap.class);
    assertThat(DataSpec.read(received, Path.of("/elsewhere"))).isEqualTo(spec);
  }

  @Test
  void theSchemaKnowsEveryKeyThatIsRead() {
    Schema.Either either = (Schema.Either) DataSpec.SCHEMA;
    Map<String, Schema.Mapping> formats = ((Schema.Variant) either.options().get(1)).variants();
    assertThat(formats.keySet()).containsExactly("csv", "idx", "images", "text", "interactions");
    specs()
        .forEach(
            spec -> {
              String format = spec.keySet().iterator().next();
              Map<String, Object> sent = DataSpec.read(spec, FOLDER).toMap();
              assertThat(formats.get(format).fields().keySet())
                  .containsAll(
                      ((Map<?, ?>) sent.get(format))
                          .keySet().stream().map(String::valueOf).toList());
            });
  }

  @Test
  void namesTheFormatsAndKeysThatThereAre() {
    DataSpecs.assertRefused(
        FOLDER, "unknown format 'tsv'; expected one of [csv, idx, images, text,", "tsv");
    DataSpecs.assertRefused(FOLDER, "trial.data.idx.image: unknown; expected", "idx", "image", "i");
    DataSpecs.assertRefused(
        FOLDER,
        "trial.data.idx.test_labels: missing",
        "idx",
        "images",
        "i",
        "labels",
        "l",
        "test_images",
        "t");
    DataSpecs.assertRefused(
        FOLDER,
        "trial.data.csv.normalize: expected one of",
        "csv",
        "file",
        "f",
        "label",
        "a",
        "normalize",
        "much");
  }

  private static Map<String, Object> spec(String format, Object... settings) {
    return Map.of(format, DataSpecs.map(settings));
  }
}
