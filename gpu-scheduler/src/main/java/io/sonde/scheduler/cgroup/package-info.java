/**
 * Control groups of version 2, as the kernel's {@code cgroup-v2} documentation describes them: one
 * for each job, so that what a job has started is known whole, whatever it did to get away. Only
 * the backend of this machine uses them, and who tells people whether they are there.
 */
package io.sonde.scheduler.cgroup;
