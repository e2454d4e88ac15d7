package io.sonde.search.sampler.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.pareto.ParetoProblem;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the algorithm is for: structures that random search does not find. */
class EvolutionQualityTest {
  private static final int SEEDS = 20;
  private static final int TRIALS = 200;
  private static final List<String> BEST_LAYERS = List.of("conv", "conv", "pool", "conv", "dense");

  private static Sampler evolution(Space space) {
    return new EvolutionSampler(space, EvolutionSampler.Settings.DEFAULT);
  }

  /** Up to eight layers of three kinds, each with values of its own, and a rate for all. */
  private static Space networks() {
    Map<String, Node> kinds = new LinkedHashMap<>();
    kinds.put(
        "conv",
        Play.mapping(
            "filters", Play.search(Play.whole(8, 128, Scale.LOG)),
            "kernel", Play.search(Play.whole(1, 7, Scale.LINEAR))));
    kinds.put("dense", Play.mapping("units", Play.search(Play.whole(8, 512, Scale.LOG))));
    kinds.put("pool", Play.mapping());
    Node layers =
        new Node.Repeat(
            Play.whole(1, 8, Scale.LINEAR), true, List.of(new Node.Branches(kinds)), false);
    return new Space(
        Play.mapping(
            "rate",
            Play.search(Play.real(1e-5, 1, Scale.LOG)),
            "network",
            new Node.Sequence(List.of(layers))));
  }

  /** How far a network is from the best one, layer by layer: its kind, its sizes, its place. */
  private static double distance(Configuration configuration) {
    List<?> layers = (List<?>) configuration.tree().get("network");
    double rate = (Double) configuration.values().get("rate");
    double distance =
        Math.abs(layers.size() - BEST_LAYERS.size()) + Math.abs(Math.log10(rate) + 3) / 2;
    for (int i = 0; i < Math.min(layers.size(), BEST_LAYERS.size()); i++) {
      Map.Entry<?, ?> layer = ((Map<?, ?>) layers.get(i)).entrySet().iterator().next();
      distance +=
          layer.getKey().equals(BEST_LAYERS.get(i))
              ? sizes((Map<?, ?>) layer.getValue(), 16 << i)
              : 1;
    }
    return distance;
  }

  private static double sizes(Map<?, ?> layer, int wanted) {
    double distance = 0;
    for (Map.Entry<?, ?> size : layer.entrySet()) {
      double value = ((Long) size.getValue()).doubleValue();
      distance +=
          size.getKey().equals("kernel")
              ? Math.abs(value - 3) / 12
              : Math.abs(Math.log(value / wanted)) / 6;
    }
    return distance;
  }

  @Test
  void findsANetworkThatRandomSearchDoesNot() {
    Space space = networks();
    int won = 0;
    double found = 0;
    double byChance = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      double best =
          Play.best(
              Play.play(evolution(space), space, EvolutionQualityTest::distance, TRIALS, seed));
      double random =
          Play.best(
              Play.play(
                  new RandomSampler(space), space, EvolutionQualityTest::distance, TRIALS, seed));
      won += best < random ? 1 : 0;
      found += best;
      byChance += random;
    }
    assertThat(won).as("seeds better than random search").isGreaterThanOrEqualTo(18);
    assertThat(found / byChance).as("distance; 1 is random search's").isBetween(0.0, 0.6);
  }

  /** The shorter a network, the farther it may be from the best one. */
  @Test
  void findsBetterFrontsThanRandomSearch() {
    Space space = networks();
    ParetoProblem problem =
        new ParetoProblem(
            "networks",
            space,
            c -> new double[] {distance(c), ((List<?>) c.tree().get("network")).size()},
            List.of(6.0, 9.0));
    int won = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      double reached = problem.reached(evolution(space), TRIALS, seed);
      double random = problem.reached(new RandomSampler(space), TRIALS, seed);
      won += reached > random ? 1 : 0;
    }
    assertThat(won).as("seeds better than random search").isGreaterThanOrEqualTo(16);
  }
}
