package io.sonde.search.port;

import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What charts of many trials are drawn from. Every answer is bounded by what its caller asks for,
 * however large the sweep is, and says of how many it was chosen. Thread-safe. Throws {@link
 * SweepStore.StoreUnavailable} like the store; answers nothing for a sweep that is not there.
 *
 * <p>Only completed and stopped trials with a finite value count, unless it is said otherwise. The
 * value of a trial is that of the objective it is asked by: the stored value for the sweep's first
 * objective, and for another metric that of the best step, or measured at the end.
 */
public interface AnalysisReader {
  /**
   * Trials with their searched values: the best quarter of {@code most}, and of all the first, the
   * last and every k-th in between by number, so that there are about {@code most}. By number.
   */
  TrialSample trials(int sweep, Objective objective, int most);

  /**
   * The values in rising order, each with the share of the trials that have at most it: the lowest
   * and the highest of them, and every k-th in between, so that there are about {@code most}.
   */
  Distribution distribution(int sweep, Objective objective, int most);

  /**
   * How one metric went step by step in some trials, whatever became of them: the best third of
   * {@code trials}, and others spread evenly by number. Each curve has about {@code points} points
   * and keeps its ends and its peaks. By number.
   */
  CurveSample curves(int sweep, Objective objective, String metric, int trials, int points);

  /**
   * The best value of the sweep's first objective as trials ended one after the other, whatever
   * their state: where it changed and at the last one, thinned to about {@code most}.
   */
  List<Progress> progress(int sweep, int most);

  /**
   * Which devices were busy when.
   *
   * @param most at most so many attempts, those that started last
   */
  Timeline timeline(int sweep, int most);

  /**
   * Some trials of a sweep.
   *
   * @param total how many they were chosen from
   */
  record TrialSample(List<SampledTrial> trials, long total) {
    public TrialSample {
      trials = List.copyOf(trials);
    }
  }

  /**
   * A trial.
   *
   * @param rank its place among all that were chosen from, 1 for the best; of trials that are alike
   *     the earlier one comes first
   * @param even whether it is one of those chosen evenly by number: of these a mean is not biased
   *     towards good trials
   * @param values the searched values by path; a parameter that the trial does not have is absent
   */
  record SampledTrial(
      int number,
      TrialState state,
      double value,
      long rank,
      boolean even,
      Map<String, Object> values) {}

  /**
   * An empirical distribution.
   *
   * @param total of how many values
   */
  record Distribution(List<Share> shares, long total) {
    public Distribution {
      shares = List.copyOf(shares);
    }
  }

  /** A value, and the share of all values that are not above it, in (0, 1]. */
  record Share(double value, double share) {}

  /**
   * Some curves.
   *
   * @param total how many trials have reported a step
   */
  record CurveSample(List<TrialCurve> curves, long total) {
    public CurveSample {
      curves = List.copyOf(curves);
    }
  }

  /** The curve of a trial's metric; its points by step. */
  record TrialCurve(int trial, TrialState state, List<SweepReader.CurvePoint> points) {
    public TrialCurve {
      points = List.copyOf(points);
    }
  }

  /**
   * How far a sweep had come when a trial ended.
   *
   * @param ended how many trials had, this one included
   * @param time since the sweep was first started
   * @param best the best value by then
   */
  record Progress(long ended, Duration time, double best) {}

  /**
   * The attempts of a sweep by time.
   *
   * @param spans the attempts that started last, in the order of their start
   * @param devices every device that an attempt held, by name
   * @param total how many attempts there were
   */
  record Timeline(List<AttemptSpan> spans, List<DeviceTime> devices, long total) {
    public Timeline {
      spans = List.copyOf(spans);
      devices = List.copyOf(devices);
    }
  }

  /**
   * When an attempt held which devices.
   *
   * @param ended empty while it runs
   * @param cause why it ended; empty while it runs
   */
  record AttemptSpan(
      AttemptId attempt,
      List<String> devices,
      Instant started,
      Optional<Instant> ended,
      Optional<Cause> cause) {
    public AttemptSpan {
      devices = List.copyOf(devices);
    }
  }

  /**
   * What a device did for a sweep.
   *
   * @param attempts how many held it, those that run included
   * @param busy how long those held it that have ended
   */
  record DeviceTime(String device, long attempts, Duration busy) {}
}
