package io.sonde.web.outcome;

import java.util.Arrays;

/**
 * Text of others within Markdown (CommonMark with the tables of GitHub and GitLab): it is shown as
 * it is and never read as markup, a mention or a link.
 */
final class Markdown {
  private static final int LONGEST = 300;

  private Markdown() {}

  /**
   * A text of others, on one line, as code: inside of code neither markup nor names with an at sign
   * mean anything. Line breaks and what has no glyph become spaces, characters that turn the
   * direction of writing are marked as replaced, and a bar, which would end the cell of a table
   * even in code, becomes the line that looks like it.
   */
  static String code(String text) {
    String line =
        text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")
            .replaceAll("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]", "\uFFFD")
            .replace('|', '\u2502')
            .strip();
    if (line.isEmpty()) {
      return "(empty)";
    }
    String shown =
        line.codePointCount(0, line.length()) <= LONGEST
            ? line
            : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    String fence = "`".repeat(longestRun(shown) + 1);
    // A space on both sides is taken away by the reader, and keeps a backtick off the fence.
    boolean spaced = shown.startsWith("`") || shown.endsWith("`");
    return spaced ? fence + " " + shown + " " + fence : fence + shown + fence;
  }

  /** A sentence of ours that quotes nobody: its punctuation means nothing. */
  static String sentence(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]()#+!|<>~&])", "\\\\$1");
  }

  private static int longestRun(String text) {
    return Arrays.stream(text.split("[^`]+")).mapToInt(String::length).max().orElse(0);
  }
}
