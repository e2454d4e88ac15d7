package io.sonde.web.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.event.Change.TrialBecame;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.web.document.Json;
import io.sonde.web.document.SweepDocument;
import io.sonde.web.document.TrialDocument;
import io.sonde.web.port.Delivery.Message;
import io.sonde.web.port.Webhook;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** Writes what is sent. Thread-safe. */
final class Messages {
  private final SweepReader reader;
  private final Clock clock;

  Messages(SweepReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  /** Of something that happened in a sweep, which is told as it stands now. */
  Message of(HookEvent type, SweepEvent event, SweepRow sweep) {
    Instant now = clock.instant();
    String id = UUID.randomUUID().toString();
    ObjectNode body = head(id, type, event.at());
    body.set("sweep", SweepDocument.of(sweep, now).put("project", sweep.project()));
    if (event.change() instanceof TrialBecame became) {
      reader
          .trial(event.sweep(), became.trial())
          .ifPresent(trial -> body.set("trial", TrialDocument.of(trial)));
    }
    return new Message(
        id,
        type.word(),
        OptionalInt.of(sweep.number()),
        Json.text(body),
        OptionalLong.empty(),
        now);
  }

  /** One that tries a webhook. */
  Message ping(Webhook webhook) {
    Instant now = clock.instant();
    String id = UUID.randomUUID().toString();
    ObjectNode body = head(id, HookEvent.PING, now);
    body.putObject("webhook").put("id", webhook.id()).put("name", webhook.name());
    return new Message(
        id, HookEvent.PING.word(), OptionalInt.empty(), Json.text(body), OptionalLong.empty(), now);
  }

  /** The same once more. */
  Message again(long number, Message message) {
    return new Message(
        message.event(),
        message.type(),
        message.sweep(),
        message.body(),
        OptionalLong.of(number),
        clock.instant());
  }

  private static ObjectNode head(String id, HookEvent type, Instant at) {
    return Json.object().put("id", id).put("type", type.word()).put("at", Json.time(at));
  }
}
