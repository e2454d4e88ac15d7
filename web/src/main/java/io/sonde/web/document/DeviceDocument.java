package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.device.DeviceProcess;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.queue.SchedulerStatus;
import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import io.sonde.scheduler.queue.SchedulerStatus.Holder;
import io.sonde.scheduler.queue.SchedulerStatus.Waiting;
import io.sonde.search.report.AttemptId;
import io.sonde.web.port.DeviceDesk;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The devices as JSON, with those who hold them and those who wait. */
public final class DeviceDocument {
  private DeviceDocument() {}

  /** All devices, in their order. */
  public static ObjectNode of(DeviceDesk desk) {
    SchedulerStatus status = desk.status();
    ObjectNode node = Json.object();
    ArrayNode devices = node.putArray("devices");
    status.devices().forEach(one -> devices.add(device(one, desk)));
    ArrayNode waiting = node.putArray("waiting");
    queues(status).forEach((queue, jobs) -> waiting.add(waiting(queue, jobs)));
    ArrayNode problems = node.putArray("problems");
    status.problems().forEach(problems::add);
    node.put("process_control", status.control().orElse(null));
    return node;
  }

  private static ObjectNode device(DeviceStatus one, DeviceDesk desk) {
    Device device = one.device();
    ObjectNode node = Json.object();
    node.put("device", device.id());
    node.put("kind", kind(device));
    node.put("name", device.name());
    node.put("state", state(one).word());
    node.put("set_aside", one.aside().orElse(null));
    node.put("compute_capability", device.computeCapability().orElse(null));
    node.put("memory_bytes", device.memoryBytes() > 0 ? device.memoryBytes() : null);
    Optional<Reading> reading = one.reading();
    put(node, "memory_used_bytes", reading.map(Reading::usedBytes));
    put(node, "memory_free_bytes", reading.map(Reading::freeBytes));
    put(
        node,
        "utilisation_percent",
        reading.map(Reading::utilisationPercent).map(DeviceDocument::wide));
    put(
        node,
        "temperature_celsius",
        reading.map(Reading::temperatureCelsius).map(DeviceDocument::wide));
    ArrayNode holders = node.putArray("holders");
    one.holders().forEach(holder -> holders.add(holder(holder, desk)));
    ArrayNode others = node.putArray("others");
    one.others().forEach(process -> others.add(process(process)));
    return node;
  }

  private static void put(ObjectNode node, String key, Optional<OptionalLong> value) {
    OptionalLong number = value.orElse(OptionalLong.empty());
    node.put(key, number.isPresent() ? number.getAsLong() : null);
  }

  private static OptionalLong wide(OptionalInt value) {
    return value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty();
  }

  private static ObjectNode holder(Holder holder, DeviceDesk desk) {
    ObjectNode node = Json.object();
    Optional<AttemptId> attempt = desk.attempt(holder.jobId());
    node.put("job", holder.jobId());
    node.put("owner", holder.owner());
    node.put("sweep", attempt.map(AttemptId::sweep).orElse(null));
    node.put("trial", attempt.map(AttemptId::trial).orElse(null));
    node.put("attempt", attempt.map(AttemptId::number).orElse(null));
    node.put("since", Json.time(holder.since()));
    return node;
  }

  private static ObjectNode process(DeviceProcess process) {
    ObjectNode node = Json.object();
    node.put("pid", process.pid()).put("name", process.name());
    put(node, "memory_bytes", Optional.of(process.memoryBytes()));
    return node;
  }

  private static ObjectNode waiting(Queue queue, Jobs jobs) {
    ObjectNode node = Json.object();
    node.put("owner", queue.owner()).put("reason", queue.reason());
    node.put("jobs", jobs.count());
    return node.put("since", Json.time(jobs.since()));
  }

  /** What a device is: {@code gpu}, {@code mig}, {@code cpu_slot} or {@code node}. */
  public static String kind(Device device) {
    return device.slice() ? "mig" : device.kind().name().toLowerCase(Locale.ROOT);
  }

  /** How a device stands; the first that is so, in this order. */
  public enum State {
    /** It gets no more jobs; one may still hold it. */
    SET_ASIDE("set aside"),
    /** Jobs hold it. */
    HELD("held"),
    /** Processes of others are on it. */
    IN_USE_BY_OTHERS("in use by others"),
    /** Neither. */
    FREE("free");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** For programs, such as {@code set_aside}. */
    public String word() {
      return words.replace(' ', '_');
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** How a device stands. */
  public static State state(DeviceStatus one) {
    if (one.aside().isPresent()) {
      return State.SET_ASIDE;
    } else if (!one.holders().isEmpty()) {
      return State.HELD;
    }
    return one.foreignBytes() > 0 || !one.others().isEmpty() ? State.IN_USE_BY_OTHERS : State.FREE;
  }

  /** Jobs of one owner that wait for one reason. */
  public record Queue(String owner, String reason) {}

  /**
   * How many wait.
   *
   * @param since when the first of them was submitted
   */
  public record Jobs(int count, Instant since) {}

  /** Those who wait, the next first. */
  public static Map<Queue, Jobs> queues(SchedulerStatus status) {
    Map<Queue, Jobs> queues = new LinkedHashMap<>();
    for (Waiting job : status.queue()) {
      queues.merge(
          new Queue(job.owner(), job.reason()),
          new Jobs(1, job.since()),
          (a, b) ->
              new Jobs(
                  a.count() + b.count(), a.since().isBefore(b.since()) ? a.since() : b.since()));
    }
    return queues;
  }
}
