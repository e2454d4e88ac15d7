package io.sonde.app.command;

import io.sonde.app.server.SpecParts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the JSON Schema of specs, with which editors complete and check them. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema of specs, with which editors complete and check them.")
public final class SchemaCommand implements Callable<Integer> {
  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    options.console().output().println(new SpecParts().schema());
    return 0;
  }
}
