package io.sonde.app.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * One rule and the classes that prove it bites.
 *
 * @param rule what the product must keep
 * @param fixture Java sources, one class each, of which the first breaks the rule
 */
record Rule(ArchRule rule, List<String> fixture) {
  Rule {
    fixture = List.copyOf(fixture);
    if (fixture.isEmpty()) {
      throw new IllegalArgumentException("no fixture breaks the rule: " + rule.getDescription());
    }
  }

  static Rule of(ArchRule rule, String... fixture) {
    return new Rule(rule, List.of(fixture));
  }

  @Override
  public String toString() {
    return rule.getDescription();
  }
}
