package io.sonde.search.sweep;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.proposal.SharedValues;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.util.List;

/** Brings what earlier sweeps have found into the space and the goal of a new one. */
final class EarlierSweeps {
  private final SweepStore store;
  private final SpecReader reader;

  EarlierSweeps(SweepStore store, SpecReader reader) {
    this.store = store;
    this.reader = reader;
  }

  /**
   * The ended trials of the sweeps that a spec learns from, as far as its space has them.
   *
   * @throws SpecException when one of the sweeps is not there, is not over, or has no trial that
   *     this space could have proposed
   */
  History of(SweepSpec spec) {
    ColumnarHistory found = new ColumnarHistory(spec.space(), spec.goal());
    List<Integer> sweeps = spec.search().learnFrom();
    for (int i = 0; i < sweeps.size(); i++) {
      String path = "search.learn_from[" + i + "]";
      StoredSweep sweep = ended(sweeps.get(i), path);
      int before = found.size();
      int trials = add(sweep, found);
      if (found.size() == before) {
        throw refusal(path, nothing(sweep.number(), trials));
      }
    }
    return found;
  }

  /**
   * The same for a sweep that goes on: what it learns from was checked when it began, and may have
   * been deleted or gone on itself since.
   */
  History again(SweepSpec spec) {
    ColumnarHistory found = new ColumnarHistory(spec.space(), spec.goal());
    for (int earlier : spec.search().learnFrom()) {
      store.load(earlier).ifPresent(sweep -> add(sweep, found));
    }
    return found;
  }

  private static String nothing(int sweep, int trials) {
    return trials == 0
        ? "sweep " + sweep + " has no ended trial to learn from"
        : "none of the "
            + trials
            + " ended trials of sweep "
            + sweep
            + " is a configuration of this space; what is fixed here must have the same value"
            + " there, and what is searched here must be within its bounds";
  }

  private StoredSweep ended(int number, String path) {
    StoredSweep sweep =
        store.load(number).orElseThrow(() -> refusal(path, "there is no sweep " + number));
    if (!sweep.state().ended()) {
      throw refusal(
          path,
          "sweep "
              + number
              + " is "
              + sweep.state().word()
              + "; only one that is over can be used");
    }
    return sweep;
  }

  /** Adds the trials that are shared; answers how many there are in all. */
  private int add(StoredSweep sweep, ColumnarHistory found) {
    SweepSpec spec = reader.read(sweep.sweep().specText(), Path.of(sweep.sweep().folder()));
    SweepProgress progress = new SweepProgress(spec.space(), found.goal());
    store.events(sweep.number()).forEach(progress::replay);
    ColumnarHistory past = progress.history();
    SharedValues shared = new SharedValues(found.space(), spec.space());
    int ended = 0;
    for (int trial = 0; trial < past.size(); trial++) {
      if (past.state(trial).ended() && past.state(trial) != TrialState.CANCELLED) {
        ended++;
        int number = trial;
        Configuration there = spec.space().configure(p -> past.code(number, p.index()));
        shared.find(there).ifPresent(here -> found.copy(past, number, here));
      }
    }
    return ended;
  }

  private static SpecException refusal(String path, String message) {
    return new SpecException(List.of(new Problem(0, 0, path, message)));
  }
}
