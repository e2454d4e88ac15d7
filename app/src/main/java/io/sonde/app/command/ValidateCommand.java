package io.sonde.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.app.server.SpecParts;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import io.sonde.web.document.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a spec and the data it names, and starts nothing. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Checks a spec and the data it names; tells all problems at once.")
public final class ValidateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SPEC", description = "the YAML file")
  private Path file;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Console console = options.console();
    SpecFile spec = SpecFile.read(file);
    try {
      SpecParts parts = new SpecParts();
      SweepSpec read = parts.reader().read(spec.text(), spec.folder());
      parts.prepare(read);
      int parameters = read.space().parameters().size();
      console.say(
          file
              + ": right; '"
              + read.name()
              + "' searches "
              + parameters
              + (parameters == 1 ? " parameter" : " parameters")
              + " with "
              + read.search().algorithm());
      console.result(
          Json.object()
              .put("valid", true)
              .put("experiment", read.name())
              .put("parameters", parameters));
      return ExitCode.OK;
    } catch (SpecException e) {
      ObjectNode result = Json.object().put("valid", false);
      var problems = result.putArray("problems");
      for (Problem problem : e.problems()) {
        problems
            .addObject()
            .put("line", problem.line())
            .put("column", problem.column())
            .put("path", problem.path())
            .put("message", problem.message());
      }
      console.result(result);
      throw spec.error(e);
    }
  }
}
