package io.sonde.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which run of the kernel this is. */
final class Boot {
  private Boot() {}

  /** Its id; empty where the system does not tell one. */
  static String id() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
