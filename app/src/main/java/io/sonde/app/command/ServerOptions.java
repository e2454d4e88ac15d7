package io.sonde.app.command;

import io.sonde.app.log.LogFormat;
import io.sonde.app.log.ProgramLog;
import io.sonde.app.program.UserError;
import io.sonde.app.server.BackendChoice;
import io.sonde.app.server.ServerSettings;
import io.sonde.web.webhook.TargetRules;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that start a server: where it listens, and where trials run. */
final class ServerOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "the address to listen on (default: ${DEFAULT-VALUE}); beyond loopback only with an admin"
              + " token, made by 'sonde token create' or set in SONDE_TOKEN")
  private String host;

  @Option(
      names = "--proxy",
      paramLabel = "ADDRESS",
      split = ",",
      description =
          "the address of a reverse proxy in front of the server, which is believed what it says in"
              + " X-Forwarded-For and X-Forwarded-Proto")
  private List<String> proxies = List.of();

  @Option(
      names = "--webhook-allow",
      paramLabel = "PLACE",
      split = ",",
      description =
          "a host, an address or a block such as 10.0.0.0/8 that webhooks may call although it is"
              + " not of the public internet, also by plain http")
  private List<String> webhookTargets = List.of();

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

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description =
          "how the log in HOME/logs is written: text (the default) or json, an object on each line"
              + " (default: SONDE_LOG_FORMAT)")
  private @Nullable String logFormat;

  @Mixin private RetentionOptions retention;

  /** The settings of a server in this home. Throws {@link UserError} for wrong options. */
  ServerSettings settings(HomeOptions home) {
    ProgramLog.into(home.home(), logFormat());
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
        home.home(),
        home.database(),
        host,
        PortText.checked(port),
        HomeOptions.token(),
        Set.copyOf(proxies),
        targets(),
        choice,
        retention.choice());
  }

  private LogFormat logFormat() {
    Optional<String> word =
        Optional.ofNullable(logFormat)
            .or(() -> Optional.ofNullable(System.getenv("SONDE_LOG_FORMAT")))
            .filter(text -> !text.isBlank());
    try {
      return word.map(LogFormat::of).orElse(LogFormat.TEXT);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongInput("--log-format: " + e.getMessage());
    }
  }

  private TargetRules targets() {
    try {
      return new TargetRules(webhookTargets);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongInput("--webhook-allow: " + e.getMessage());
    }
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
