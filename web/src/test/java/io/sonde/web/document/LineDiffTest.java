package io.sonde.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.web.document.LineDiff.Kind;
import io.sonde.web.document.LineDiff.Line;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LineDiffTest {
  @Test
  void tellsWhatWasRemovedAndAdded() {
    assertThat(LineDiff.between("a\nb\nc\nd\n", "a\nc\nx\nd\n"))
        .containsExactly(
            new Line(Kind.SAME, 1, 1, "a"),
            new Line(Kind.REMOVED, 2, 0, "b"),
            new Line(Kind.SAME, 3, 2, "c"),
            new Line(Kind.ADDED, 0, 3, "x"),
            new Line(Kind.SAME, 4, 4, "d"));
    assertThat(LineDiff.between("", "a")).containsExactly(new Line(Kind.ADDED, 0, 1, "a"));
    assertThat(LineDiff.between("a\na", "a")).hasSize(2);
  }

  @Test
  void holdsBothTextsWhateverTheyAre() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      String from = text(random, 12);
      String to = text(random, 12);
      List<Line> lines = LineDiff.between(from, to);
      assertThat(without(lines, Kind.ADDED)).isEqualTo(from);
      assertThat(without(lines, Kind.REMOVED)).isEqualTo(to);
    }
    String large = text(random, 3000);
    String other = text(random, 3000);
    List<Line> lines = LineDiff.between("same\n" + large, "same\n" + other);
    assertThat(lines.get(0).kind()).isEqualTo(Kind.SAME);
    assertThat(without(lines, Kind.ADDED)).isEqualTo("same\n" + large);
    assertThat(without(lines, Kind.REMOVED)).isEqualTo("same\n" + other);
  }

  private static String text(Random random, int lines) {
    return IntStream.range(0, lines)
        .mapToObj(i -> "line " + random.nextInt(4) + "\n")
        .collect(Collectors.joining());
  }

  private static String without(List<Line> lines, Kind kind) {
    return lines.stream()
        .filter(line -> line.kind() != kind)
        .map(line -> line.text() + "\n")
        .collect(Collectors.joining());
  }
}
