package io.sonde.search.event;

import java.time.Instant;

/**
 * A change with its place in the one order of all changes of a store.
 *
 * @param sequence rising by one over all sweeps of a store, from 1; the event id of live streams
 */
public record SweepEvent(long sequence, int sweep, Instant at, Change change) {}
