package io.sonde.app.doctor;

import io.sonde.app.database.HomeDatabase;
import io.sonde.app.home.Home;
import io.sonde.app.home.LocalSecret;
import io.sonde.app.home.ServerRecord;
import io.sonde.app.server.DatabaseChoice;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at an installation part by part. One part that cannot be looked at hides no other. */
public final class Doctor {
  private static final Logger log = LoggerFactory.getLogger(Doctor.class);
  private final List<Check> checks;

  private Doctor(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * For the installation of a home on this machine.
   *
   * @param token of the running server; empty for the machine's own user
   */
  public static Doctor of(Home home, DatabaseChoice database, Optional<String> token) {
    List<Check> checks = new ArrayList<>();
    checks.add(new ProgramCheck());
    checks.add(new HomeCheck(home));
    checks.add(new LeftoverCheck(home));
    Optional<ServerRecord> record =
        LeftoverCheck.held(home) ? ServerRecord.read(home) : Optional.empty();
    record.ifPresent(
        server ->
            checks.add(
                new ServerCheck(
                    server.address(),
                    token.or(() -> LocalSecret.read(home)),
                    Optional.of(server.advertise()))));
    checks.add(new DatabaseCheck(home, () -> HomeDatabase.open(home, database), record));
    checks.add(new MachineCheck());
    checks.add(new ClusterCheck(home, record));
    checks.add(new BackupCheck(home, home.hasDatabase() || database.outside().isPresent()));
    return new Doctor(checks);
  }

  /** For what a server elsewhere tells of itself. */
  public static Doctor of(URI server, Optional<String> token) {
    return new Doctor(
        List.of(new ProgramCheck(), new ServerCheck(server, token, Optional.empty())));
  }

  /** Looks at everything; takes seconds. */
  public Findings look() {
    Findings findings = new Findings();
    for (Check check : checks) {
      try {
        check.run(findings);
      } catch (RuntimeException e) {
        log.debug("A check broke off", e);
        findings.error(
            check.part(),
            "could not be looked at to the end: " + e.getMessage(),
            "what is wrong there stays hidden",
            "mend what the sentence names, then ask again");
      }
    }
    return findings;
  }
}
