package io.sonde.app.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, as the build wrote it down. */
public final class VersionText implements IVersionProvider {
  /** Such as {@code 0.1.0}. */
  public static String version() {
    try (InputStream in = VersionText.class.getResourceAsStream("/sonde-version.properties")) {
      if (in == null) {
        throw new IllegalStateException("sonde-version.properties is not in the jar");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "sonde " + version() + " (Java " + System.getProperty("java.version") + ")"
    };
  }
}
