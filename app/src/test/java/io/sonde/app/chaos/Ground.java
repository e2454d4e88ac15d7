package io.sonde.app.chaos;

import io.sonde.scheduler.slurm.RealSlurm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Where the trials run, and what else can be killed there. */
interface Ground {
  /** The options of a server whose trials run here. */
  List<String> serverOptions();

  /** What the server's environment needs. */
  Map<String, String> environment();

  /** What a spec says of its resources, a line. */
  String resources();

  /** What can be killed here. */
  List<Strike> strikes();

  /** Kills a daemon and, after a moment, starts it again; answers which. */
  String strikeDaemon(RandomGenerator random) throws InterruptedException;

  /** Asserts that nothing of a sweep remains here. */
  void assertClean();

  /** This machine. */
  static Ground here() {
    return new Here();
  }

  /** A real Slurm, by a folder that its nodes share. */
  static Ground on(RealSlurm slurm, Path shared) {
    return new OnSlurm(slurm, shared);
  }

  /** This machine. */
  record Here() implements Ground {
    @Override
    public List<String> serverOptions() {
      return List.of();
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public String resources() {
      return "resources: {cpus: 1}";
    }

    @Override
    public List<Strike> strikes() {
      return List.of(
          Strike.SERVER, Strike.SERVER, Strike.TRIAL, Strike.TRIAL, Strike.TRIAL, Strike.DATABASE);
    }

    @Override
    public String strikeDaemon(RandomGenerator random) {
      throw new IllegalStateException("there is no daemon here");
    }

    @Override
    public void assertClean() {
      // Nothing runs here but the home's own processes, which are looked for anyway.
    }
  }

  /** A real Slurm of three nodes. */
  record OnSlurm(RealSlurm slurm, Path shared) implements Ground {
    private static final List<String> DAEMONS = List.of("slurmctld", "n1", "n2", "n3");

    @Override
    public List<String> serverOptions() {
      return List.of("--backend", "slurm", "--shared", shared.toString());
    }

    @Override
    public Map<String, String> environment() {
      return Map.of("SLURM_CONF", slurm.environment().get("SLURM_CONF"));
    }

    @Override
    public String resources() {
      return "resources: {cpus: 1, slurm: {partition: short, time: 4m}}";
    }

    @Override
    public List<Strike> strikes() {
      return List.of(Strike.SERVER, Strike.TRIAL, Strike.TRIAL, Strike.DAEMON, Strike.DATABASE);
    }

    @Override
    public String strikeDaemon(RandomGenerator random) throws InterruptedException {
      String daemon = DAEMONS.get(random.nextInt(DAEMONS.size()));
      slurm.kill(daemon);
      Thread.sleep(random.nextInt(200, 3_000));
      slurm.startAgain(daemon);
      return daemon;
    }

    @Override
    public void assertClean() {
      String queue = slurm.run("squeue", "--noheader", "--format=%j|%T");
      if (!queue.isEmpty()) {
        throw new AssertionError("jobs are left in Slurm's queue:\n" + queue);
      }
    }
  }
}
