package io.sonde.app.progress;

import java.util.ArrayList;
import java.util.List;

/** Rows under a head, each column as wide as its widest cell. */
record TextTable(List<String> head, List<List<String>> rows) {
  private static final int GAP = 2;

  void print(Console console) {
    List<List<String>> all = new ArrayList<>(List.of(head));
    all.addAll(rows);
    int[] widths = new int[head.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + GAP));
      }
      console.say(line.toString().stripTrailing());
    }
  }
}
