package io.sonde.search.sampler.sobol;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.unit.FirstUntried;
import io.sonde.search.sampler.unit.Novelty;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Goes along a {@link ScrambledSobol} sequence, which the sweep's seed scrambles once, and proposes
 * the first of its points that was not tried. Every parameter is an axis of its own; where it is
 * not active, its coordinate is passed over. A sweep hence covers the space evenly, whenever it
 * ends, and best at powers of two. In a finite space that is nearly exhausted the rest is drawn at
 * random; nothing is proposed once all of it has been tried.
 */
public final class SobolSampler implements Sampler {
  /** So many points for each trial are looked through, and some more. */
  private static final int POINTS_PER_TRIAL = 4;

  private static final int MORE_POINTS = 256;

  private final UnitCube cube;
  private final ScrambledSobol sobol;
  private final FirstUntried points;
  private final Novelty novelty;

  /** {@code sobol} in a spec. */
  public static Method<Sampler.Factory> method() {
    return Method.plain(
        "sobol",
        "Covers the space evenly along a scrambled Sobol sequence",
        (space, seed, settings) -> new SobolSampler(space, seed));
  }

  /** Searches this space, along the sequence of this seed. */
  public SobolSampler(Space space, long seed) {
    this.cube = new UnitCube(space);
    this.sobol = new ScrambledSobol(cube.dimensions(), seed);
    this.points = new FirstUntried(index -> cube.row(sobol.point(index)));
    this.novelty = new Novelty(cube);
  }

  @Override
  public Optional<Configuration> propose(History history, RandomGenerator random) {
    int among = MORE_POINTS + POINTS_PER_TRIAL * history.size();
    return points
        .next(history, among)
        .or(() -> novelty.draw(history, random))
        .map(cube::configuration);
  }
}
