package io.sonde.app.doctor;

import io.sonde.app.home.ServerRecord;
import io.sonde.scheduler.port.Lease;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.store.Store;
import io.sonde.web.port.AccessToken;
import io.sonde.web.port.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a database holds: leases whose process is gone, tokens, and what its specs need. */
final class StoredStateCheck implements Check {
  private static final Duration SOON = Duration.ofDays(7);
  private static final int SPECS = 20;
  private final Store store;
  private final Optional<ServerRecord> server;

  StoredStateCheck(Store store, Optional<ServerRecord> server) {
    this.store = store;
    this.server = server;
  }

  @Override
  public String part() {
    return "stored state";
  }

  @Override
  public void run(Findings findings) {
    leases(findings);
    tokens(findings);
    containers(findings);
  }

  private void leases(Findings findings) {
    List<String> dead =
        store.leases().all().stream().filter(StoredStateCheck::dead).map(Lease::jobId).toList();
    if (dead.isEmpty()) {
      return;
    }
    String what =
        "%d leases of devices are held by processes that are gone, such as %s"
            .formatted(dead.size(), dead.get(0));
    if (server.isPresent()) {
      findings.warning(
          part(),
          what,
          "if they stay so, their devices stay idle",
          "ask again in a minute; if they are still there, restart the server");
    } else {
      findings.warning(
          part(),
          what,
          "an earlier server did not end in order; its trials have not gone on since",
          "start a server: it clears them and takes the trials up again");
    }
  }

  /** Only a process of this run of this machine can be looked for. */
  private static boolean dead(Lease lease) {
    return lease
        .process()
        .filter(process -> process.bootId().equals(Boot.id()))
        .map(process -> ProcessHandle.of(process.pid()).isEmpty())
        .orElse(false);
  }

  private void tokens(Findings findings) {
    Instant now = Instant.now();
    List<AccessToken> all = store.access().tokens();
    List<AccessToken> valid = all.stream().filter(token -> token.valid(now)).toList();
    boolean open = server.map(ServerRecord::exposed).orElse(false);
    boolean admin = valid.stream().anyMatch(token -> token.role() == Role.ADMIN);
    if (open && !admin && System.getenv("SONDE_TOKEN") == null) {
      findings.error(
          "tokens",
          "the server listens beyond this machine, and no admin token is valid",
          "nobody can administer it from outside, and it will not start again like this",
          "sonde token create --name NAME --role admin");
    }
    for (AccessToken token : valid) {
      if (token.expires().filter(end -> end.isBefore(now.plus(SOON))).isPresent()) {
        findings.warning(
            "tokens",
            "'%s' (%s) expires at %s".formatted(token.name(), token.id(), token.expires().get()),
            "what uses it will be refused",
            "make a new one in time: sonde token create");
      }
    }
    long expired =
        all.stream().filter(token -> token.revoked().isEmpty() && !token.valid(now)).count();
    String what = "%d are valid, %d have expired".formatted(valid.size(), expired);
    findings.ok("tokens", all.isEmpty() ? "none was made; loopback needs none" : what);
  }

  /** Only where the newest specs speak of containers does it matter whether they can run. */
  private void containers(Findings findings) {
    for (String tool : List.of("docker", "podman", "apptainer")) {
      List<Integer> users =
          store.reader().sweeps(0, SPECS).rows().stream()
              .map(SweepRow::number)
              .filter(sweep -> runs(sweep, tool))
              .toList();
      if (!users.isEmpty()) {
        tool(findings, tool, users.get(0));
      }
    }
  }

  private boolean runs(int sweep, String tool) {
    return store
        .reader()
        .specText(sweep)
        .filter(text -> text.matches("(?s).*\\bcommand:[^\\n]*\\[\\s*['\"]?" + tool + "\\b.*"))
        .isPresent();
  }

  private static void tool(Findings findings, String name, int sweep) {
    Tool tool = new Tool(name);
    if (tool.place().isEmpty()) {
      findings.error(
          "machine",
          "sweep " + sweep + " runs " + name + ", which is not on the PATH",
          "its trials fail at their start",
          "install " + name + ", or put it on the PATH of the server");
      return;
    }
    Tool.Answer answer = tool.call("info");
    if (!answer.good()) {
      findings.error(
          "machine",
          name + " does not work for this user: " + answer.line(),
          "sweep " + sweep + " runs its trials with it",
          "start its service, or give this user the right to use it");
    }
  }
}
