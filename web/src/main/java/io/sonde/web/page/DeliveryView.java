package io.sonde.web.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sonde.web.document.Json;
import io.sonde.web.port.Delivery;
import io.sonde.web.port.Delivery.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A delivery in a list or on its own page.
 *
 * @param event its id
 * @param mark the state whose mark stands before the word
 * @param attempts such as {@code 3 attempts}
 * @param next the moment of the next one
 * @param outcome of the last one, such as {@code 204 after 0.1 s}
 * @param answer the beginning of what was answered
 * @param repeats the number of the delivery that this one repeats
 */
public record DeliveryView(
    long number,
    String webhook,
    String event,
    String type,
    OptionalInt sweep,
    String state,
    String mark,
    TimeView created,
    String attempts,
    Optional<String> next,
    Optional<TimeView> tried,
    String outcome,
    String answer,
    Optional<Long> repeats) {

  static DeliveryView of(Delivery delivery, Instant now) {
    Delivery.Message message = delivery.message();
    return new DeliveryView(
        delivery.number(),
        delivery.webhook(),
        message.event(),
        message.type(),
        message.sweep(),
        word(delivery),
        mark(delivery),
        TimeView.of(message.created(), now),
        Figures.count(delivery.attempts(), "attempt"),
        delivery.next().filter(now::isBefore).map(time -> TimeView.of(time, now).full()),
        delivery.last().map(last -> TimeView.of(last.at(), now)),
        delivery.last().map(DeliveryView::outcome).orElse(""),
        delivery.last().map(Attempt::answer).orElse(""),
        message.repeats().isPresent()
            ? Optional.of(message.repeats().getAsLong())
            : Optional.empty());
  }

  private static String word(Delivery delivery) {
    return switch (delivery.state()) {
      case WAITING -> "waiting";
      case DELIVERED -> "delivered";
      case GIVEN_UP -> "given up";
    };
  }

  private static String mark(Delivery delivery) {
    return switch (delivery.state()) {
      case WAITING -> "waiting";
      case DELIVERED -> "completed";
      case GIVEN_UP -> "failed";
    };
  }

  private static String outcome(Attempt last) {
    Duration span = Duration.ofMillis(last.millis());
    String took =
        " after " + (span.toSeconds() < 1 ? span.toMillis() + " ms" : Figures.duration(span));
    return last.taken()
        ? "It answered " + last.status().orElseThrow() + took + "."
        : last.problem();
  }

  /** What is sent, laid out for people. */
  static String body(Delivery delivery) {
    String body = delivery.message().body();
    try {
      return Json.parse(body).toPrettyString();
    } catch (JsonProcessingException e) {
      return body;
    }
  }
}
