/**
 * What the scheduler runs: a job, what it needs, what bounds it and how it ended. Plain values that
 * every room above may use; nothing here knows what a trial is.
 */
package io.sonde.scheduler.job;
