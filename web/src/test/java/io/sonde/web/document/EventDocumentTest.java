package io.sonde.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How events that people ask for look to those who follow a sweep. */
final class EventDocumentTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aTrialToBeStopped() {
    Change asked = new Change.TrialToStop(4, "seen enough");
    assertThat(EventDocument.of(new SweepEvent(9, 2, NOON, asked)))
        .hasToString(
            "{\"sequence\":9,\"sweep\":2,\"at\":\"2026-11-21T12:00:00Z\",\"type\":\"trial_to_stop\","
                + "\"trial\":4,\"reason\":\"seen enough\"}");
    assertThat(EventDocument.trial(asked)).hasValue(4);
  }

  @Test
  void aSweepToBeCancelled() {
    Change asked = new Change.SweepToCancel("superseded by sweep 3");
    assertThat(EventDocument.of(new SweepEvent(9, 2, NOON, asked)))
        .hasToString(
            "{\"sequence\":9,\"sweep\":2,\"at\":\"2026-11-21T12:00:00Z\",\"type\":\"sweep_to_cancel\","
                + "\"reason\":\"superseded by sweep 3\"}");
    assertThat(EventDocument.trial(asked)).isEmpty();
  }
}
