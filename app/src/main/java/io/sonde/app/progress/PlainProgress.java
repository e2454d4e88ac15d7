package io.sonde.app.progress;

import java.io.PrintStream;

/** A line whenever a trial has ended or was paused: for logs and pipes. */
final class PlainProgress implements ProgressView {
  private final PrintStream out;
  private int ended = -1;
  private int paused;
  private String best = "";

  PlainProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(Standing standing) {
    if (standing.spent() == ended && standing.count("paused") == paused) {
      return;
    }
    ended = standing.spent();
    paused = standing.count("paused");
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
            + " running"
            + (paused > 0 ? ", " + paused + " paused" : "")
            + "; best "
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
