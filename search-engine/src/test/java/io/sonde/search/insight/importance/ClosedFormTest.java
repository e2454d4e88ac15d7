package io.sonde.search.insight.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.insight.Importance;
import io.sonde.search.insight.Importances;
import io.sonde.search.insight.sample.Columns;
import io.sonde.search.insight.sample.Sample;
import io.sonde.search.port.Play;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Functions whose parts of the variance are known by integration. */
class ClosedFormTest {

  private static Importances importances(
      Space space, ToDoubleFunction<Configuration> loss, int trials) {
    ColumnarHistory history = Play.play(new RandomSampler(space), space, loss, trials, 5);
    Sample sample = Sample.of(history);
    return ImportanceAnalysis.of(
        space.parameters(), new Columns(history, sample), sample.losses(0), 3);
  }

  private static Importance of(Importances importances, String path) {
    return importances.parameters().stream()
        .filter(i -> i.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static double real(Configuration configuration, String path) {
    return ((Number) configuration.values().get(path)).doubleValue();
  }

  /** Ishigami and Homma 1990: S1 = 0.3139, S2 = 0.4424, S3 = 0, S13 = 0.2437. */
  @Test
  void theSobolIndicesOfIshigami() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    for (int i = 1; i <= 3; i++) {
      domains.put("x" + i, Play.real(-Math.PI, Math.PI, Scale.LINEAR));
    }
    Importances found =
        importances(
            Space.flat(domains),
            c ->
                Math.sin(real(c, "x1"))
                    + 7 * Math.pow(Math.sin(real(c, "x2")), 2)
                    + 0.1 * Math.pow(real(c, "x3"), 4) * Math.sin(real(c, "x1")),
            6000);
    assertThat(of(found, "x1").variance()).isCloseTo(0.3139, within(0.05));
    assertThat(of(found, "x2").variance()).isCloseTo(0.4424, within(0.05));
    assertThat(of(found, "x3").variance()).isCloseTo(0, within(0.05));
    assertThat(found.interactions().get(0))
        .satisfies(
            pair -> {
              assertThat(pair.one() + " " + pair.other()).isEqualTo("x1 x3");
              assertThat(pair.variance()).isCloseTo(0.2437, within(0.05));
            });
  }

  /** Variances: of x 9/12, of the choice (0² + 1² + 2²) / 3 − 1 = 2/3, of n (1..4) 5/4 · 0.25². */
  @Test
  void anAdditiveFunctionOfNumbersAndAChoice() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("x", Play.real(1e-4, 1, Scale.LOG));
    domains.put("c", Play.choice("two", "none", "one"));
    domains.put("n", Play.whole(1, 4, Scale.LINEAR));
    domains.put("fixed", Play.whole(7, 7, Scale.LINEAR));
    Map<Object, Double> bonus = Map.of("none", 0.0, "one", 1.0, "two", 2.0);
    Importances found =
        importances(
            Space.flat(domains),
            c ->
                -3 * Math.log10(real(c, "x")) / 4
                    + bonus.get(c.values().get("c"))
                    + 0.25 * real(c, "n"),
            600);
    double total = 9.0 / 12 + 2.0 / 3 + 5.0 / 64;
    assertThat(of(found, "x").variance()).isCloseTo(9.0 / 12 / total, within(0.05));
    assertThat(of(found, "c").variance()).isCloseTo(2.0 / 3 / total, within(0.05));
    assertThat(of(found, "n").variance()).isCloseTo(5.0 / 64 / total, within(0.03));
    assertThat(found.unknown()).containsExactly("fixed");
  }

  /**
   * Half the trials take branch a, where the loss is the uniform a.x of variance 1/12; the others
   * b, where it is 1 + b.x / 10. The variance of all is 1/4 · (1.05 − 0.5)² + 1/24 + 1/2400.
   */
  @Test
  void whatABranchExplainsCountsByItsPartOfTheTrialsAndOfTheVariance() {
    Map<String, Node> branches = new LinkedHashMap<>();
    branches.put("a", Play.mapping("x", Play.search(Play.real(0, 1, Scale.LINEAR))));
    branches.put("b", Play.mapping("x", Play.search(Play.real(0, 1, Scale.LINEAR))));
    Space space = new Space(Play.mapping("arm", new Node.Branches(branches)));
    Importances found =
        importances(
            space,
            c ->
                c.values().get("arm").equals("a")
                    ? real(c, "arm.a.x")
                    : 1 + real(c, "arm.b.x") / 10,
            800);
    double total = 0.25 * 0.55 * 0.55 + 1.0 / 24 + 1.0 / 2400;
    assertThat(of(found, "arm.a.x").whereActive()).isGreaterThan(0.95);
    assertThat(of(found, "arm.a.x").active()).isCloseTo(0.5, within(0.05));
    assertThat(of(found, "arm.a.x").variance()).isCloseTo(1.0 / 24 / total, within(0.05));
    assertThat(of(found, "arm.b.x").whereActive()).isGreaterThan(0.95);
    assertThat(of(found, "arm.b.x").variance()).isLessThan(0.02);
    assertThat(of(found, "arm").variance()).isCloseTo(0.25 * 0.55 * 0.55 / total, within(0.05));
  }

  /** Both arms have the mean 1/2, so that the choice between them tells nothing by itself. */
  @Test
  void whatLiesBehindAChoiceThatTellsNothingIsFoundAndNotBlamedOnOthers() {
    Map<String, Node> branches = new LinkedHashMap<>();
    branches.put("a", Play.mapping("x", Play.search(Play.real(0, 1, Scale.LINEAR))));
    branches.put("b", Play.mapping("x", Play.search(Play.real(0, 1, Scale.LINEAR))));
    Space space =
        new Space(
            Play.mapping(
                "arm",
                new Node.Branches(branches),
                "idle",
                Play.search(Play.real(0, 1, Scale.LINEAR)),
                "lazy",
                Play.search(Play.choice("p", "q", "r"))));
    Importances found =
        importances(
            space,
            c -> c.values().get("arm").equals("a") ? real(c, "arm.a.x") : 1 - real(c, "arm.b.x"),
            200);
    assertThat(of(found, "arm.a.x").variance()).isCloseTo(0.5, within(0.08));
    assertThat(of(found, "arm.b.x").variance()).isCloseTo(0.5, within(0.08));
    for (String idle : new String[] {"arm", "idle", "lazy"}) {
      assertThat(of(found, idle).variance()).as(idle).isLessThan(0.03);
    }
    assertThat(found.interactions()).isEmpty();
  }
}
