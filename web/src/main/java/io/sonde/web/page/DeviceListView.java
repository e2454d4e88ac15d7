package io.sonde.web.page;

import io.sonde.scheduler.queue.SchedulerStatus;
import io.sonde.web.document.DeviceDocument;
import io.sonde.web.port.DeviceDesk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The devices and those who wait for them.
 *
 * @param problems what is wrong, sentences
 * @param control how jobs are held together here, a sentence
 * @param sequence up to which events are in it
 */
public record DeviceListView(
    List<DeviceView> rows,
    List<QueueView> waiting,
    List<String> problems,
    Optional<String> control,
    long sequence) {

  /** Jobs of one owner that wait for one reason. */
  public record QueueView(String owner, int jobs, String reason, SpanView since) {}

  static DeviceListView read(DeviceDesk desk, long sequence, Instant now) {
    SchedulerStatus status = desk.status();
    List<QueueView> waiting = new ArrayList<>();
    DeviceDocument.queues(status)
        .forEach(
            (queue, jobs) ->
                waiting.add(
                    new QueueView(
                        queue.owner(),
                        jobs.count(),
                        queue.reason(),
                        SpanView.of(Optional.of(jobs.since()), Optional.empty(), now))));
    return new DeviceListView(
        status.devices().stream().map(one -> DeviceView.of(one, desk, now)).toList(),
        waiting,
        status.problems(),
        status.control(),
        sequence);
  }
}
