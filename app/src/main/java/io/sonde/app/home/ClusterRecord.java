package io.sonde.app.home;

import io.sonde.app.program.UserError;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where trials of a home have run in clusters, as its last server wrote it down. It outlives the
 * server, for so do jobs in a cluster.
 *
 * @param backend where trials ran last, as on the command line
 * @param api the address of the Kubernetes cluster used last, without a slash at its end; empty
 *     where none ever was
 * @param namespaces where jobs may be in that cluster, the usual one first; none exactly where
 *     there is no address
 */
public record ClusterRecord(String backend, Optional<String> api, List<String> namespaces) {
  /** Those of a home that names none. */
  public static final List<String> USUAL_NAMESPACES = List.of("default");

  private static final String COMMENT =
      " Where trials of this home run in a cluster; see docs/kubernetes.md before you change it.";

  public ClusterRecord {
    if (backend.isBlank()) {
      throw new IllegalArgumentException("a backend has a name, got \"" + backend + "\"");
    }
    api = api.map(address -> address.replaceAll("/+$", "")).filter(Predicate.not(String::isBlank));
    namespaces = List.copyOf(namespaces);
    if (api.isEmpty() != namespaces.isEmpty()) {
      throw new IllegalArgumentException(
          "an address goes with namespaces, got %s with %s".formatted(api, namespaces));
    }
  }

  /** Of a home that uses these namespaces of a Kubernetes cluster. */
  public static ClusterRecord kubernetes(String api, List<String> namespaces) {
    return new ClusterRecord("kubernetes", Optional.of(api), namespaces);
  }

  /**
   * Reads the record; empty where no cluster was ever used.
   *
   * @throws UserError when there is one that cannot be read
   */
  public static Optional<ClusterRecord> read(Home home) {
    Path file = home.clusterRecord();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return Optional.of(
          new ClusterRecord(
              properties.getProperty("backend", ""),
              Optional.ofNullable(properties.getProperty("api")),
              namespaces(properties.getProperty("namespaces", ""))));
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.surroundings("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static List<String> namespaces(String text) {
    List<String> names = new ArrayList<>(List.of(text.strip().split("\\s*,\\s*", -1)));
    names.removeIf(String::isEmpty);
    return names;
  }

  /**
   * Writes the record at once and whole; it is on disk when this returns.
   *
   * @throws UserError when that cannot be
   */
  public void write(Home home) {
    Properties properties = new Properties();
    properties.setProperty("backend", backend);
    api.ifPresent(address -> properties.setProperty("api", address));
    properties.setProperty("namespaces", String.join(",", namespaces));
    StringWriter text = new StringWriter();
    try {
      properties.store(text, COMMENT);
      PrivateFile.write(home.clusterRecord(), text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw UserError.surroundings(
          "cannot write %s: %s".formatted(home.clusterRecord(), e.getMessage()));
    }
  }

  /** The same for a home whose trials run elsewhere now. */
  public ClusterRecord ranLast(String elsewhere) {
    return new ClusterRecord(elsewhere, api, namespaces);
  }

  /** The same where jobs may still be in these namespaces as well. */
  public ClusterRecord with(List<String> more) {
    Set<String> all = new LinkedHashSet<>(namespaces);
    all.addAll(more);
    return new ClusterRecord(backend, api, List.copyOf(all));
  }
}
