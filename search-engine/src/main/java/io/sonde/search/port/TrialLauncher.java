package io.sonde.search.port;

import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs trials of one kind. Thread-safe; no method waits for a process. */
public interface TrialLauncher {
  /** Starts an attempt as soon as there is a device for it. */
  Handle launch(Request request, Listener listener);

  /**
   * Goes on with an attempt that an earlier server has launched and whose process had taken it up:
   * where that process still runs, or its end can be told, it is this launcher's again, under its
   * number and token. {@link Listener#started} is not called then. Empty where nothing is left to
   * go on with; the trial then needs another attempt.
   *
   * @param request with the earlier attempts' ways, not this one's
   */
  default Optional<Handle> adopt(Request request, Course course, Listener listener) {
    return Optional.empty();
  }

  /**
   * How many attempts of such a sweep can run at a time on the devices there are, all of them free;
   * 0 when not even one can.
   */
  int capacity(SweepSpec spec);

  /** Nothing more of this sweep will be launched: its idle processes may go. */
  void sweepEnded(int sweep);

  /** Trials of this sweep have another priority from now on than its spec says. */
  default void prioritise(int sweep, int priority) {}

  /** Launched trials of this sweep that have not begun shall not begin for now. */
  default void pause(int sweep) {}

  /** Launched trials of this sweep may begin again. */
  default void goOn(int sweep) {}

  /**
   * What is to run.
   *
   * @param token the secret with which the attempt's process reports
   * @param seed from which weights and shuffling derive
   * @param splitSeed from which the split of the data derives; the same for all trials of a sweep
   * @param earlier how far each earlier attempt of the trial came. The launcher looks for the
   *     latest checkpoint that one of them left within that, and the attempt goes on from it;
   *     without one it begins anew
   * @param parent the attempt from whose kept model it is to start when it begins anew; empty for a
   *     fresh start. That model may be gone, which also means a fresh start
   */
  record Request(
      AttemptId attempt,
      String token,
      SweepSpec spec,
      Configuration configuration,
      long seed,
      long splitSeed,
      List<Reached> earlier,
      Optional<AttemptId> parent) {
    public Request {
      earlier = List.copyOf(earlier);
    }
  }

  /**
   * How far an attempt came.
   *
   * @param step the last step of its reports that still counts; a checkpoint after it is of no use,
   *     for the reports up to there are not stored
   */
  record Reached(AttemptId attempt, int step) {}

  /**
   * How far an attempt had come when its server was gone.
   *
   * @param since when its process took it up
   * @param devices the ids of its devices
   * @param after the step of the checkpoint from which it went on; empty when it began anew
   * @param reported whether it has reported
   * @param told the verdict that told it to end
   */
  record Course(
      Instant since,
      List<String> devices,
      OptionalInt after,
      boolean reported,
      Optional<Verdict> told) {
    public Course {
      devices = List.copyOf(devices);
    }
  }

  /** A launched attempt. */
  interface Handle {
    /** Ends the attempt; {@link Listener#ended} tells when its process is gone. */
    void cancel(String reason);

    /**
     * The attempt's end has been told over the report channel. Its process counts as free from now
     * on and takes further work as soon as it asks for it, which it does once its own message is
     * answered. {@link Listener#ended} is not called after this.
     */
    void release();

    /** A message of the attempt was taken: whoever runs it is there. */
    default void heard() {}
  }

  /** Hears of an attempt; called from any thread. */
  interface Listener {
    /**
     * The attempt's process took it up.
     *
     * @param after the step of the checkpoint from which it goes on, within what {@link
     *     Request#earlier} says; empty when it begins anew
     */
    void started(List<String> devices, String log, OptionalInt after);

    /** The attempt is over without having said so itself, and its process is gone. Called once. */
    void ended(AttemptEnd end);
  }
}
