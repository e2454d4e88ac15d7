package io.sonde.web;

import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Numbers sweeps from 41 and remembers what it was asked; refuses specs without a name. */
final class Control implements SweepControl {
  record Started(String spec, Path folder, Overrides overrides) {}

  final List<Started> started = new CopyOnWriteArrayList<>();
  final List<String> steered = new CopyOnWriteArrayList<>();
  volatile boolean dataGone;

  @Override
  public int start(String specText, Path folder, Overrides overrides) {
    if (!specText.contains("name:")) {
      throw new SpecException(
          List.of(
              new Problem(1, 1, "", "expected a name"),
              new Problem(2, 5, "space.x", "unknown key 'flaot'; the nearest is 'float'")));
    }
    started.add(new Started(specText, folder, overrides));
    return 40 + started.size();
  }

  @Override
  public void resume(int sweep, Overrides overrides) {
    if (dataGone) {
      throw new SpecException(
          List.of(new Problem(3, 9, "trial.data", "there is no file digits.csv")));
    }
    steered.add("resume " + sweep + " " + overrides.trials());
  }

  @Override
  public void cancel(int sweep, String reason) {
    steered.add("cancel " + sweep + " " + reason);
  }

  @Override
  public void pause(int sweep, String reason) {
    steered.add("pause " + sweep + " " + reason);
  }

  @Override
  public void prioritise(int sweep, int priority) {
    steered.add("priority " + sweep + " " + priority);
  }
}
