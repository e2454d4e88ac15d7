package io.sonde.store.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this system, as they travel on the classpath. */
final class PostgresArchive {
  private static final Logger log = LoggerFactory.getLogger(PostgresArchive.class);

  private final URL resource;

  private PostgresArchive(URL resource) {
    this.resource = resource;
  }

  /**
   * The archive for this operating system and processor.
   *
   * @throws EmbeddedPostgresException where the build brought none
   */
  static PostgresArchive forThisSystem() {
    return forSystem(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static PostgresArchive forSystem(String osName, String osArch) {
    String system = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    String processor = osArch.equals("aarch64") ? "arm_64" : "x86_64";
    boolean known = osName.matches("(?i)(linux|mac).*") && osArch.matches("amd64|x86_64|aarch64");
    URL resource =
        PostgresArchive.class.getResource("/postgres-" + system + "-" + processor + ".txz");
    if (!known || resource == null) {
      throw new EmbeddedPostgresException(
          "This build holds no PostgreSQL for "
              + osName
              + " on "
              + osArch
              + " (Linux and macOS on x86-64 and ARM64 have one, when Sonde is built there): name a"
              + " PostgreSQL server of your own instead.");
    }
    return new PostgresArchive(resource);
  }

  /**
   * Unpacks the programs unless this very content is unpacked already. Other versions are removed.
   */
  PostgresPrograms unpackInto(PostgresFolder folder) throws IOException {
    Path programs = folder.root().resolve("programs-" + contentVersion());
    if (!Files.isDirectory(programs)) {
      log.info("Unpacking PostgreSQL into {}", programs);
      Path unfinished = folder.unfinished("programs");
      try (InputStream in = new XZInputStream(new BufferedInputStream(resource.openStream()))) {
        TarArchive.unpack(in, unfinished);
      }
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(unfinished, programs, StandardCopyOption.ATOMIC_MOVE);
      removeOthers(folder, programs);
    }
    return new PostgresPrograms(programs);
  }

  private static void removeOthers(PostgresFolder folder, Path kept) throws IOException {
    try (var entries = Files.newDirectoryStream(folder.root(), "programs-*")) {
      for (Path entry : entries) {
        if (!entry.equals(kept)) {
          FileTree.delete(entry);
        }
      }
    }
  }

  /**
   * The checksum that the jar holds of the archive: cheap to read, and another for another content.
   */
  private String contentVersion() throws IOException {
    URLConnection connection = resource.openConnection();
    if (connection instanceof JarURLConnection jar) {
      return Long.toHexString(jar.getJarEntry().getCrc());
    }
    return connection.getContentLengthLong() + "-" + connection.getLastModified();
  }
}
