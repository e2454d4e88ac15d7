package io.sonde.web.page;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.device.DeviceProcess;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import io.sonde.scheduler.queue.SchedulerStatus.Holder;
import io.sonde.search.report.AttemptId;
import io.sonde.web.document.DeviceDocument;
import io.sonde.web.document.DeviceDocument.State;
import io.sonde.web.port.DeviceDesk;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A device in the list of devices; what is not known is empty.
 *
 * @param mark the state whose mark stands before the words
 * @param aside why it is set aside
 * @param memory its use, for the bar
 * @param others processes of other people
 */
public record DeviceView(
    String id,
    String name,
    String mark,
    String state,
    Optional<String> aside,
    List<HolderView> holders,
    List<String> others,
    Optional<MemoryView> memory,
    String utilisation,
    String temperature) {

  private static final double GIBIBYTE = 1L << 30;
  private static final String UNKNOWN = "–";

  /**
   * Who holds a device.
   *
   * @param page of the trial or the sweep; empty where there is none
   */
  public record HolderView(String name, Optional<String> page, SpanView duration) {}

  /**
   * How full the memory is.
   *
   * @param width of the part that is used, of 100
   */
  public record MemoryView(int width, String text) {}

  static DeviceView of(DeviceStatus one, DeviceDesk desk, Instant now) {
    Device device = one.device();
    State state = DeviceDocument.state(one);
    Optional<Reading> reading = one.reading();
    return new DeviceView(
        device.id(),
        device.name(),
        mark(state),
        state.words(),
        one.aside(),
        one.holders().stream().map(holder -> holder(holder, desk, now)).toList(),
        one.others().stream().map(DeviceView::process).toList(),
        memory(device, reading),
        number(reading.map(Reading::utilisationPercent), " %"),
        number(reading.map(Reading::temperatureCelsius), " °C"));
  }

  /** The devices that a trial holds now, as they are used. */
  static List<DeviceView> heldBy(int sweep, int trial, DeviceDesk desk, Instant now) {
    return desk.status().devices().stream()
        .filter(
            one ->
                one.holders().stream()
                    .flatMap(holder -> desk.attempt(holder.jobId()).stream())
                    .anyMatch(attempt -> attempt.sweep() == sweep && attempt.trial() == trial))
        .map(one -> of(one, desk, now))
        .toList();
  }

  private static String mark(State state) {
    return switch (state) {
      case SET_ASIDE -> "failed";
      case HELD -> "running";
      case IN_USE_BY_OTHERS -> "infeasible";
      case FREE -> "waiting";
    };
  }

  private static HolderView holder(Holder holder, DeviceDesk desk, Instant now) {
    Optional<AttemptId> attempt = desk.attempt(holder.jobId());
    SpanView since = SpanView.of(Optional.of(holder.since()), Optional.empty(), now);
    if (attempt.isPresent()) {
      AttemptId id = attempt.get();
      return new HolderView(
          "sweep %d, trial %d".formatted(id.sweep(), id.trial()),
          Optional.of("/sweeps/%d/trials/%d".formatted(id.sweep(), id.trial())),
          since);
    }
    return new HolderView(holder.owner(), Optional.empty(), since);
  }

  private static String process(DeviceProcess process) {
    String held = process.memoryBytes().isPresent() ? ", " + gibibytes(process) : "";
    return "%s (process %d%s)".formatted(process.name(), process.pid(), held);
  }

  private static String gibibytes(DeviceProcess process) {
    return gibibytes(process.memoryBytes().orElse(0)) + " GiB";
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / GIBIBYTE);
  }

  private static Optional<MemoryView> memory(Device device, Optional<Reading> reading) {
    if (device.memoryBytes() == 0) {
      return Optional.empty();
    }
    OptionalLong used = reading.map(Reading::usedBytes).orElse(OptionalLong.empty());
    String total = gibibytes(device.memoryBytes()) + " GiB";
    if (used.isEmpty()) {
      return Optional.of(new MemoryView(0, total));
    }
    long width = Math.round(100.0 * used.getAsLong() / device.memoryBytes());
    return Optional.of(
        new MemoryView((int) Math.min(100, width), gibibytes(used.getAsLong()) + " of " + total));
  }

  private static String number(Optional<OptionalInt> value, String unit) {
    OptionalInt number = value.orElse(OptionalInt.empty());
    return number.isPresent() ? number.getAsInt() + unit : UNKNOWN;
  }
}
