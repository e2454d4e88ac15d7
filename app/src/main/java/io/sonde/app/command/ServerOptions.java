package io.sonde.app.command;

import io.sonde.app.program.UserError;
import io.sonde.app.server.BackendChoice;
import io.sonde.app.server.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that start a server: where it listens, and where trials run. */
final class ServerOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "the address to listen on (default: ${DEFAULT-VALUE}); beyond loopback only with an admin"
              + " token in the environment variable SONDE_TOKEN")
  private String host;

  @Option(names = "--port", paramLabel = "N", description = PortText.DESCRIPTION)
  private @Nullable Integer port;

  @Option(
      names = "--backend",
      paramLabel = "WHERE",
      defaultValue = "local",
      description = "where trials run: local (this machine, the default), slurm or kubernetes")
  private String backend;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "on this machine: how many trials without GPUs run at a time, if each takes one CPU"
              + " (default: one per processor core)")
  private @Nullable Integer slots;

  @Option(
      names = "--shared",
      paramLabel = "DIR",
      description = "with a cluster: a folder that its nodes see under the same path")
  private @Nullable Path shared;

  @Option(
      names = "--advertise",
      paramLabel = "URL",
      description =
          "where trials report (default: the server's own address, which pods do not reach"
              + " unless --host names it)")
  private @Nullable URI advertise;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "" + BackendChoice.JOBS,
      description = "how many jobs a cluster has of us at a time (default: ${DEFAULT-VALUE})")
  private int jobs;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      split = ",",
      description = "with Kubernetes: where jobs may run, the usual one first (default: default)")
  private List<String> namespaces = List.of();

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "with Kubernetes: what trials run in whose spec names no image")
  private @Nullable String image;

  /** The settings of a server in this home. Throws {@link UserError} for wrong options. */
  ServerSettings settings(HomeOptions home) {
    BackendChoice choice =
        new BackendChoice(
            kind(),
            slots == null ? OptionalInt.empty() : OptionalInt.of(slots),
            Optional.ofNullable(shared),
            Optional.ofNullable(advertise),
            jobs,
            namespaces,
            Optional.ofNullable(image));
    return new ServerSettings(
        home.home(), home.database(), host, PortText.checked(port), HomeOptions.token(), choice);
  }

  private BackendChoice.Kind kind() {
    return Arrays.stream(BackendChoice.Kind.values())
        .filter(kind -> kind.word().equals(backend))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.wrongInput(
                    "--backend expects one of "
                        + Arrays.stream(BackendChoice.Kind.values())
                            .map(BackendChoice.Kind::word)
                            .collect(Collectors.joining(", "))
                        + ", got "
                        + backend));
  }
}
