package io.sonde.app.doctor;

import io.sonde.app.home.ClusterRecord;
import io.sonde.app.home.Home;
import io.sonde.app.home.ServerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The cluster whose nodes this home shares a folder with, where there is one. */
final class ClusterCheck implements Check {
  private static final List<String> COMMANDS = List.of("sbatch", "squeue", "sacct", "scancel");
  private final Home home;
  private final Optional<ServerRecord> server;

  ClusterCheck(Home home, Optional<ServerRecord> server) {
    this.home = home;
    this.server = server;
  }

  @Override
  public String part() {
    return "cluster";
  }

  @Override
  public void run(Findings findings) {
    if (!Files.exists(home.sharedFolder())) {
      return;
    }
    shared(findings);
    Optional<ClusterRecord> record = ClusterRecord.read(home);
    String backend =
        server.map(ServerRecord::backend).or(() -> record.map(ClusterRecord::backend)).orElse("");
    boolean slurm = new Tool("sbatch").place().isPresent();
    if (backend.equals("slurm") || (backend.isEmpty() && slurm)) {
      slurm(findings);
    } else if (backend.equals("kubernetes")) {
      new KubernetesCheck(record).run(findings);
    }
  }

  private void shared(Findings findings) {
    try {
      Path part = Path.of(Files.readString(home.sharedFolder()).strip());
      if (Files.isDirectory(part) && Files.isWritable(part)) {
        findings.ok(part(), "the shared folder " + part + " can be written");
      } else {
        findings.error(
            part(),
            "the shared folder " + part + " is not there, or cannot be written",
            "trials on the cluster find neither program nor place for their results",
            "mount it; 'sonde serve --shared' needs it under the same path");
      }
    } catch (IOException e) {
      findings.error(
          part(),
          home.sharedFolder() + " cannot be read: " + e.getMessage(),
          "no server with a cluster can start in this home",
          "give this user the right to read it");
    }
  }

  private void slurm(Findings findings) {
    for (String name : COMMANDS) {
      Tool tool = new Tool(name);
      if (tool.place().isEmpty()) {
        findings.error(
            part(),
            "Slurm's " + name + " is not on the PATH",
            "jobs can be neither submitted nor watched",
            "install Slurm's client commands on this machine");
        return;
      }
    }
    Tool.Answer ping = new Tool("scontrol").call("ping");
    if (ping.good() && ping.line().contains("UP")) {
      findings.ok(part(), ping.line());
    } else {
      findings.error(
          part(),
          "Slurm's controller does not answer: " + ping.line(),
          "jobs wait until it does",
          "look at slurmctld, munge and the clocks of both machines");
    }
  }
}
