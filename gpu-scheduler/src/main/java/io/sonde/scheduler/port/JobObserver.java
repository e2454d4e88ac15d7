package io.sonde.scheduler.port;

/** Is told by a backend what becomes of a job. */
public interface JobObserver {

  /**
   * The job has a process, and nothing of the job's command runs before this returns: time to take
   * its lease, with the identity. Called in {@link Backend#submit} or {@link Backend#prepare}, in
   * the thread of their caller. An exception from here is thrown on to that caller; a process
   * started for the job is then discarded, and nothing more is told of it.
   */
  void identified(String jobId, ProcessIdentity process);

  /**
   * The job is in another phase: it runs, or it has ended and nothing of it is left. The latter is
   * told exactly once. May be called in any thread, also within {@link Backend#submit}; must return
   * soon.
   */
  void observed(Observation observation);
}
