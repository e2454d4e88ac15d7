package io.sonde.search.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.History;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.SamplerContract;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Space;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TpeSamplerTest extends SamplerContract {
  @Override
  protected Sampler sampler(Space space) {
    return new TpeSampler(space, TpeSampler.Settings.DEFAULT);
  }

  /** A history that counts how often it is asked for anything. */
  private static History counted(ColumnarHistory history, AtomicInteger calls) {
    return (History)
        Proxy.newProxyInstance(
            History.class.getClassLoader(),
            new Class<?>[] {History.class},
            (proxy, method, arguments) -> {
              calls.incrementAndGet();
              return method.invoke(history, arguments);
            });
  }

  @Test
  void oneMoreTrialCostsNoWalkOverTheOthers() {
    Space space = Play.mixed();
    ColumnarHistory history = Play.play(new RandomSampler(space), space, c -> 1, 3000, 1);
    AtomicInteger calls = new AtomicInteger();
    History counted = counted(history, calls);
    Sampler sampler = sampler(space);
    for (int i = 0; i < 5; i++) {
      calls.set(0);
      var next = sampler.propose(counted, Play.generator(1, history.size())).orElseThrow();
      Play.complete(history, history.propose(next), i);
    }
    assertThat(calls.get()).isBetween(1, 300);
  }
}
