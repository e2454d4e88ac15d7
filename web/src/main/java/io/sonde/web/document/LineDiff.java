package io.sonde.web.document;

import java.util.ArrayList;
import java.util.List;

/**
 * What changed between two texts, line by line: a longest common subsequence of their lines stays.
 * Between texts so large and different that this would take long, everything but their common begin
 * and end counts as changed.
 */
public final class LineDiff {
  private static final long MOST_CELLS = 4_000_000;

  private final List<String> from;
  private final List<String> to;
  private final List<Line> lines = new ArrayList<>();

  private LineDiff(List<String> from, List<String> to) {
    this.from = from;
    this.to = to;
  }

  /** What became of a line. */
  public enum Kind {
    SAME,
    REMOVED,
    ADDED
  }

  /**
   * A line of either text.
   *
   * @param from its number in the first text; 0 where it was added
   * @param to its number in the second text; 0 where it was removed
   */
  public record Line(Kind kind, int from, int to, String text) {}

  /** The lines of both texts, in order; what was removed stands before what was added. */
  public static List<Line> between(String from, String to) {
    return new LineDiff(from.lines().toList(), to.lines().toList()).compare();
  }

  private List<Line> compare() {
    int begin = 0;
    int shorter = Math.min(from.size(), to.size());
    while (begin < shorter && from.get(begin).equals(to.get(begin))) {
      same(begin, begin++);
    }
    int end = 0;
    while (end < shorter - begin
        && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
      end++;
    }
    middle(begin, from.size() - end, to.size() - end);
    for (int i = end; i > 0; i--) {
      same(from.size() - i, to.size() - i);
    }
    return List.copyOf(lines);
  }

  /** The part without the common begin and end. */
  private void middle(int begin, int fromEnd, int toEnd) {
    int rows = fromEnd - begin;
    int columns = toEnd - begin;
    boolean small = (long) rows * columns <= MOST_CELLS;
    int[][] common = small ? common(begin, rows, columns) : new int[0][];
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      boolean equal =
          small && i < rows && j < columns && from.get(begin + i).equals(to.get(begin + j));
      if (equal) {
        same(begin + i++, begin + j++);
      } else if (i < rows && (!small || j == columns || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(Kind.REMOVED, begin + i + 1, 0, from.get(begin + i++)));
      } else {
        lines.add(new Line(Kind.ADDED, 0, begin + j + 1, to.get(begin + j++)));
      }
    }
  }

  /** How many lines two ends of the texts have in common, by where these begin. */
  private int[][] common(int begin, int rows, int columns) {
    int[][] common = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        common[i][j] =
            from.get(begin + i).equals(to.get(begin + j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private void same(int i, int j) {
    lines.add(new Line(Kind.SAME, i + 1, j + 1, from.get(i)));
  }
}
