package io.sonde.search.stopper.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RankingTest {
  private record Entry(double loss, int trial) {}

  private static final Comparator<Entry> ORDER =
      Comparator.comparingDouble(Entry::loss).thenComparingInt(Entry::trial);

  @Test
  void itKeepsTheOrderThatASortedSetKeeps() {
    Ranking ranking = new Ranking();
    TreeSet<Entry> expected = new TreeSet<>(ORDER);
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      double loss = random.nextInt(50) == 0 ? Double.NaN : random.nextInt(300);
      Entry entry = new Entry(loss, random.nextInt(100));
      if (expected.contains(entry)) {
        ranking.remove(loss, entry.trial());
        expected.remove(entry);
      } else {
        ranking.add(loss, entry.trial());
        expected.add(entry);
      }
      if (i % 500 == 0) {
        assertThat(ranking.size()).isEqualTo(expected.size());
        assertThat(ranking.before(loss, entry.trial())).isEqualTo(expected.headSet(entry).size());
        assertThat(ranking.first()).isEqualTo(expected.first().trial());
        int place = 0;
        for (Entry e : expected) {
          assertThat(Double.compare(ranking.loss(place++), e.loss())).isZero();
        }
      }
    }
  }

  @Test
  void equalsAreNotBetter() {
    Ranking ranking = new Ranking();
    ranking.add(1, 7);
    ranking.add(1, 3);
    ranking.add(Double.NaN, 0);
    assertThat(ranking.better(1)).isZero();
    assertThat(ranking.better(Double.NaN)).isEqualTo(2);
    assertThat(ranking.before(1, 7)).isEqualTo(1);
    assertThat(ranking.first()).isEqualTo(3);
  }

  @Test
  void whatIsNotThereCannotBeTakenOut() {
    Ranking ranking = new Ranking();
    ranking.add(1, 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ranking.remove(2, 7))
        .withMessage("trial 7 is not here with loss 2.0");
  }
}
