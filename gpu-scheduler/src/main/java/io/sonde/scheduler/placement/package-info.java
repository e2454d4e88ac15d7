/**
 * Which waiting job starts on which devices. A state machine without clock, I/O or threads: time
 * comes in as an argument, decisions come out as values. {@code queue} turns them into processes; a
 * simulator on virtual time proves what they promise.
 */
package io.sonde.scheduler.placement;
