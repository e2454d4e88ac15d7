package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.port.Structure;
import io.sonde.search.port.Structure.Part;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkPictureTest {
  private final Bench bench = Bench.open();
  private final int sweep = bench.sweeps.running("digits");
  private final String network = "/sweeps/" + sweep + "/trials/2/network";
  private final String structure = "/api/v1/sweeps/" + sweep + "/trials/2/structure";

  @AfterEach
  void close() {
    bench.close();
  }

  private void made(Part... parts) {
    bench.structures.of.put(sweep, new Structure(List.of(parts)));
  }

  @Test
  void aTrialsPageLoadsTheNetworkWhereThereIsOne() {
    String page = "/sweeps/" + sweep + "/trials/2";
    assertThat(bench.page(page).body()).doesNotContain("id=\"network\"");
    made(new Part("input", "input", "", "64", 0, List.of()));
    assertThat(bench.page(page).body()).contains("hx-get=\"" + network + "\"");
  }

  @Test
  void theNetworkIsAPictureAndATable() {
    made(
        new Part("input", "input", "", "8×8×1", 0, List.of()),
        new Part("0_conv", "conv", "relu", "8×8×4", 40, List.of("input")),
        new Part("1_output", "output", "", "10", 2570, List.of("0_conv")));
    String page = bench.page(network).body();
    assertThat(page).contains("3 layers with 2610 parameters", "<path class=\"network-line\"");
    assertThat(page)
        .contains("conv · relu", "0_conv: 8×8×4, 40 parameters")
        .doesNotContain("style=");
    JsonNode document = Bench.json(bench.get(structure));
    assertThat(document.at("/parts/2").toString())
        .isEqualTo(
            "{\"name\":\"1_output\",\"kind\":\"output\",\"detail\":\"\",\"gives\":\"10\",\"parameters\":2570,"
                + "\"takes\":[\"0_conv\"]}");
  }

  @Test
  void aNameIsText() {
    made(new Part("<b>x", "<i>y", "<u>z", "\"><script>", 0, List.of()));
    assertThat(bench.page(network).body())
        .doesNotContain("<b>x", "<i>y", "<u>z", "<u>z", "\"><script>");
  }

  @Test
  void hundredsOfLayersAreATable() {
    List<Part> parts = new ArrayList<>(List.of(new Part("0", "input", "", "4", 0, List.of())));
    for (int layer = 1; layer < 500; layer++) {
      parts.add(new Part("" + layer, "dense", "", "4", 20, List.of("" + (layer - 1))));
    }
    made(parts.toArray(new Part[0]));
    assertThat(bench.page(network).body()).contains("500 layers").doesNotContain("network-line");
  }

  @Test
  void whatHasNoStructureIsUnknown() {
    HttpResponse<String> answer = bench.get(structure);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("Nothing is known of what trial 2");
    assertThat(bench.page(network).statusCode()).isEqualTo(404);
  }
}
