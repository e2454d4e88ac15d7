package io.sonde.trial.launch;

import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Limits;
import io.sonde.search.port.TrialLauncher.Request;
import io.sonde.search.report.AttemptId;
import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.command.CommandLine;
import io.sonde.trial.command.ConfigurationVariables;
import io.sonde.trial.protocol.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Makes the scheduler's jobs for users' processes: their folder, their variables, their command.
 */
final class ProcessJobs {
  /** What a process may write before it is ended; nobody reads more. */
  private static final long MOST_LOG_BYTES = 64L << 20;

  /** Commands read nothing: the pipe that the scheduler keeps open would let some wait for ever. */
  private static final List<String> WITHOUT_INPUT =
      List.of("/bin/sh", "-c", "exec \"$@\" < /dev/null", "sonde-trial");

  /** How the ids of jobs begin. */
  private static final String PREFIX = "trial-";

  private final AttemptCommand command;
  private final RunFolders folders;
  private final Path pythonModule;
  private final Supplier<URI> server;

  ProcessJobs(AttemptCommand command, RunFolders folders, Path pythonModule, Supplier<URI> server) {
    this.command = command;
    this.folders = folders;
    this.pythonModule = pythonModule;
    this.server = server;
  }

  static String id(AttemptId attempt) {
    return PREFIX + attempt;
  }

  /** The attempt that a job of this id runs; empty where it is no job of a process of a user. */
  static Optional<AttemptId> attempt(String id) {
    return id.matches("trial-[1-9][0-9]{0,8}-[0-9]{1,9}-[1-9][0-9]{0,8}")
        ? Optional.of(AttemptId.parse(id.substring(PREFIX.length())))
        : Optional.empty();
  }

  OptionalInt memoryExit() {
    return command.memoryExit();
  }

  Path log(AttemptId attempt) {
    return folders.log(attempt);
  }

  /** Where a process leaves what it measured at its end. */
  Path results(AttemptId attempt) {
    return folders.attempt(attempt).resolve("result.json");
  }

  /** The checkpoint from which an attempt goes on. */
  Optional<Checkpoints.Saved> continuation(Request request) {
    return Continuation.of(folders, request.earlier());
  }

  /**
   * The job of an attempt, whose folder is made.
   *
   * @param from the checkpoint from which it goes on
   * @throws IllegalArgumentException saying why this configuration cannot be run
   * @throws IOException when its folder cannot be written
   */
  Job job(Request request, Optional<Checkpoints.Saved> from) throws IOException {
    SweepSpec spec = request.spec();
    Path folder = Files.createDirectories(folders.attempt(request.attempt()));
    Path config = folder.resolve("configuration.json");
    Files.writeString(config, Json.write(request.configuration().tree()) + "\n");
    CommandLine line = command.line(spec, facts(request, folder, config));
    List<String> arguments = new ArrayList<>(WITHOUT_INPUT);
    arguments.addAll(line.arguments());
    Map<String, String> environment = new HashMap<>(python(line.environment()));
    environment.putAll(variables(request, folder, config));
    from.ifPresent(
        saved -> {
          environment.put("SONDE_CHECKPOINT", saved.folder().toString());
          environment.put("SONDE_CHECKPOINT_STEP", String.valueOf(saved.step()));
        });
    SweepSpec.Resources needs = spec.resources();
    return new Job(
        id(request.attempt()),
        Needs.owner(request.attempt().sweep()),
        arguments,
        environment,
        command.directory(spec),
        folders.log(request.attempt()),
        "",
        Needs.resources(needs),
        new Limits(spec.trial().timeout(), OptionalLong.of(MOST_LOG_BYTES)),
        needs.priority(),
        Optional.empty(),
        needs.engines(),
        Needs.standing(spec, Optional.empty()));
  }

  /** What a job runs, for people. */
  static String commandLine(Job job) {
    return String.join(" ", job.command().subList(WITHOUT_INPUT.size(), job.command().size()));
  }

  private static CommandLine.Facts facts(Request request, Path folder, Path config) {
    return new CommandLine.Facts(
        request.configuration(),
        config.toString(),
        request.attempt().toString(),
        request.attempt().trial(),
        folder.toString(),
        seed(request.seed()));
  }

  /** Python finds our module behind the user's own, and writes lines as they come. */
  private Map<String, String> python(Map<String, String> own) {
    Map<String, String> all = new HashMap<>(own);
    String path =
        Optional.ofNullable(own.get("PYTHONPATH"))
            .or(() -> Optional.ofNullable(System.getenv("PYTHONPATH")))
            .filter(text -> !text.isEmpty())
            .map(text -> text + ":" + pythonModule)
            .orElse(pythonModule.toString());
    all.put("PYTHONPATH", path);
    all.putIfAbsent("PYTHONUNBUFFERED", "1");
    return all;
  }

  private Map<String, String> variables(Request request, Path folder, Path config) {
    Map<String, String> all = new HashMap<>(ConfigurationVariables.of(request.configuration()));
    all.put("SONDE_CONFIG", config.toString());
    all.put("SONDE_URL", server.get().toString());
    all.put("SONDE_TOKEN", request.token());
    all.put("SONDE_ATTEMPT", request.attempt().toString());
    all.put("SONDE_SWEEP", String.valueOf(request.attempt().sweep()));
    all.put("SONDE_TRIAL", String.valueOf(request.attempt().trial()));
    all.put("SONDE_FOLDER", folder.toString());
    all.put("SONDE_SEED", String.valueOf(seed(request.seed())));
    all.put("SONDE_SPLIT_SEED", String.valueOf(seed(request.splitSeed())));
    return all;
  }

  /** Random generators of many libraries take no more than 31 bits. */
  private static int seed(long seed) {
    return Long.hashCode(seed) & Integer.MAX_VALUE;
  }
}
