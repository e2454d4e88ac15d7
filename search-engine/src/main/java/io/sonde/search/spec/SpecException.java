package io.sonde.search.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec with problems; all of them, in the order of the file. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<Problem> problems;

  /** With at least one problem. */
  public SpecException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong. */
  public List<Problem> problems() {
    return problems;
  }
}
