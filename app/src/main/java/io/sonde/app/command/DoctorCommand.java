package io.sonde.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.doctor.Doctor;
import io.sonde.app.doctor.Finding;
import io.sonde.app.doctor.Finding.Level;
import io.sonde.app.doctor.Findings;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.web.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what is wrong with an installation. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Looks at Java, the home folder, the database, the running server, devices, clusters,"
            + " tokens and backups, and says what is wrong, why that matters and what to do. With"
            + " --server it looks at what that server tells of itself. Exit code 1 when there is an"
            + " error, 0 when there are at most warnings.")
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Override
  public Integer call() {
    Doctor doctor =
        remote.given()
            ? Doctor.of(remote.client(options).address(), HomeOptions.token())
            : Doctor.of(options.home(), options.database(), HomeOptions.token());
    Findings findings = doctor.look();
    Console console = options.console();
    findings.all().forEach(finding -> say(console, finding));
    long errors = findings.count(Level.ERROR);
    long warnings = findings.count(Level.WARNING);
    console.say("%d errors, %d warnings.".formatted(errors, warnings));
    console.result(document(findings, errors, warnings));
    return errors > 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private static void say(Console console, Finding finding) {
    console.say("%-7s  %s: %s".formatted(finding.level().word(), finding.part(), finding.what()));
    if (finding.level() != Level.OK) {
      console.say("         why: " + finding.why());
      console.say("         do:  " + finding.advice());
    }
  }

  private static ObjectNode document(Findings findings, long errors, long warnings) {
    ObjectNode document = Json.object().put("errors", errors).put("warnings", warnings);
    ArrayNode list = document.putArray("findings");
    findings.all().forEach(finding -> list.add(finding.document()));
    return document;
  }
}
