package io.sonde.search.yaml;

import io.sonde.search.spec.Problem;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What the parser could not read, said for the person who wrote it. */
final class SyntaxProblem {
  private SyntaxProblem() {}

  static Problem of(YamlEngineException e, String text) {
    if (e instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
      Mark mark = marked.getProblemMark().get();
      String message = message(marked, line(text, mark.getLine()), mark.getColumn());
      return new Problem(mark.getLine() + 1, mark.getColumn() + 1, "", message);
    }
    if (e instanceof ReaderException reader) {
      return unprintable(reader, text);
    }
    return new Problem(1, 1, "", "this is not YAML: " + firstLine(e));
  }

  private static String message(MarkedYamlEngineException e, String line, int column) {
    if (line.substring(0, Math.min(line.length(), column + 1)).matches(" *\t\\s*.?")) {
      return "a tab stands in the indentation; YAML is indented with spaces only";
    }
    String problem = e.getProblem();
    String hint =
        problem.contains("mapping values are not allowed")
            ? "; a text that holds ': ' needs quotes, and keys of one mapping stand in one column"
            : "";
    String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
    return "this is not YAML: " + problem + context + hint;
  }

  private static Problem unprintable(ReaderException e, String text) {
    String before = text.substring(0, Math.min(text.length(), e.getPosition()));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    String code = String.format("U+%04X", e.getCodePoint());
    return new Problem(
        line, column, "", "this is not YAML: the character " + code + " cannot stand in a text");
  }

  private static String line(String text, int number) {
    return text.lines().skip(number).findFirst().orElse("");
  }

  private static String firstLine(YamlEngineException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
