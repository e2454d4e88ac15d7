package io.sonde.trial.launch;

import io.sonde.search.port.TrialLauncher;
import io.sonde.search.spec.SweepSpec;
import java.util.Map;
import java.util.Optional;

/** Gives each attempt to the launcher of its kind. Thread-safe. */
public final class LaunchersByKind implements TrialLauncher {
  private final Map<String, TrialLauncher> launchers;

  /** With a launcher for each {@code trial.kind}. */
  public LaunchersByKind(Map<String, TrialLauncher> launchers) {
    if (launchers.isEmpty()) {
      throw new IllegalArgumentException("expected at least one launcher, got none");
    }
    this.launchers = Map.copyOf(launchers);
  }

  @Override
  public Handle launch(Request request, Listener listener) {
    return of(request.spec()).launch(request, listener);
  }

  @Override
  public Optional<Handle> adopt(Request request, Course course, Listener listener) {
    TrialLauncher launcher = launchers.get(request.spec().trial().kind());
    return launcher == null ? Optional.empty() : launcher.adopt(request, course, listener);
  }

  @Override
  public int capacity(SweepSpec spec) {
    return of(spec).capacity(spec);
  }

  private TrialLauncher of(SweepSpec spec) {
    String kind = spec.trial().kind();
    TrialLauncher launcher = launchers.get(kind);
    if (launcher == null) {
      throw new IllegalArgumentException(
          "no launcher for trials of kind '" + kind + "'; there are " + launchers.keySet());
    }
    return launcher;
  }

  @Override
  public void sweepEnded(int sweep) {
    launchers.values().forEach(launcher -> launcher.sweepEnded(sweep));
  }

  @Override
  public void prioritise(int sweep, int priority) {
    launchers.values().forEach(launcher -> launcher.prioritise(sweep, priority));
  }

  @Override
  public void pause(int sweep) {
    launchers.values().forEach(launcher -> launcher.pause(sweep));
  }

  @Override
  public void goOn(int sweep) {
    launchers.values().forEach(launcher -> launcher.goOn(sweep));
  }
}
