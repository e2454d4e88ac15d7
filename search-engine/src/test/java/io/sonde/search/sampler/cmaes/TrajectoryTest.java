package io.sonde.search.sampler.cmaes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.sobol.ScrambledSobol;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrajectoryTest {
  private static final int POPULATION = 6;

  private static Trajectory trajectory(Space space) {
    Coordinates coordinates = new Coordinates(new UnitCube(space));
    ScrambledSobol starts = new ScrambledSobol(coordinates.numeric(), 1);
    return new Trajectory(
        Course.beginning(new Course.Plan(coordinates, starts, 0.25, POPULATION, 2)));
  }

  private static ColumnarHistory randomHistory(Space space, int trials) {
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    for (int t = 0; t < trials; t++) {
      history.propose(new UnitCube(space).draw(Play.generator(3, t)));
    }
    return history;
  }

  private static double loss(ColumnarHistory history, int trial) {
    return Math.abs(history.code(trial, 0) - 0.7) + Math.sin(trial);
  }

  private static void assertSame(Course one, Course other) {
    assertThat(one.gaussian().mean()).containsExactly(other.gaussian().mean());
    assertThat(one.gaussian().stepSize()).isEqualTo(other.gaussian().stepSize());
    assertThat(one.gaussian().generation()).isEqualTo(other.gaussian().generation());
    assertThat(one.restarts()).isEqualTo(other.restarts());
  }

  /** In whatever order trials end, what was reckoned on the way is what is reckoned afresh. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theOrderInWhichTrialsEndMakesNoDifference(long seed) {
    Space space = Play.conditional();
    ColumnarHistory history = randomHistory(space, 150);
    Trajectory longLived = trajectory(space);
    Random random = new Random(seed);
    List<Integer> running = new ArrayList<>();
    for (int next = 0; next < 150 || !running.isEmpty(); ) {
      if (next < 150 && running.size() < 16) {
        running.add(next++);
      } else {
        Integer trial = running.get(random.nextInt(running.size()));
        running.removeIf(trial::equals);
        TrialState[] ends = {
          TrialState.COMPLETED, TrialState.PAUSED, TrialState.FAILED, TrialState.CANCELLED
        };
        TrialState state = ends[random.nextInt(3) == 0 ? random.nextInt(4) : 0];
        Play.end(history, trial, state, loss(history, trial));
        Course course = longLived.follow(history);
        if (trial % 5 == 0) {
          assertSame(course, trajectory(space).follow(history));
        }
      }
    }
  }

  @Test
  void aTrialThatNeverEndsHoldsNothingUp() {
    Space space = Play.reals(3);
    ColumnarHistory history = randomHistory(space, 61);
    Trajectory trajectory = trajectory(space);
    for (int t = 1; t < 61; t++) {
      Play.complete(history, t, loss(history, t));
      assertThat(trajectory.follow(history).gaussian().generation()).isEqualTo(t / POPULATION);
    }
    Play.complete(history, 0, loss(history, 0));
    assertSame(trajectory.follow(history), trajectory(space).follow(history));
  }

  @Test
  void aPausedTrialThatGoesOnIsTakenInAnew() {
    Space space = Play.reals(3);
    ColumnarHistory history = randomHistory(space, 30);
    Trajectory trajectory = trajectory(space);
    for (int t = 0; t < 30; t++) {
      Play.end(history, t, TrialState.PAUSED, loss(history, t));
    }
    double before = trajectory.follow(history).gaussian().stepSize();
    history.become(20, TrialState.RUNNING);
    history.report(20, 2, -5);
    history.become(20, TrialState.COMPLETED);
    Course after = trajectory.follow(history);
    assertSame(after, trajectory(space).follow(history));
    assertThat(after.gaussian().stepSize()).isNotEqualTo(before);
  }

  @Test
  void aFlatFunctionIsLeftForAnotherBeginningWithTwiceThePopulation() {
    Space space = Play.reals(2);
    ColumnarHistory history = randomHistory(space, 200);
    for (int t = 0; t < 200; t++) {
      Play.complete(history, t, 1);
    }
    Course course = trajectory(space).follow(history);
    assertThat(course.restarts()).isEqualTo(1);
    assertThat(course.population()).isEqualTo(2 * POPULATION);
  }

  @Test
  void whatIsAskedMeanwhileComesFromWhereTheSearchStands() {
    Space space = Play.reals(3);
    Sampler sampler = new CmaEsSampler(space, 1, CmaEsSampler.Settings.DEFAULT);
    ColumnarHistory history = Play.play(sampler, space, c -> c.values().hashCode(), 40, 1);
    for (int i = 0; i < 200; i++) {
      history.propose(sampler.propose(history, Play.generator(1, 40 + i)).orElseThrow());
    }
    assertThat(history.size()).isEqualTo(240);
  }
}
