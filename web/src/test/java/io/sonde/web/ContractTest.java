package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.yaml.YamlParser;
import io.sonde.search.yaml.YamlTree;
import io.sonde.web.contract.ApiContract;
import io.sonde.web.document.Json;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of the API is whole, is handed out, and is shown. */
final class ContractTest {
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void tellsOfEveryPlaceOfTheApiAndOfNoOther() {
    Set<String> told = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : ContractCheck.document().path("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> told.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    Set<String> there =
        bench.server.places().places().stream()
            .map(place -> place.method() + " " + place.template())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).allSatisfy(place -> assertThat(there).contains(place));
    assertThat(there.stream().filter(place -> place.contains(" /api/")))
        .as("every route below /api/ is in web/src/main/resources/io/sonde/web/openapi")
        .allSatisfy(place -> assertThat(told).contains(place));
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryOperationHasAName() {
    JsonNode document = new ApiContract().document();
    assertThat(document.findValuesAsText("$ref"))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
    assertThat(document.path("paths").findValuesAsText("operationId"))
        .doesNotHaveDuplicates()
        .hasSameSizeAs(document.path("paths").findValuesAsText("summary"));
  }

  @Test
  void isHandedOutAsJsonAndTheSameAsYaml() {
    HttpResponse<String> json = bench.get("/api/v1/openapi.json");
    assertThat(json.body()).isEqualTo(Json.text(new ApiContract().document()));
    YamlTree yaml = YamlParser.parse(bench.get("/api/v1/openapi.yaml").body());
    assertThat(plain(yaml)).isEqualTo(plain(YamlParser.parse(json.body())));
  }

  /** A tree without the places at which its parts stand. */
  private static Object plain(YamlTree tree) {
    if (tree instanceof YamlTree.Mapping mapping) {
      return mapping.entries().stream()
          .collect(Collectors.toMap(YamlTree.Entry::key, entry -> plain(entry.value())));
    } else if (tree instanceof YamlTree.Sequence sequence) {
      return sequence.items().stream().map(ContractTest::plain).toList();
    }
    return ((YamlTree.Scalar) tree).value();
  }

  @Test
  void isShownToPeople() {
    HttpResponse<String> page = bench.page("/api");
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.body())
        .contains("<title>API · Sonde</title>")
        .contains("<code>/api/v1/sweeps/{sweep}/gate</code>")
        .contains("id=\"schema-Sweep\"", "href=\"#schema-Sweep\"")
        .contains("more than 0.5, less than 1, else 0.95")
        .doesNotContain("<script>", "style=");
  }

  @Test
  void whoHasAnAnswerIsToldThatItIsStillRight() {
    int sweep = bench.sweeps.running("digits");
    for (String path : new String[] {"", "/trials?sort=value", "/trials/4"}) {
      String address = "/api/v1/sweeps/" + sweep + path;
      HttpResponse<String> first = bench.get(address);
      String tag = first.headers().firstValue("etag").orElseThrow();
      HttpResponse<String> again = bench.get(address, "If-None-Match", "W/\"x\", " + tag);
      assertThat(again.statusCode()).as(address).isEqualTo(304);
      assertThat(bench.get(address, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    }
    String tag =
        bench.get("/api/v1/sweeps/" + sweep + "/trials/4").headers().firstValue("etag").get();
    bench.sweeps.report(sweep, 4, 3, 0.95);
    assertThat(
            bench.get("/api/v1/sweeps/" + sweep + "/trials/4", "If-None-Match", tag).statusCode())
        .isEqualTo(200);
  }
}
