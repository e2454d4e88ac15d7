package io.sonde.search.steering;

import io.sonde.search.event.SweepState;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be asked of a sweep. */
public enum SweepAction {
  /** Begin no more trials for now. One that is paused already stays so. */
  PAUSE("paused"),
  /** Go on. One that runs goes on anyway. */
  RESUME("resumed"),
  /** End, with all its trials. One that is over stays so. */
  CANCEL("cancelled"),
  /** End more trials than its budget said; one that is over goes on. */
  EXTEND("given more trials"),
  /** Let its waiting trials go before or after others'. */
  PRIORITISE("given another priority"),
  /** Try a configuration that somebody names; one that is over goes on. */
  ENQUEUE("given a configuration"),
  /** Remove it with all it has left. */
  DELETE("deleted");

  private final String done;

  SweepAction(String done) {
    this.done = done;
  }

  /** Whether it may be asked of a sweep in this state. */
  public boolean allowed(SweepState state) {
    return switch (this) {
      case PAUSE, PRIORITISE -> !state.ended();
      case DELETE -> state.ended();
      case RESUME, CANCEL, EXTEND, ENQUEUE -> true;
    };
  }

  /** Throws {@link NotAllowedException} where it may not be asked. */
  public void require(int sweep, SweepState state) {
    if (!allowed(state)) {
      String hint = this == DELETE ? "; cancel it first" : "";
      throw new NotAllowedException(
          "Sweep "
              + sweep
              + " is "
              + state.word()
              + "; only one that is "
              + words(Stream.of(SweepState.values()).filter(this::allowed).map(SweepState::word))
              + " can be "
              + done
              + hint
              + ".");
    }
  }

  /** Such as {@code waiting, running or paused}. */
  static String words(Stream<String> states) {
    List<String> words = states.toList();
    int last = words.size() - 1;
    String first = words.stream().limit(last).collect(Collectors.joining(", "));
    return first.isEmpty() ? words.get(last) : first + " or " + words.get(last);
  }
}
