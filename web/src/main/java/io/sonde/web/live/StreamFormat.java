package io.sonde.web.live;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.web.document.EventDocument;
import io.sonde.web.document.Json;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * How events are written to a stream.
 *
 * @param pauseMillis the least time between two sends; 0 for none
 * @param together whether the events of one send are one message, a JSON list without a type,
 *     instead of a message of its own type for each
 * @param trial only the events of this trial and of the sweep itself, and the values with which
 *     other trials end, for one of them may be the best now; all when empty
 */
record StreamFormat(long pauseMillis, boolean together, OptionalInt trial) {
  /** For programs: every event as soon as it is there. */
  static final StreamFormat PROGRAM = new StreamFormat(0, false, OptionalInt.empty());

  /** For a page: at most four messages a second. */
  static StreamFormat page(OptionalInt trial) {
    return new StreamFormat(250, true, trial);
  }

  /** The text of these events; empty when none of them is to be told. */
  String text(List<SweepEvent> events) {
    List<SweepEvent> told = events.stream().filter(this::concerns).toList();
    if (told.isEmpty()) {
      return "";
    }
    if (together) {
      String list =
          told.stream()
              .map(event -> Json.text(EventDocument.of(event)))
              .collect(Collectors.joining(",", "[", "]"));
      return "id: " + told.get(told.size() - 1).sequence() + "\ndata: " + list + "\n\n";
    }
    return told.stream().map(StreamFormat::message).collect(Collectors.joining());
  }

  private boolean concerns(SweepEvent event) {
    OptionalInt of = EventDocument.trial(event.change());
    return trial.isEmpty()
        || of.isEmpty()
        || of.getAsInt() == trial.getAsInt()
        || endsWithValue(event.change());
  }

  private static boolean endsWithValue(Change change) {
    return change instanceof Change.TrialBecame became
        && became.state().ended()
        && became.value().isPresent();
  }

  private static String message(SweepEvent event) {
    return "id: "
        + event.sequence()
        + "\nevent: "
        + EventDocument.type(event.change())
        + "\ndata: "
        + Json.text(EventDocument.of(event))
        + "\n\n";
  }
}
