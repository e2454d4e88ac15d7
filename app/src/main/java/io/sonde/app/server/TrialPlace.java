package io.sonde.app.server;

import io.sonde.app.home.Home;
import io.sonde.app.home.SharedFolder;
import io.sonde.app.program.UserError;
import io.sonde.scheduler.kubernetes.KubernetesBackend;
import io.sonde.scheduler.kubernetes.KubernetesSettings;
import io.sonde.scheduler.kubernetes.UnusableClusterException;
import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.DeviceProbe;
import io.sonde.scheduler.slurm.SlurmBackend;
import io.sonde.scheduler.slurm.SlurmSettings;
import io.sonde.trial.launch.PythonModule;
import io.sonde.trial.launch.WorkerCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

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

  /** The place that was chosen for a server of this address. */
  static TrialPlace of(BackendChoice choice, Home home, URI address) {
    return switch (choice.kind()) {
      case LOCAL -> local(choice, home, choice.reportTo(address));
      case SLURM -> slurm(choice, home, choice.reportTo(address));
      case KUBERNETES -> kubernetes(choice, home, choice.reportTo(address));
    };
  }

  private static TrialPlace local(BackendChoice choice, Home home, URI server) {
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
    return new TrialPlace(
        new SlurmBackend(settings), List.of(), shared.sweeps(), worker, python, server);
  }

  /** The image has a Java of its own, on its PATH. */
  private static TrialPlace kubernetes(BackendChoice choice, Home home, URI server) {
    SharedFolder shared = SharedFolder.of(home, choice.shared().orElseThrow());
    WorkerCommand copied = copied(home, shared);
    WorkerCommand worker =
        new WorkerCommand(Path.of("java"), copied.classpath(), copied.nativeCache());
    Path python = PythonModule.into(shared.program().resolve("python"));
    List<String> namespaces =
        choice.namespaces().isEmpty() ? List.of("default") : choice.namespaces();
    return new TrialPlace(
        connected(choice, namespaces, shared.token()),
        List.of(),
        shared.sweeps(),
        worker,
        python,
        server);
  }

  private static Backend connected(
      BackendChoice choice, List<String> namespaces, String installation) {
    try {
      return KubernetesBackend.connect(
          KubernetesSettings.of(
              "kubernetes-" + installation,
              installation,
              namespaces,
              choice.jobs(),
              choice.image()));
    } catch (IllegalArgumentException e) {
      throw UserError.wrongInput("--backend kubernetes: " + e.getMessage());
    } catch (UnusableClusterException e) {
      throw UserError.surroundings("--backend kubernetes: " + e.getMessage());
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
