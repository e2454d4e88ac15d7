package io.sonde.search.stopper;

import io.sonde.search.history.History;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;

/** Lets every trial run to its end. */
public final class NeverStopper implements Stopper {
  @Override
  public Verdict judge(History history, int trial, int step) {
    return Verdict.goOn("continues at step " + step + ": no early stopping");
  }
}
