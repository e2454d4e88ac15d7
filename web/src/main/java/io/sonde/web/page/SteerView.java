package io.sonde.web.page;

import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.steering.SweepAction;
import java.util.OptionalInt;

/**
 * What can be asked of a sweep beyond its pause and its end.
 *
 * @param bounded whether it has a budget of trials that can be raised
 * @param prioritisable whether its state allows another priority
 * @param priority that it was given above its spec; empty for none
 */
public record SteerView(int number, boolean bounded, boolean prioritisable, String priority) {
  static SteerView of(SweepReader reader, SweepRow row) {
    OptionalInt given =
        reader
            .asked(row.number())
            .map(asked -> asked.overrides().priority())
            .orElse(OptionalInt.empty());
    return new SteerView(
        row.number(),
        row.budget() < SweepSpec.Budget.UNLIMITED,
        SweepAction.PRIORITISE.allowed(row.state()),
        given.isPresent() ? Integer.toString(given.getAsInt()) : "");
  }
}
