package io.sonde.app.doctor;

import io.sonde.app.program.VersionText;
import java.util.Locale;

/** The program itself, and the Java that runs it. */
final class ProgramCheck implements Check {
  private static final int OLDEST = 17;
  private static final long SMALL_HEAP = 256L << 20;

  @Override
  public String part() {
    return "program";
  }

  @Override
  public void run(Findings findings) {
    int java = Runtime.version().feature();
    String text =
        "Sonde %s on Java %s (%s), %s %s"
            .formatted(
                VersionText.version(),
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    if (java < OLDEST) {
      findings.error(
          part(),
          text,
          "Sonde is compiled for Java 17",
          "install a JDK 17 or newer and point JAVA_HOME to it");
    } else {
      findings.ok(part(), text);
    }
    long heap = Runtime.getRuntime().maxMemory();
    if (heap < SMALL_HEAP) {
      findings.warning(
          part(),
          String.format(Locale.ROOT, "Java may use %d MB of memory", heap >> 20),
          "a server with large sweeps can run out of it",
          "give it more: SONDE_JAVA_OPTIONS=-Xmx512m");
    }
  }
}
