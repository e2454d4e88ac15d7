package io.sonde.app.doctor;

import io.sonde.app.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** What the checks find, in the order in which they look. Not thread-safe. */
public final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /** Something is well. */
  public void ok(String part, String what) {
    all.add(new Finding(Level.OK, part, what, "", ""));
  }

  /** Something works, but not as it should. */
  public void warning(String part, String what, String why, String advice) {
    all.add(new Finding(Level.WARNING, part, what, why, advice));
  }

  /** Something does not work. */
  public void error(String part, String what, String why, String advice) {
    all.add(new Finding(Level.ERROR, part, what, why, advice));
  }

  /** All of them. */
  public List<Finding> all() {
    return List.copyOf(all);
  }

  /** How many are of a level. */
  public long count(Level level) {
    return all.stream().filter(finding -> finding.level() == level).count();
  }
}
