package io.sonde.search.sampler.evolution;

import static io.sonde.search.port.Play.generator;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.History;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.Sampler.Proposal;
import io.sonde.search.proposal.Proposals;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Space;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A child names its parent, and everything else is as without. */
class InheritanceTest {
  private static final Space SPACE = Play.conditional();
  private static final int POPULATION = 6;

  private static Sampler sampler(boolean inherit) {
    return new EvolutionSampler(SPACE, new EvolutionSampler.Settings(POPULATION, 2, inherit));
  }

  /** Trials of which a later one is worth more. */
  private static ColumnarHistory trials(int count) {
    ColumnarHistory history = new ColumnarHistory(SPACE, Play.LOSS);
    for (int i = 0; i < count; i++) {
      Proposal next = sampler(false).descend(history, generator(3, i)).orElseThrow();
      Play.complete(history, history.propose(next.configuration()), -i);
    }
    return history;
  }

  @Test
  void theParentIsOfThePopulationAndDiffersInFewPlaces() {
    ColumnarHistory history = trials(20);
    for (int i = 0; i < 50; i++) {
      Proposal proposal = sampler(true).descend(history, generator(9, i)).orElseThrow();
      int parent = proposal.parent().orElseThrow();
      assertThat(parent).isBetween(20 - POPULATION, 19);
      double[] child = SPACE.encode(proposal.configuration());
      assertThat(common(history, parent, child)).isPositive();
      assertThat(sampler(true).descend(history, generator(9, i))).contains(proposal);
    }
  }

  private static int common(History history, int trial, double[] row) {
    int common = 0;
    for (int p = 0; p < row.length; p++) {
      common += history.code(trial, p) == row[p] ? 1 : 0;
    }
    return common;
  }

  @Test
  void inheritingChangesNoConfiguration() {
    ColumnarHistory history = trials(20);
    for (int i = 0; i < 50; i++) {
      Proposal with = sampler(true).descend(history, generator(9, i)).orElseThrow();
      Proposal without = sampler(false).descend(history, generator(9, i)).orElseThrow();
      assertThat(with.configuration()).isEqualTo(without.configuration());
      assertThat(without.parent()).isEmpty();
      assertThat(sampler(true).propose(history, generator(9, i))).contains(with.configuration());
    }
  }

  @Test
  void theFirstHaveNoParents() {
    assertThat(
            sampler(true).descend(trials(POPULATION - 1), generator(1, 5)).orElseThrow().parent())
        .isEmpty();
  }

  @Test
  void aParentIsNumberedByItsSweepAndTrialsOfEarlierSweepsAreNone() {
    ColumnarHistory earlier = trials(POPULATION);
    Proposals proposals =
        new Proposals(
            SPACE,
            sampler(true),
            (history, trial, step) -> Verdict.goOn(""),
            new TrialSeeds(4),
            new WarmStart(List.of(), earlier));
    ColumnarHistory own = new ColumnarHistory(SPACE, Play.LOSS);
    List<Proposal> all = new ArrayList<>();
    for (int i = 0; i < 3 * POPULATION; i++) {
      Proposal next = proposals.next(own).orElseThrow();
      all.add(next);
      Play.complete(own, own.propose(next.configuration()), -i);
    }
    assertThat(all.get(0).parent()).isEmpty();
    for (int i = 2 * POPULATION; i < all.size(); i++) {
      assertThat(all.get(i).parent().orElseThrow()).isBetween(i - POPULATION, i - 1);
    }
  }
}
