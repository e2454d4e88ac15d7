package io.sonde.app.server;

import io.sonde.app.home.ClusterRecord;
import io.sonde.app.home.Home;
import io.sonde.app.home.SharedFolder;
import io.sonde.app.program.UserError;
import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.DeviceProbe;
import io.sonde.scheduler.port.LeaseStore;
import io.sonde.scheduler.slurm.SlurmBackend;
import io.sonde.scheduler.slurm.SlurmSettings;
import io.sonde.trial.launch.PythonModule;
import io.sonde.trial.launch.WorkerCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where trials run and what they find there.
 *
 * @param backend runs their jobs
 * @param probes find the devices; none where an engine knows them
 * @param sweeps where they keep logs and models
 * @param worker how worker processes are started there
 * @param python the folder of our Python module
 * @param server where they report
 */
record TrialPlace(
    Backend backend,
    List<DeviceProbe> probes,
    Path sweeps,
    WorkerCommand worker,
    Path python,
    URI server) {

  /**
   * The place that was chosen for a server of this address.
   *
   * @param leases what earlier servers have left, wherever that was
   */
  static TrialPlace of(BackendChoice choice, Home home, URI address, LeaseStore leases) {
    return switch (choice.kind()) {
      case LOCAL -> local(choice, home, choice.reportTo(address));
      case SLURM -> slurm(choice, home, choice.reportTo(address));
      case KUBERNETES -> kubernetes(choice, home, choice.reportTo(address), leases);
    };
  }

  private static TrialPlace local(BackendChoice choice, Home home, URI server) {
    note(choice.kind(), home);
    return new TrialPlace(
        new LocalBackend(home.processes()),
        MachineDevices.probes(choice.slots()),
        home.sweeps(),
        WorkerFiles.command(home),
        PythonModule.into(home.cache().resolve("python")),
        server);
  }

  private static TrialPlace slurm(BackendChoice choice, Home home, URI server) {
    SharedFolder shared = SharedFolder.of(home, choice.shared().orElseThrow());
    WorkerCommand worker = copied(home, shared);
    Path python = PythonModule.into(shared.program().resolve("python"));
    SlurmSettings settings = SlurmSettings.of(shared.jobs(), shared.token(), choice.jobs());
    note(choice.kind(), home);
    return new TrialPlace(
        new SlurmBackend(settings), List.of(), shared.sweeps(), worker, python, server);
  }

  /** The image has a Java of its own, on its PATH. */
  private static TrialPlace kubernetes(
      BackendChoice choice, Home home, URI server, LeaseStore leases) {
    SharedFolder shared = SharedFolder.of(home, choice.shared().orElseThrow());
    WorkerCommand copied = copied(home, shared);
    WorkerCommand worker =
        new WorkerCommand(Path.of("java"), copied.classpath(), copied.nativeCache());
    Path python = PythonModule.into(shared.program().resolve("python"));
    return new TrialPlace(
        new HomeCluster(home, shared.token(), leases).open(choice),
        List.of(),
        shared.sweeps(),
        worker,
        python,
        server);
  }

  /** What is known of a Kubernetes cluster is kept: jobs may still be there. */
  private static void note(BackendChoice.Kind kind, Home home) {
    Optional<ClusterRecord> before = ClusterRecord.read(home);
    if (kind != BackendChoice.Kind.LOCAL || before.isPresent()) {
      before
          .map(record -> record.ranLast(kind.word()))
          .orElseGet(() -> new ClusterRecord(kind.word(), Optional.empty(), List.of()))
          .write(home);
    }
  }

  private static WorkerCommand copied(Home home, SharedFolder shared) {
    try {
      return WorkerFiles.command(home).copiedInto(shared.program());
    } catch (IOException e) {
      throw UserError.surroundings(
          "the program cannot be copied into " + shared.program() + ": " + e.getMessage());
    }
  }
}
