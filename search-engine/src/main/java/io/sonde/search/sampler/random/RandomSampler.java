package io.sonde.search.sampler.random;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.unit.Novelty;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws every parameter uniformly on its scale, and does not try the same configuration twice while
 * the space has others. Answers nothing once a finite space has been tried whole.
 *
 * <p>J. Bergstra, Y. Bengio: Random search for hyper-parameter optimization. JMLR 13, 2012.
 */
public final class RandomSampler implements Sampler {
  private final UnitCube cube;
  private final Novelty novelty;

  /** {@code random} in a spec. */
  public static Method<Sampler.Factory> method() {
    return Method.plain(
        "random",
        "Draws every configuration independently",
        (space, seed, settings) -> new RandomSampler(space));
  }

  /** Searches this space. */
  public RandomSampler(Space space) {
    this.cube = new UnitCube(space);
    this.novelty = new Novelty(cube);
  }

  @Override
  public Optional<Configuration> propose(History history, RandomGenerator random) {
    return novelty.draw(history, random).map(cube::configuration);
  }
}
