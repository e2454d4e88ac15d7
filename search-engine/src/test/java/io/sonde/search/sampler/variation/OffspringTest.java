package io.sonde.search.sampler.variation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.sampler.unit.Novelty;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Space;
import org.junit.jupiter.api.Test;

class OffspringTest {
  private static final Space SPACE = Play.reals(1);
  private static final double[][] CHILDREN = {{0.1}, {-0.4}, {0.9}, {0.5}, {-0.9}};

  private final ColumnarHistory history = new ColumnarHistory(SPACE, Play.LOSS);
  private final UnitCube cube = new UnitCube(SPACE);
  private final Offspring offspring = new Offspring(cube, new Novelty(cube));

  private double chosen() {
    return offspring.choose(history, i -> CHILDREN[i % CHILDREN.length]).orElseThrow()[0];
  }

  @Test
  void theFirstNewChildIsTakenWhereNothingIsUnderWay() {
    Play.complete(history, history.propose(new double[] {0.1}), 1);
    assertThat(chosen()).isEqualTo(-0.4);
  }

  @Test
  void otherwiseTheOneFarthestFromWhatIs() {
    history.propose(new double[] {0.8});
    history.become(history.propose(new double[] {-0.1}), TrialState.RUNNING);
    Play.complete(history, history.propose(new double[] {-0.85}), 1);
    assertThat(chosen()).isEqualTo(-0.9);
  }

  @Test
  void noneWhenAllWereTried() {
    Play.complete(history, history.propose(new double[] {0.1}), 1);
    assertThat(offspring.choose(history, i -> new double[] {0.1})).isEmpty();
  }

  @Test
  void valuesThatOnlyOneRowHasAreApart() {
    Genes genes = new Genes(new UnitCube(Play.mixed()));
    double[] row = {1e-5, 0.5, -3, 0, 1, 1, 0, 0, 7};
    double[] other = {1, 0.5, -0.5, 0, 1, 1, 0, 2, Double.NaN};
    assertThat(genes.distance(row, other)).isEqualTo(3.5);
  }
}
