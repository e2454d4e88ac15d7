package io.sonde.app.command;

import io.sonde.search.port.SweepStore.Overrides;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that take the place of what a spec says. */
final class OverrideOptions {
  @Option(names = "--trials", paramLabel = "N", description = "instead of budget.trials")
  private @Nullable Integer trials;

  @Option(names = "--parallel", paramLabel = "N", description = "instead of budget.parallel")
  private @Nullable Integer parallel;

  @Option(names = "--seed", paramLabel = "N", description = "instead of search.seed")
  private @Nullable Long seed;

  /** What was given. Throws {@link io.sonde.app.program.UserError} where that cannot be. */
  Overrides overrides() {
    return new Overrides(
        atLeastOne("--trials", trials),
        atLeastOne("--parallel", parallel),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
  }

  private static OptionalInt atLeastOne(String option, @Nullable Integer value) {
    return value == null
        ? OptionalInt.empty()
        : OptionalInt.of(RunCommand.atLeastOne(option, value));
  }
}
