package io.sonde.search.space;

import java.util.List;

/**
 * One searched value of a space.
 *
 * @param index its column, counted from 0 in the order of the document
 * @param path its identity, branch and repetition included: {@code
 *     network[0].of[1][0].conv.filters}. A key with a dot, a bracket or a quote is quoted: {@code
 *     ["num.trees"]}. Repetitions that share their values stand as {@code of[*]}
 * @param domain its values
 * @param conditions when it is active: all of them must hold; empty when it always is
 */
public record Parameter(int index, String path, Domain domain, List<Condition> conditions) {
  public Parameter {
    conditions = List.copyOf(conditions);
  }

  /**
   * Whether it is active where the parameters before it take these codes; NaN stands for a
   * parameter that is not active. The parameters that a condition names always stand before.
   */
  public boolean active(double[] codes) {
    for (Condition condition : conditions) {
      double code = codes[condition.parameter()];
      if (!(code >= condition.least() && code <= condition.most())) {
        return false;
      }
    }
    return true;
  }

  /**
   * The parameter with this index must have a code of at least {@code least} and at most {@code
   * most}: both the branch's index for a branch, a repetition's number and infinity for a count.
   */
  public record Condition(int parameter, double least, double most) {}
}
