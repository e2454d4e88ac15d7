package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The devices, to programs and on their page. */
final class DeviceTest {
  private static final String ASIDE = "MIG-GPU-2/3/0";
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  private JsonNode device(int number) {
    return Bench.json(bench.get("/api/v1/devices")).path("devices").path(number);
  }

  @Test
  void programsAreToldWhatEachDeviceDoesAndWhoWaits() {
    JsonNode held = device(0);
    assertThat(held.path("state").asText()).isEqualTo("held");
    assertThat(held.path("kind").asText()).isEqualTo("gpu");
    assertThat(held.path("memory_bytes").asLong()).isEqualTo(24L << 30);
    assertThat(held.path("memory_used_bytes").asLong()).isEqualTo(6L << 30);
    assertThat(held.path("utilisation_percent").asInt()).isEqualTo(97);
    assertThat(held.path("temperature_celsius").asInt()).isEqualTo(71);
    assertThat(held.path("holders").path(0).path("sweep").asInt()).isEqualTo(3);
    assertThat(held.path("holders").path(0).path("trial").asInt()).isEqualTo(4);
    assertThat(device(1).path("state").asText()).isEqualTo("in_use_by_others");
    assertThat(device(1).path("others").path(0).path("name").asText()).isEqualTo("python");
    assertThat(device(2).path("state").asText()).isEqualTo("set_aside");
    assertThat(device(2).path("kind").asText()).isEqualTo("mig");
    assertThat(device(2).path("utilisation_percent").isNull()).isTrue();
    assertThat(device(3).path("holders").path(0).path("trial").isNull()).isTrue();
    assertThat(device(4).path("state").asText()).isEqualTo("free");
    assertThat(device(5).path("kind").asText()).isEqualTo("node");
    assertThat(device(5).path("holders")).hasSize(2);
    JsonNode all = Bench.json(bench.get("/api/v1/devices"));
    assertThat(all.path("problems").path(0).asText()).contains("did not answer");
    assertThat(all.path("process_control").asText()).contains("a control group of its own");
    assertThat(all.path("waiting")).hasSize(1);
    assertThat(all.path("waiting").path(0).path("jobs").asInt()).isEqualTo(2);
    assertThat(all.path("waiting").path(0).path("since").asText()).contains("11:59:00");
  }

  @Test
  void aDeviceThatWasSetAsideIsPutBack() {
    HttpResponse<String> done =
        bench.postJson("/api/v1/devices/put-back", "{\"device\":\"" + ASIDE + "\"}");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(202);
    assertThat(device(2).path("state").asText()).isEqualTo("free");
    assertThat(bench.postJson("/api/v1/devices/put-back", "{\"device\":\"" + ASIDE + "\"}").body())
        .contains("is not set aside");
  }

  @Test
  void whatCannotBePutBackIsSaid() {
    HttpResponse<String> unknown =
        bench.postJson("/api/v1/devices/put-back", "{\"device\":\"GPU-9\"}");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("There is no device 'GPU-9' here.");
    assertThat(bench.postJson("/api/v1/devices/put-back", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void thePageShowsEachDeviceWithItsTrialItsStrangersAndItsReason() {
    String page = bench.page("/devices").body();
    assertThat(page)
        .contains("<title>Devices · Sonde</title>")
        .contains("href=\"/sweeps/3/trials/4\"")
        .contains("sweep 3, trial 4")
        .contains("6.0 of 24.0 GiB")
        .contains("97 %")
        .contains("71 °C")
        .contains("not ours: python (process 4711, 5.0 GiB)")
        .contains("&lt;b&gt;it&lt;/b&gt; failed")
        .doesNotContain(Devices.NASTY)
        .contains("its devices are busy")
        .contains("did not answer within 30 s")
        .contains("a control group of its own");
    assertThat(bench.page("/devices", "HX-Target", "devices").body())
        .doesNotContain("<title>")
        .contains("id=\"devices\"");
  }

  @Test
  void theButtonPutsBackAndLeadsToThePage() {
    HttpResponse<String> done =
        bench.post(
            "/devices/put-back",
            "application/x-www-form-urlencoded",
            "device=MIG-GPU-2%2F3%2F0",
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    assertThat(done.headers().firstValue("location")).hasValue("/devices");
    assertThat(bench.page("/devices").body()).doesNotContain("Put back");
  }
}
