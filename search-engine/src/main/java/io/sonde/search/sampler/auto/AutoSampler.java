package io.sonde.search.sampler.auto;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.method.Method;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.gp.GpSampler;
import io.sonde.search.sampler.tpe.TpeSampler;
import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Picks and combines, for those who do not want to choose. While trials are few, each is dear and a
 * model of the whole space pays: a Gaussian process proposes, after a start along a Sobol sequence,
 * and the Parzen estimator has every {@value #TURNS}th proposal. The two fail in different ways: a
 * Gaussian process where the space is not smooth under any lengthscale or one branch of it hides
 * another, the Parzen estimator where few trials must tell how parameters act together. That a
 * portfolio of unlike models beats each of them is what the black-box optimization challenge showed
 * (R. Turner et al.: Bayesian optimization is superior to random search for machine learning
 * hyperparameter tuning. 2021).
 *
 * <p>Once trials are many they are cheap, and what a Gaussian process costs grows with their cube:
 * from {@value #MANY} trials on, and in spaces of more than {@value #WIDE} parameters, the Parzen
 * estimator proposes alone, at a cost that hardly grows.
 *
 * <p>It also does where at least half of the trials that are over were stopped or paused early:
 * what they came to at unlike steps is no one function of the configuration, which a Gaussian
 * process takes it for, while the estimator ranks them by how far they came first (as S. Falkner,
 * A. Klein, F. Hutter: BOHB, ICML 2018, learns from the highest budget).
 *
 * <p>Takes several objectives and constraints as both of them do.
 */
public final class AutoSampler implements Sampler {
  private static final int TURNS = 4;
  private static final int MANY = 500;
  private static final int WIDE = 100;

  private final boolean wide;
  private final Sampler few;
  private final Sampler many;

  /** {@code auto} in a spec. */
  public static Method<Sampler.Factory> method() {
    return Method.plain(
        "auto",
        "Picks and combines: a Gaussian process and the Parzen estimator while trials are few,"
            + " the estimator alone once they are many",
        (space, seed, settings) -> new AutoSampler(space, seed));
  }

  /** Searches this space. */
  public AutoSampler(Space space, long seed) {
    this.wide =
        space.parameters().stream().filter(p -> Axis.of(p.domain()).size() > 1).count() > WIDE;
    this.few = new GpSampler(space, GpSampler.Settings.DEFAULT, seed);
    this.many = new TpeSampler(space, TpeSampler.Settings.DEFAULT);
  }

  @Override
  public Optional<Configuration> propose(History history, RandomGenerator random) {
    boolean turn = history.size() % TURNS == TURNS - 1;
    boolean settled = wide || turn || history.size() >= MANY || mostlyCutShort(history);
    return (settled ? many : few).propose(history, random);
  }

  private static boolean mostlyCutShort(History history) {
    int whole = 0;
    int cutShort = 0;
    for (int trial = 0; trial < history.size(); trial++) {
      TrialState state = history.state(trial);
      whole += state == TrialState.COMPLETED ? 1 : 0;
      cutShort += state == TrialState.STOPPED || state == TrialState.PAUSED ? 1 : 0;
    }
    return cutShort > 0 && cutShort >= whole;
  }
}
