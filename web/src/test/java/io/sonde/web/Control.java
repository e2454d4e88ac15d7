package io.sonde.web;

import io.sonde.search.port.RequestKey;
import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepPlan;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Numbers sweeps from 41 and remembers what it was asked; refuses specs without a name. */
final class Control implements SweepControl {
  record Started(String spec, Path folder, Overrides overrides) {}

  final List<Started> started = new CopyOnWriteArrayList<>();
  final List<SweepRequest> requests = new CopyOnWriteArrayList<>();
  final List<String> steered = new CopyOnWriteArrayList<>();
  volatile boolean dataGone;

  @Override
  public synchronized int start(SweepRequest request) {
    check(request);
    Started asked = new Started(request.specText(), request.folder(), request.overrides());
    if (request.key().isPresent()) {
      RequestKey key = request.key().get();
      for (int i = 0; i < requests.size(); i++) {
        RequestKey earlier = requests.get(i).key().orElse(null);
        if (earlier != null && earlier.key().equals(key.key())) {
          key.require(earlier, 41 + i);
          return 41 + i;
        }
      }
    }
    requests.add(request);
    started.add(asked);
    return 40 + started.size();
  }

  @Override
  public SweepPlan plan(SweepRequest request) {
    check(request);
    return new SweepPlan("digits", 2, 10, 4, List.of(Map.of("x", 0.25)));
  }

  private static void check(SweepRequest request) {
    if (!request.specText().contains("name:")) {
      throw new SpecException(
          List.of(
              new Problem(1, 1, "", "expected a name"),
              new Problem(2, 5, "space.x", "unknown key 'flaot'; the nearest is 'float'")));
    }
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
