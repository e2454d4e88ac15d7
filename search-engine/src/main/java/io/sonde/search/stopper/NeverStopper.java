package io.sonde.search.stopper;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;

/** Lets every trial run to its end. */
public final class NeverStopper implements Stopper {
  /** {@code none} in a spec. */
  public static Method<Stopper.Factory> method() {
    return Method.plain("none", "Every trial runs to its end", settings -> new NeverStopper());
  }

  @Override
  public Verdict judge(History history, int trial, int step) {
    return Verdict.goOn("continues at step " + step + ": no early stopping");
  }
}
