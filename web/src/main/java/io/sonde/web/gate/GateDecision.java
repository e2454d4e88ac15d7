package io.sonde.web.gate;

import io.sonde.search.event.SweepState;
import io.sonde.search.gate.Gate;
import io.sonde.search.gate.GateResult;
import io.sonde.search.gate.GateSide;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.web.http.HttpProblem;
import java.util.List;
import java.util.Optional;

/** Decides from a sweep's outcome, against that of an earlier one. Thread-safe; blocks. */
public final class GateDecision {
  private static final int PAGE = 100;
  private final SweepReader reader;

  /** About the sweeps of a reader. */
  public GateDecision(SweepReader reader) {
    this.reader = reader;
  }

  /** What was decided about which sweep. */
  public record Decided(SweepRow sweep, GateResult result) {}

  /**
   * Compares.
   *
   * @throws HttpProblem with 404 where a sweep is unknown, with 409 where the two cannot be
   *     compared
   */
  public Decided decide(int sweep, GateQuestion question) {
    SweepRow row = ended(sweep);
    if (row.objectives().size() > 1) {
      throw new HttpProblem(
          409,
          "SEVERAL_OBJECTIVES",
          "Sweep "
              + sweep
              + " has "
              + row.objectives().size()
              + " objectives; a gate decides about sweeps of one.");
    }
    SweepRow other =
        question.baseline().isPresent()
            ? ended(question.baseline().getAsInt())
            : newest(row, question.branch());
    requireComparable(row, other);
    Gate gate = new Gate(row.direction(), question.rules());
    return new Decided(row, gate.decide(GateSide.of(reader, row), GateSide.of(reader, other)));
  }

  private static void requireComparable(SweepRow row, SweepRow other) {
    if (other.number() == row.number()) {
      throw HttpProblem.invalid("A sweep cannot be its own baseline.");
    }
    if (!other.objectives().equals(row.objectives())) {
      throw new HttpProblem(
          409,
          "OTHER_OBJECTIVE",
          "Sweep "
              + row.number()
              + " searches to "
              + row.direction().word()
              + " "
              + row.metric()
              + ", but sweep "
              + other.number()
              + " to "
              + other.direction().word()
              + " "
              + other.metric()
              + "; a baseline has the same objective.");
    }
  }

  private SweepRow ended(int number) {
    SweepRow row = reader.sweep(number).orElseThrow(() -> HttpProblem.noSweep(number));
    if (!row.state().ended()) {
      throw new HttpProblem(
          409,
          "NOT_ENDED",
          "Sweep "
              + number
              + " is "
              + row.state().word()
              + "; wait for its end, such as with GET /api/v1/sweeps/"
              + number
              + "?wait=60s.");
    }
    return row;
  }

  /** The newest sweep of a branch that a sweep can be compared with. */
  private SweepRow newest(SweepRow row, String branch) {
    SweepQuery query =
        new SweepQuery(Optional.of(row.experiment()), Optional.of(branch), Optional.empty());
    int offset = 0;
    List<SweepRow> page = reader.sweeps(query, offset, PAGE).rows();
    while (!page.isEmpty()) {
      Optional<SweepRow> found =
          page.stream()
              .filter(other -> other.number() != row.number())
              .filter(other -> other.state() == SweepState.COMPLETED)
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      offset += PAGE;
      page = reader.sweeps(query, offset, PAGE).rows();
    }
    throw new HttpProblem(
        409,
        "NO_BASELINE",
        "No other completed sweep of the experiment '"
            + row.experiment()
            + "' is on the branch '"
            + branch
            + "'; run one there, or name a sweep with 'baseline'.");
  }
}
