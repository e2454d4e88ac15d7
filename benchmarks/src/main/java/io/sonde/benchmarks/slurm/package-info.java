/** What jobs in a Slurm cluster cost the server that follows them. */
package io.sonde.benchmarks.slurm;
