package io.sonde.app.doctor;

import io.sonde.app.backup.LastBackup;
import io.sonde.app.home.Home;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether what an installation has found out would survive its disk. */
final class BackupCheck implements Check {
  private static final Duration OLD = Duration.ofDays(7);

  private final Home home;
  private final boolean database;

  /**
   * Of a home.
   *
   * @param database whether there is one to lose, in the home or outside
   */
  BackupCheck(Home home, boolean database) {
    this.home = home;
    this.database = database;
  }

  @Override
  public String part() {
    return "backup";
  }

  @Override
  public void run(Findings findings) {
    Optional<LastBackup> last = LastBackup.of(home);
    if (last.isEmpty()) {
      if (database) {
        findings.warning(
            part(),
            "none was ever made with 'sonde backup'",
            "with the disk all results would be lost",
            "sonde backup FILE, every night, onto another disk");
      }
      return;
    }
    LastBackup made = last.get();
    Duration age = Duration.between(made.at(), Instant.now());
    String what = "the last one, %s, is %d days old".formatted(made.file(), age.toDays());
    if (!Files.exists(made.file())) {
      findings.warning(
          part(),
          "the last one, " + made.file() + ", is not there any more",
          "unless it was moved to a safe place, there is none",
          "sonde backup FILE, every night, onto another disk");
    } else if (age.compareTo(OLD) > 0) {
      findings.warning(
          part(), what, "what came since would be lost with the disk", "sonde backup FILE");
    } else {
      findings.ok(part(), what);
    }
  }
}
