package io.sonde.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.event.Change;
import org.junit.jupiter.api.Test;

/** How what people ask for is stored: later versions have to read it. */
final class ChangeCodecTest {
  @Test
  void aTrialToBeStopped() {
    assertStored(
        new Change.TrialToStop(4, "seen enough"),
        "trial_to_stop",
        "{\"trial\":4,\"reason\":\"seen enough\"}");
  }

  @Test
  void aSweepToBeCancelled() {
    assertStored(
        new Change.SweepToCancel("superseded by sweep 2"),
        "sweep_to_cancel",
        "{\"reason\":\"superseded by sweep 2\"}");
  }

  private static void assertStored(Change change, String kind, String json) {
    assertThat(ChangeCodec.kind(change)).isEqualTo(kind);
    assertThat(ChangeCodec.write(change)).isEqualTo(json);
    assertThat(ChangeCodec.read(kind, json)).isEqualTo(change);
  }
}
