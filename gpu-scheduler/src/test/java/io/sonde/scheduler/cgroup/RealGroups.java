package io.sonde.scheduler.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Tells tests whether this machine lets them make control groups. */
public final class RealGroups {

  private RealGroups() {}

  /**
   * Whether it does. Where not, the test is skipped; with {@code -Dsonde.everything=true}, which
   * must skip nothing, it has to do without, and this says why.
   */
  public static boolean there() {
    ControlGroups groups = ControlGroups.here("test");
    if (!groups.usable()) {
      assumeThat(Boolean.getBoolean("sonde.everything")).as(groups.sentence()).isTrue();
      assertThat(groups.sentence()).contains("because");
      System.out.println("Not tried here: " + groups.sentence());
    }
    return groups.usable();
  }
}
