package io.sonde.web;

import io.sonde.search.port.AnalysisReader;
import io.sonde.search.port.ArtifactReader;
import io.sonde.search.port.AskDesk;
import io.sonde.search.port.EventFeed;
import io.sonde.search.port.InsightReader;
import io.sonde.search.port.NoteStore;
import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.SpaceReader;
import io.sonde.search.port.StructureReader;
import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.WorkerDesk;
import io.sonde.web.metrics.Metrics;
import io.sonde.web.port.AccessStore;
import io.sonde.web.port.ConnectionUse;
import io.sonde.web.port.DeviceDesk;
import io.sonde.web.port.ExampleSpecs;
import io.sonde.web.port.Readiness;
import io.sonde.web.webhook.Webhooks;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the server reads and drives.
 *
 * @param connections how those to the database are used at this moment
 * @param schema the JSON Schema of specs, as JSON text
 * @param version of the program, for people
 * @param clock what ages and running times are counted by
 */
public record WebPorts(
    SweepReader reader,
    InsightReader insights,
    AnalysisReader analysis,
    SpaceReader spaces,
    StructureReader structures,
    ArtifactReader artifacts,
    SweepControl control,
    ReportInbox inbox,
    WorkerDesk desk,
    AskDesk external,
    EventFeed feed,
    DeviceDesk devices,
    ExampleSpecs examples,
    NoteStore notes,
    AccessStore access,
    Webhooks webhooks,
    Readiness readiness,
    Metrics metrics,
    Supplier<ConnectionUse> connections,
    Supplier<String> schema,
    String version,
    Clock clock) {}
