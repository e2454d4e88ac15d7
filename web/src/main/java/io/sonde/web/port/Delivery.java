package io.sonde.web.port;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A message of an event to one webhook, and how far it has come.
 *
 * @param number rises from one to the next, positive
 * @param webhook the id of the webhook
 * @param attempts how often it was tried
 * @param next when it is tried next; present while it waits
 * @param last how it went last; empty before it was tried
 */
public record Delivery(
    long number,
    String webhook,
    Message message,
    State state,
    int attempts,
    Optional<Instant> next,
    Optional<Attempt> last) {

  public Delivery {
    if (next.isPresent() != (state == State.WAITING)) {
      throw new IllegalArgumentException(
          "delivery " + number + ": it is " + state + ", and tried next at " + next);
    }
  }

  /** How far a delivery has come. */
  public enum State {
    /** It is to be tried, for the first time or again. */
    WAITING,
    /** It was taken. */
    DELIVERED,
    /** It was refused too often, or could not wait. */
    GIVEN_UP;

    /** As it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** By its word; empty when it is none. */
    public static Optional<State> of(String word) {
      return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }
  }

  /**
   * What is sent.
   *
   * @param event the id of the event: the same for every webhook and every repetition
   * @param type the word of the event
   * @param sweep the sweep that it is about
   * @param body as it is signed and sent
   * @param repeats the number of the delivery that this one repeats
   */
  public record Message(
      String event,
      String type,
      OptionalInt sweep,
      String body,
      OptionalLong repeats,
      Instant created) {}

  /**
   * How one attempt went.
   *
   * @param status of the answer; empty when there was none
   * @param millis how long it took
   * @param answer the beginning of the answer's body
   * @param problem why it was not taken, a sentence; empty when it was
   */
  public record Attempt(Instant at, OptionalInt status, int millis, String answer, String problem) {
    /** Whether the message was taken. */
    public boolean taken() {
      return problem.isEmpty();
    }
  }
}
