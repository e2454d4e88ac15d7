package io.sonde.web;

import io.sonde.search.port.ArtifactReader;
import io.sonde.search.port.EventFeed;
import io.sonde.search.port.InsightReader;
import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.WorkerDesk;
import io.sonde.web.port.DeviceDesk;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the server reads and drives.
 *
 * @param schema the JSON Schema of specs, as JSON text
 * @param version of the program, for people
 * @param clock what ages and running times are counted by
 */
public record WebPorts(
    SweepReader reader,
    InsightReader insights,
    ArtifactReader artifacts,
    SweepControl control,
    ReportInbox inbox,
    WorkerDesk desk,
    EventFeed feed,
    DeviceDesk devices,
    Supplier<String> schema,
    String version,
    Clock clock) {}
