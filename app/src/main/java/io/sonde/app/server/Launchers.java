package io.sonde.app.server;

import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.port.WorkerDesk;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.TokenKey;
import io.sonde.search.sweep.LeasedTrials;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.diagnosis.DiagnosedTrials;
import io.sonde.trial.kind.ClassKind;
import io.sonde.trial.kind.CommandKind;
import io.sonde.trial.kind.NetworkKind;
import io.sonde.trial.launch.AttemptReports;
import io.sonde.trial.launch.LaunchersByKind;
import io.sonde.trial.launch.NetworkLauncher;
import io.sonde.trial.launch.ProcessLauncher;
import io.sonde.trial.launch.UserClass;
import io.sonde.trial.launch.UserCommand;
import io.sonde.trial.launch.WorkerCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What runs trials of each kind on one scheduler.
 *
 * @param trials for the sweeps, and where what trials report comes in
 * @param desk where the workers of networks ask for work
 * @param attempts what a job of the scheduler runs at this moment, by the job's id
 * @param settle no attempt of an earlier server will be taken up any more; completes once the
 *     scheduler has all that were
 */
record Launchers(
    DiagnosedTrials trials,
    WorkerDesk desk,
    Function<String, Optional<AttemptId>> attempts,
    Supplier<CompletableFuture<Void>> settle) {

  static Launchers of(
      TrialPlace place,
      Scheduler scheduler,
      AttemptReports reports,
      TokenKey key,
      OpenParts parts) {
    WorkerCommand java = place.worker();
    Path sweeps = place.sweeps();
    Path python = place.python();
    NetworkLauncher networks =
        parts.add(new NetworkLauncher(scheduler, java, sweeps, place::server, key));
    ProcessLauncher commands =
        parts.add(
            new ProcessLauncher(
                scheduler, new UserCommand(), reports, sweeps, python, place::server));
    ProcessLauncher classes =
        parts.add(
            new ProcessLauncher(
                scheduler, new UserClass(java), reports, sweeps, python, place::server));
    TrialLauncher byKind =
        new LaunchersByKind(
            Map.of(
                NetworkKind.NAME,
                networks,
                CommandKind.NAME,
                commands,
                ClassKind.NAME,
                classes,
                ExternalKind.NAME,
                parts.add(new LeasedTrials(Clock.systemUTC()))));
    return new Launchers(
        parts.add(new DiagnosedTrials(scheduler, byKind, reports, new RunFolders(sweeps))),
        networks,
        job -> networks.attempt(job).or(() -> ProcessLauncher.attempt(job)),
        () -> CompletableFuture.allOf(networks.settle(), commands.settle(), classes.settle()));
  }
}
