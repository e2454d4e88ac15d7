package io.sonde.store.webhook;

import io.sonde.web.port.Delivery;
import io.sonde.web.port.Delivery.Attempt;
import io.sonde.web.port.Delivery.Message;
import io.sonde.web.port.Delivery.State;
import io.sonde.web.port.WebhookStore.NewDelivery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A message to one webhook, and how far it has come. */
@Entity
@Table(name = "webhook_delivery")
public class DeliveryEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long number;

  @Column(columnDefinition = "text", nullable = false)
  private String webhook;

  @Column(columnDefinition = "text", nullable = false)
  private String event;

  @Column(columnDefinition = "text", nullable = false)
  private String type;

  private @Nullable Integer sweep;

  @Column(columnDefinition = "text", nullable = false)
  private String body;

  private @Nullable Long repeats;

  @Column(nullable = false)
  private Instant created;

  @Column(columnDefinition = "text", nullable = false)
  private String state;

  private int attempts;

  @Column(name = "next_at")
  private @Nullable Instant nextAt;

  @Column(name = "last_at")
  private @Nullable Instant lastAt;

  @Column(name = "last_status")
  private @Nullable Integer lastStatus;

  @Column(name = "last_millis")
  private @Nullable Integer lastMillis;

  @Column(name = "last_answer", columnDefinition = "text")
  private @Nullable String lastAnswer;

  @Column(name = "last_problem", columnDefinition = "text")
  private @Nullable String lastProblem;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected DeliveryEntity() {}

  DeliveryEntity(NewDelivery fresh) {
    Message message = fresh.message();
    this.webhook = fresh.webhook();
    this.event = message.event();
    this.type = message.type();
    this.sweep = message.sweep().isPresent() ? message.sweep().getAsInt() : null;
    this.body = storable(message.body());
    this.repeats = message.repeats().isPresent() ? message.repeats().getAsLong() : null;
    this.created = micros(message.created());
    this.state = (fresh.refused().isPresent() ? State.GIVEN_UP : State.WAITING).word();
    this.nextAt = fresh.refused().isPresent() ? null : created;
    fresh.refused().ifPresent(why -> put(new Attempt(created, OptionalInt.empty(), 0, "", why)));
  }

  /** Notes an attempt and what it came to. */
  void attempted(Attempt attempt, State became, Optional<Instant> next) {
    attempts++;
    state = became.word();
    nextAt = next.map(DeliveryEntity::micros).orElse(null);
    put(attempt);
  }

  private void put(Attempt attempt) {
    lastAt = micros(attempt.at());
    lastStatus = attempt.status().isPresent() ? attempt.status().getAsInt() : null;
    lastMillis = attempt.millis();
    lastAnswer = storable(attempt.answer());
    lastProblem = storable(attempt.problem());
  }

  Delivery delivery() {
    return new Delivery(
        number == null ? 0 : number,
        webhook,
        new Message(
            event,
            type,
            sweep == null ? OptionalInt.empty() : OptionalInt.of(sweep),
            body,
            repeats == null ? OptionalLong.empty() : OptionalLong.of(repeats),
            created),
        State.of(state).orElseThrow(() -> new IllegalStateException("no state is called " + state)),
        attempts,
        Optional.ofNullable(nextAt),
        last());
  }

  private Optional<Attempt> last() {
    if (lastAt == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Attempt(
            lastAt,
            lastStatus == null ? OptionalInt.empty() : OptionalInt.of(lastStatus),
            lastMillis == null ? 0 : lastMillis,
            lastAnswer == null ? "" : lastAnswer,
            lastProblem == null ? "" : lastProblem));
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
