package io.sonde.web;

import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepPlan;
import io.sonde.search.port.SweepPlan.Drawn;
import io.sonde.search.port.SweepPlan.Sample;
import io.sonde.search.port.SweepPlan.Spread;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.request.RequestKey;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.steering.NotAllowedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers sweeps from 41 and remembers what it was asked; refuses specs without a name. */
final class Control implements SweepControl {
  record Started(String spec, Path folder, Overrides overrides) {}

  final List<Started> started = new CopyOnWriteArrayList<>();
  final List<SweepRequest> requests = new CopyOnWriteArrayList<>();
  final List<String> steered = new CopyOnWriteArrayList<>();
  volatile boolean dataGone;

  /** How many plans are being made; they are made once this latch is open. */
  final AtomicInteger planning = new AtomicInteger();

  volatile CountDownLatch held = new CountDownLatch(0);

  @Override
  public synchronized int start(SweepRequest request) {
    check(request);
    Started asked = new Started(request.specText(), request.folder(), request.overrides());
    if (request.key().isPresent()) {
      RequestKey key = request.key().get();
      for (int i = 0; i < requests.size(); i++) {
        RequestKey earlier = requests.get(i).key().orElse(null);
        if (earlier != null && earlier.key().equals(key.key())) {
          key.require(earlier, "started sweep " + (41 + i));
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
    waitUntilLetGo();
    return new SweepPlan(
        "digits",
        2,
        10,
        4,
        new Drawn(
            20,
            3,
            Map.of("parameters", new Spread(100, 1234.5, 98_765)),
            List.of(
                new Sample(Map.of("x", 0.25), Map.of("parameters", 400.0), Optional.empty()),
                new Sample(Map.of("x", 0.75), Map.of(), Optional.of("too large <here>")))));
  }

  private void waitUntilLetGo() {
    planning.incrementAndGet();
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    planning.decrementAndGet();
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

  @Override
  public int extend(int sweep, int more, Optional<RequestKey> key) {
    steered.add("extend " + sweep + " " + more);
    return 12 + more;
  }

  @Override
  public Map<String, String> searched(int sweep) {
    return Map.of("x", "expected a number from 0 to 1");
  }

  @Override
  public Sample check(int sweep, String values) {
    checkValues(values);
    return new Sample(Map.of("x", 0.25), Map.of("parameters", 400.0), Optional.empty());
  }

  private static void checkValues(String values) {
    if (values.contains("y")) {
      throw new SpecException(
          List.of(new Problem(1, 1, "y", "nothing is searched at 'y'; did you mean 'x'?")));
    }
  }

  @Override
  public int enqueue(int sweep, String values, String reason, Optional<RequestKey> key) {
    checkValues(values);
    steered.add("enqueue " + sweep + " " + values.strip() + " " + reason);
    return 6;
  }

  @Override
  public int retry(int sweep, int trial, Optional<RequestKey> key) {
    steered.add("retry " + sweep + " " + trial);
    return 6;
  }

  @Override
  public void stopTrial(int sweep, int trial, String reason) {
    if (trial == 0) {
      throw new NotAllowedException("Trial 0 of sweep 1 is completed.");
    }
    steered.add("stop " + sweep + " " + trial + " " + reason);
  }

  @Override
  public void delete(int sweep) {
    steered.add("delete " + sweep);
  }
}
