package io.sonde.search.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.port.Play;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Space;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FitTest {
  private static final Space SPACE = Play.reals(4);

  private final Embedding embedding = new Embedding(SPACE, new UnitCube(SPACE));

  private Hyperparameters fit(int trials, double noise, long seed) {
    Random random = new Random(seed);
    Points points = new Points(embedding, trials);
    double[] losses = new double[trials];
    for (int i = 0; i < trials; i++) {
      double[] point = random.doubles(4).toArray();
      points.add(point);
      losses[i] = Math.pow(point[0] - 0.4, 2) + point[1] + noise * random.nextGaussian();
    }
    LossWarp warp = LossWarp.of(losses, LossWarp.reference(losses, trials));
    return new Fit(embedding).of(points, warp);
  }

  /** From the prior's mode alone, seven of these are taken for functions that vary quickly. */
  @Test
  void noiseIsFoundWhereThereIsSome() {
    int found = 0;
    for (int seed = 0; seed < 8; seed++) {
      found += fit(80, 0.2, seed).noise() > 0.05 ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(7);
  }

  @Test
  void noNoiseIsFoundWhereThereIsNone() {
    for (int seed = 0; seed < 8; seed++) {
      assertThat(fit(25, 0, seed).noise()).isLessThan(0.01);
    }
  }

  @Test
  void whatMattersNotIsGivenLongLengthscales() {
    double[] weights = fit(60, 0.05, 3).weights();
    assertThat(Math.min(weights[0], weights[1])).isGreaterThan(3 * weights[2]);
    assertThat(Math.min(weights[0], weights[1])).isGreaterThan(3 * weights[3]);
  }
}
