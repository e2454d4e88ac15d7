package io.sonde.app.home;

import io.sonde.app.program.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a home keeps where a cluster's nodes see it under the same path. Several homes can share one
 * folder: each has a part of it, named by a token that tells its jobs from those of others as well.
 *
 * @param part absolute
 */
public record SharedFolder(Path part) {
  private static final String PREFIX = "sonde-";
  private static final int TOKEN_BYTES = 4;

  /** The one that this home has had since it first used a cluster; empty where it never did. */
  static Optional<SharedFolder> of(Home home) {
    try {
      return Files.exists(home.sharedFolder())
          ? Optional.of(new SharedFolder(Path.of(Files.readString(home.sharedFolder()).strip())))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + home.sharedFolder(), e);
    }
  }

  /**
   * The home's part of a shared folder, made where it is missing.
   *
   * @throws UserError where it cannot be written, or the home's results lie elsewhere
   */
  public static SharedFolder of(Home home, Path shared) {
    Path whole = shared.toAbsolutePath().normalize();
    Optional<SharedFolder> present = of(home);
    if (present.isPresent()) {
      if (!whole.equals(present.get().part().getParent())) {
        throw UserError.wrongInput(
            "--shared: the home %s keeps its results in %s; name that folder, or another home"
                .formatted(home.folder(), present.get().part().getParent()));
      }
      return present.get();
    }
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    SharedFolder fresh = new SharedFolder(whole.resolve(PREFIX + HexFormat.of().formatHex(token)));
    try {
      Files.createDirectories(fresh.sweeps());
      Files.writeString(home.sharedFolder(), fresh.part() + "\n");
    } catch (IOException e) {
      throw UserError.surroundings(
          "--shared: cannot write to %s (%s)".formatted(whole, e.getMessage()));
    }
    return fresh;
  }

  /** Removes the home's part with all that is in it; only for one that was just made. */
  public static void forget(Home home) throws IOException {
    Optional<SharedFolder> present = of(home);
    if (present.isPresent()) {
      try (Stream<Path> paths = Files.walk(present.get().part())) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
      Files.delete(home.sharedFolder());
    }
  }

  /** Tells this home from others in the same cluster. */
  public String token() {
    return part.getFileName().toString().substring(PREFIX.length());
  }

  /** Where sweeps keep logs and models. */
  public Path sweeps() {
    return part.resolve("sweeps");
  }

  /** Where each job of an engine has a folder. */
  public Path jobs() {
    return part.resolve("jobs");
  }

  /** Where the program lies that workers run. */
  public Path program() {
    return part.resolve("program");
  }
}
