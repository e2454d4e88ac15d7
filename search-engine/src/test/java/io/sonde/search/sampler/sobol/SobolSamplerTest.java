package io.sonde.search.sampler.sobol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.SamplerContract;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.sampler.unit.Continuous;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SobolSamplerTest extends SamplerContract {
  @Override
  protected Sampler sampler(Space space) {
    return new SobolSampler(space, 17);
  }

  /** How many equal parts of each axis hold a trial: all, where there are as many trials. */
  private static void assertStratified(ColumnarHistory history, int from, int parts) {
    Space space = history.space();
    UnitCube cube = new UnitCube(space);
    for (int p = 0; p < cube.dimensions(); p++) {
      BitSet met = new BitSet();
      for (int t = from; t < from + parts; t++) {
        met.set((int) (((Continuous) cube.axis(p)).unit(history.code(t, p)) * parts));
      }
      assertThat(met.cardinality()).isEqualTo(parts);
    }
  }

  @Test
  void aSweepIsStratifiedOnEveryScale() {
    Space space =
        Space.flat(
            Map.of(
                "linear", Play.real(-1, 3, Scale.LINEAR),
                "log", Play.real(1e-5, 1, Scale.LOG),
                "log1m", Play.real(0.5, 0.999, Scale.LOG1M)));
    assertStratified(Play.play(sampler(space), space, c -> 0, 256, 1), 0, 256);
  }

  @Test
  void trialsFromElsewhereDoNotDisturbTheSequence() {
    Space space = Play.reals(4);
    ColumnarHistory history = Play.play(new RandomSampler(space), space, c -> 0, 21, 5);
    for (int i = 21; i < 21 + 128; i++) {
      Configuration next = sampler(space).propose(history, Play.generator(1, i)).orElseThrow();
      Play.complete(history, history.propose(next), 0);
    }
    assertStratified(history, 21, 128);
  }

  @Test
  void thePointOfACancelledTrialComesAgain() {
    Space space = Play.reals(2);
    Sampler sampler = sampler(space);
    ColumnarHistory history = Play.play(sampler, space, c -> 0, 10, 1);
    Configuration dropped = sampler.propose(history, Play.generator(1, 10)).orElseThrow();
    int trial = history.propose(dropped);
    Configuration after = sampler.propose(history, Play.generator(1, 11)).orElseThrow();
    Play.complete(history, history.propose(after), 0);
    history.become(trial, TrialState.CANCELLED);
    assertThat(sampler.propose(history, Play.generator(1, 12))).contains(dropped);
  }

  @Test
  void anotherSeedIsAnotherSequence() {
    Space space = Play.reals(2);
    ColumnarHistory empty = new ColumnarHistory(space, Play.LOSS);
    assertThat(new SobolSampler(space, 1).propose(empty, Play.generator(1, 0)))
        .isNotEqualTo(new SobolSampler(space, 2).propose(empty, Play.generator(1, 0)));
  }

  /** Steps of a tenth are tenths, wherever they are reckoned. */
  @Test
  void decimalStepsAreRecognised() {
    Domain tenths = new Domain.FloatRange(0, 1, Scale.LINEAR, OptionalDouble.of(0.1));
    Domain choice = new Domain.Ordered(List.of(1L, 2L, 4L));
    Space space = Space.flat(Map.of("x", tenths, "y", choice));
    assertThat(Play.play(sampler(space), space, c -> 0, 100, 1).size()).isEqualTo(33);
  }
}
