package io.sonde.trial.worker.user;

import io.sonde.search.report.AttemptId;
import io.sonde.trial.protocol.Json;
import io.sonde.trial.protocol.ServerClient;
import io.sonde.trial.protocol.WorkerSession;
import io.sonde.trial.user.TrialContext.Saved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the launcher tells a user's process by its variables.
 *
 * @param configuration the tree
 * @param saved the checkpoint to go on from
 */
record Surroundings(
    Map<String, Object> configuration,
    AttemptId attempt,
    String token,
    ServerClient server,
    Path folder,
    long seed,
    long splitSeed,
    Optional<Saved> saved) {

  /** Reads the variables. Throws {@link IllegalArgumentException} for one that is not there. */
  static Surroundings of(Map<String, String> variables) {
    AttemptId attempt = AttemptId.parse(get(variables, "SONDE_ATTEMPT"));
    WorkerSession session =
        new WorkerSession(
            URI.create(get(variables, "SONDE_URL")),
            attempt.toString(),
            get(variables, "SONDE_TOKEN"));
    return new Surroundings(
        configuration(Path.of(get(variables, "SONDE_CONFIG"))),
        attempt,
        session.token(),
        new ServerClient(session, ServerClient.PATIENCE),
        Path.of(get(variables, "SONDE_FOLDER")),
        Long.parseLong(get(variables, "SONDE_SEED")),
        Long.parseLong(get(variables, "SONDE_SPLIT_SEED")),
        Optional.ofNullable(variables.get("SONDE_CHECKPOINT"))
            .map(
                folder ->
                    new Saved(
                        Integer.parseInt(get(variables, "SONDE_CHECKPOINT_STEP")),
                        Path.of(folder))));
  }

  private static String get(Map<String, String> variables, String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the variable " + name + " is not set; Sonde starts this process, nobody else");
    }
    return value;
  }

  private static Map<String, Object> configuration(Path file) {
    try {
      return Json.map(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the configuration cannot be read: " + file, e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "attempt " + attempt;
  }
}
