package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A trial's page says how its device is used. */
class HeldDeviceTest {
  private final Bench bench = Bench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  /** The job of sweep 3, trial 4 holds a GPU there. */
  @Test
  void aRunningTrialShowsItsDeviceAsItIsUsedNow() {
    int sweep = 0;
    while (sweep < 3) {
      sweep = bench.sweeps.running("digits");
    }
    HttpResponse<String> page = bench.page("/sweeps/3/trials/4");
    assertThat(page.body()).contains("id=\"held\"", "GPU-0", "97 %", "71 °C", "of 24.0 GiB");
    assertThat(bench.page("/sweeps/3/trials/2").body()).doesNotContain("id=\"held\"");
    assertThat(bench.page("/sweeps/2/trials/4").body()).doesNotContain("id=\"held\"");
  }
}
