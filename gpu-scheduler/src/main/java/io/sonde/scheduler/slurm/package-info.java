/**
 * Runs jobs on a Slurm cluster by its own commands, in their text formats, which are alike in all
 * its versions: {@code sbatch}, one {@code squeue} for all jobs a poll, {@code sacct} for what has
 * vanished from it without a word, {@code scancel}. A job is known by its name, which is made of a
 * token of this installation and the job's id; Slurm's own numbers are used again after a crash of
 * its controller and serve for one answer at a time. The composition root makes a {@link
 * io.sonde.scheduler.slurm.SlurmBackend}; everyone else knows the port only.
 */
package io.sonde.scheduler.slurm;
