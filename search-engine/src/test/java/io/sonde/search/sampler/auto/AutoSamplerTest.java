package io.sonde.search.sampler.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.SamplerContract;
import io.sonde.search.sampler.gp.GpSampler;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.sampler.tpe.TpeSampler;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import org.junit.jupiter.api.Test;

class AutoSamplerTest extends SamplerContract {
  private static final Space SPACE = Play.conditional();

  @Override
  protected Sampler sampler(Space space) {
    return new AutoSampler(space, 7);
  }

  @Test
  void bothHaveTheirTurnsWhileTrialsAreFew() {
    ColumnarHistory history = history(SPACE, 30);
    assertThat(propose(sampler(SPACE), history)).isEqualTo(propose(gp(SPACE), history));
    Play.complete(history, history.propose(propose(gp(SPACE), history)), 1);
    assertThat(propose(sampler(SPACE), history)).isEqualTo(propose(tpe(SPACE), history));
  }

  @Test
  void theEstimatorIsAloneOnceTrialsAreMany() {
    ColumnarHistory history = history(SPACE, 504);
    assertThat(propose(sampler(SPACE), history)).isEqualTo(propose(tpe(SPACE), history));
  }

  @Test
  void theEstimatorIsAloneInWideSpaces() {
    Space wide = Play.reals(120);
    ColumnarHistory history = history(wide, 20);
    assertThat(propose(sampler(wide), history)).isEqualTo(propose(tpe(wide), history));
  }

  @Test
  void theEstimatorIsAloneWhereMostTrialsAreStoppedEarly() {
    ColumnarHistory history = history(SPACE, 15);
    for (int i = 0; i < 15; i++) {
      int trial = history.propose(propose(new RandomSampler(SPACE), history));
      Play.end(history, trial, i % 2 == 0 ? TrialState.STOPPED : TrialState.PAUSED, 1);
    }
    assertThat(propose(sampler(SPACE), history)).isEqualTo(propose(tpe(SPACE), history));
  }

  /** Random trials, so many that the next one is no turn of the estimator's. */
  private static ColumnarHistory history(Space space, int trials) {
    double[] calls = {0};
    return Play.play(new RandomSampler(space), space, c -> Math.sin(calls[0]++), trials, 3);
  }

  private static Sampler gp(Space space) {
    return new GpSampler(space, GpSampler.Settings.DEFAULT, 7);
  }

  private static Sampler tpe(Space space) {
    return new TpeSampler(space, TpeSampler.Settings.DEFAULT);
  }

  private static Configuration propose(Sampler sampler, ColumnarHistory history) {
    return sampler.propose(history, Play.generator(5, history.size())).orElseThrow();
  }
}
