package io.sonde.app.server;

import io.sonde.app.program.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where trials run.
 *
 * @param kind this machine, or a cluster
 * @param slots how many trials without GPUs this machine takes at a time, at least 1; empty for one
 *     per processor core, and for a cluster
 * @param shared the folder by which code, data and results reach a cluster's nodes; there exactly
 *     for a cluster
 * @param advertise where trials report; empty for the server's own address
 * @param jobs how many jobs a cluster has of us at a time, at least 1
 * @param namespaces where jobs on Kubernetes may run, the usual one first
 * @param image what they run in unless their spec says
 */
public record BackendChoice(
    Kind kind,
    OptionalInt slots,
    Optional<Path> shared,
    Optional<URI> advertise,
    int jobs,
    List<String> namespaces,
    Optional<String> image) {

  /** How many jobs a cluster has of us at a time unless it is said. */
  public static final int JOBS = 100;

  private static final int MOST_SLOTS = 1000;

  /** The backends there are. */
  public enum Kind {
    /** This machine. */
    LOCAL,
    /** A Slurm cluster, by its commands. */
    SLURM,
    /** A Kubernetes cluster, by its API. */
    KUBERNETES;

    /** As it is written on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public BackendChoice {
    if (kind != Kind.LOCAL && shared.isEmpty()) {
      throw UserError.wrongInput(
          "--backend %s needs --shared DIR, a folder that trials there see under the same path"
              .formatted(kind.word()));
    }
    if (kind != Kind.LOCAL && slots.isPresent()) {
      throw UserError.wrongInput(
          "--slots is for trials on this machine; for a cluster say --jobs instead");
    }
    if (slots.isPresent() && (slots.getAsInt() < 1 || slots.getAsInt() > MOST_SLOTS)) {
      throw UserError.wrongInput(
          "--slots expects a number from 1 to %d, got %d".formatted(MOST_SLOTS, slots.getAsInt()));
    }
    if (kind == Kind.LOCAL && shared.isPresent()) {
      throw UserError.wrongInput(
          "--shared is for a cluster; say --backend slurm or --backend kubernetes as well");
    }
    namespaces = List.copyOf(namespaces);
    if (kind != Kind.KUBERNETES && (!namespaces.isEmpty() || image.isPresent())) {
      throw UserError.wrongInput("--namespace and --image are for --backend kubernetes");
    }
    if (jobs < 1) {
      throw UserError.wrongInput("--jobs expects at least 1, got " + jobs);
    }
    advertise.ifPresent(BackendChoice::requireAddress);
  }

  /** On this machine. */
  public static BackendChoice local() {
    return new BackendChoice(
        Kind.LOCAL,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        JOBS,
        List.of(),
        Optional.empty());
  }

  private static void requireAddress(URI address) {
    boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!http || address.getHost() == null || !address.getPath().matches("/?")) {
      throw UserError.wrongInput(
          "--advertise expects an address such as http://login1:8080, got " + address);
    }
  }

  /** Where trials report to a server whose own address is this; its port unless one is named. */
  URI reportTo(URI own) {
    if (advertise.isEmpty()) {
      return own;
    }
    URI address = advertise.get();
    boolean named = address.getPort() >= 0 || "https".equals(address.getScheme());
    String port = named ? "" : ":" + own.getPort();
    return URI.create(address.getScheme() + "://" + address.getRawAuthority() + port);
  }

  /** Refuses a cluster whose pods cannot reach a server that listens on this host. */
  void requireReachable(String host) {
    boolean named = !Set.of("127.0.0.1", "localhost", "::1", "0.0.0.0", "::").contains(host);
    if (kind == Kind.KUBERNETES && advertise.isEmpty() && !named) {
      throw UserError.wrongInput(
          "--backend kubernetes needs --advertise URL, the address at which pods reach this server,"
              + " for --host is "
              + host);
    }
  }

  /** What will most likely not work, in a sentence; empty where nothing is wrong. */
  Optional<String> doubt(URI own) {
    boolean loopback = own.getHost().equals("127.0.0.1") || own.getHost().equals("localhost");
    return kind != Kind.LOCAL && loopback && advertise.isEmpty()
        ? Optional.of(
            "Trials report to %s, which only this machine reaches; for other nodes give --host and --advertise."
                .formatted(own))
        : Optional.empty();
  }
}
