package io.sonde.search.space;

/** Answers, during a walk through a space, which code a parameter takes. */
@FunctionalInterface
public interface CodeSource {
  /**
   * The code for a parameter that the walk has reached; it is clipped and rounded by its domain.
   */
  double code(Parameter parameter);
}
