package io.sonde.app.progress;

import java.io.PrintStream;

/** A line whenever a trial has ended: for logs and pipes. */
final class PlainProgress implements ProgressView {
  private final PrintStream out;
  private int told = -1;
  private String best = "";

  PlainProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(Standing standing) {
    if (standing.spent() == told) {
      return;
    }
    told = standing.spent();
    String line = standing.bestLine();
    boolean news = !line.equals(best);
    best = line;
    out.println(
        standing.progress()
            + ": "
            + standing.count("completed")
            + " completed, "
            + standing.count("stopped")
            + " stopped, "
            + standing.count("failed")
            + " failed, "
            + standing.count("infeasible")
            + " infeasible; "
            + standing.count("running")
            + " running; best "
            + line
            + (news && standing.best().isPresent() ? " (new)" : "")
            + "; "
            + Words.time(standing.elapsed())
            + standing.left().map(left -> ", about " + Words.time(left) + " left").orElse(""));
    out.flush();
  }

  @Override
  public void close() {}
}
