package io.sonde.web.page;

import io.sonde.search.port.AnalysisReader.AttemptSpan;
import io.sonde.search.port.AnalysisReader.DeviceTime;
import io.sonde.search.port.AnalysisReader.Timeline;
import io.sonde.search.report.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which devices were busy when, as bars on a common scale of time.
 *
 * @param rows a device each
 * @param moreRows how many devices are left out
 * @param from where the scale begins
 * @param until where it ends
 * @param earlier how many attempts began before those that are shown
 * @param entries the same attempts for a table, the last first
 */
public record TimelineView(
    int sweep,
    List<RowView> rows,
    int moreRows,
    TimeView from,
    TimeView until,
    long earlier,
    List<EntryView> entries) {
  /** How many attempts a timeline shows at most. */
  static final int MOST = 200;

  private static final int ROWS = 48;

  /** Width of the scale, in units of the picture. */
  private static final double WIDTH = 1000;

  private static final double THINNEST = 2;

  /** Height of one of the bars that lie above each other where trials share a device. */
  private static final int LANE = 10;

  /**
   * A device.
   *
   * @param busy how long attempts that have ended held it, and how many held it at all
   * @param height of the picture
   */
  public record RowView(String device, String busy, int height, List<BarView> bars) {}

  /**
   * An attempt on a device.
   *
   * @param look the state whose colour it has
   */
  public record BarView(int trial, String look, String title, double x, int y, double width) {}

  /** An attempt in words. */
  public record EntryView(
      int trial, int attempt, String devices, String outcome, TimeView started, SpanView time) {}

  /** Empty while nothing ran on a device. */
  static Optional<TimelineView> of(int sweep, Timeline timeline, Instant now) {
    List<AttemptSpan> spans = timeline.spans();
    if (spans.isEmpty() || timeline.devices().isEmpty()) {
      return Optional.empty();
    }
    Instant from = spans.get(0).started();
    Instant until =
        spans.stream()
            .map(span -> span.ended().orElse(now))
            .max(Instant::compareTo)
            .filter(last -> last.isAfter(from))
            .orElse(from.plusMillis(1));
    Scale scale = new Scale(from, until, now);
    List<DeviceTime> devices = timeline.devices();
    return Optional.of(
        new TimelineView(
            sweep,
            devices.stream().limit(ROWS).map(device -> row(device, spans, scale)).toList(),
            Math.max(0, devices.size() - ROWS),
            TimeView.of(from, now),
            TimeView.of(until, now),
            timeline.total() - spans.size(),
            entries(spans, now)));
  }

  private static RowView row(DeviceTime device, List<AttemptSpan> spans, Scale scale) {
    List<Instant> lanes = new ArrayList<>();
    List<BarView> bars = new ArrayList<>();
    for (AttemptSpan span : spans) {
      if (span.devices().contains(device.device())) {
        bars.add(scale.bar(span, LANE * lane(lanes, span, scale.now())));
      }
    }
    String busy =
        "%s, %s"
            .formatted(
                Figures.count(device.attempts(), "attempt"), Figures.duration(device.busy()));
    return new RowView(device.device(), busy, LANE * Math.max(1, lanes.size()), bars);
  }

  /** The first lane that is free again, each known by the end of its last bar. */
  private static int lane(List<Instant> lanes, AttemptSpan span, Instant now) {
    Instant end = span.ended().orElse(now);
    for (int lane = 0; lane < lanes.size(); lane++) {
      if (!lanes.get(lane).isAfter(span.started())) {
        lanes.set(lane, end);
        return lane;
      }
    }
    lanes.add(end);
    return lanes.size() - 1;
  }

  private static List<EntryView> entries(List<AttemptSpan> spans, Instant now) {
    List<EntryView> entries = new ArrayList<>();
    for (int i = spans.size() - 1; i >= 0; i--) {
      AttemptSpan span = spans.get(i);
      entries.add(
          new EntryView(
              span.attempt().trial(),
              span.attempt().number(),
              String.join(", ", span.devices()),
              outcome(span),
              TimeView.of(span.started(), now),
              SpanView.of(Optional.of(span.started()), span.ended(), now)));
    }
    return entries;
  }

  private static String outcome(AttemptSpan span) {
    return span.cause().map(Cause::word).orElse("running");
  }

  /** From moments to places. */
  private record Scale(Instant from, Instant until, Instant now) {
    BarView bar(AttemptSpan span, int y) {
      double start = place(span.started());
      double width = Math.max(THINNEST, place(span.ended().orElse(now)) - start);
      Duration time = Duration.between(span.started(), span.ended().orElse(now));
      String title =
          "trial %d, attempt %d: %s, %s"
              .formatted(
                  span.attempt().trial(),
                  span.attempt().number(),
                  outcome(span),
                  Figures.duration(time));
      double x = Math.min(start, WIDTH - THINNEST);
      return new BarView(span.attempt().trial(), look(span.cause()), title, x, y, width);
    }

    private double place(Instant moment) {
      double share = (double) millis(moment) / Math.max(1, millis(until));
      return Math.rint(share * WIDTH * 10) / 10;
    }

    private long millis(Instant moment) {
      return Duration.between(from, moment).toMillis();
    }

    private static String look(Optional<Cause> cause) {
      if (cause.isEmpty()) {
        return "running";
      }
      return switch (cause.get()) {
        case COMPLETED -> "completed";
        case STOPPED, PAUSED -> "stopped";
        case INFEASIBLE -> "infeasible";
        case CANCELLED, PREEMPTED -> "cancelled";
        case DIVERGED, CRASH, OOM, TIMEOUT, INFRASTRUCTURE, LOST -> "failed";
      };
    }
  }
}
