/**
 * The scheduler itself: which job runs next, and on what. The rooms above use {@link
 * io.sonde.scheduler.queue.Scheduler} and the values it hands out.
 */
package io.sonde.scheduler.queue;
