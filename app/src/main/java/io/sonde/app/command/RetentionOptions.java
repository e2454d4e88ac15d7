package io.sonde.app.command;

import io.sonde.app.retention.RetentionChoice;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what of old sweeps may go. */
final class RetentionOptions {
  @Option(
      names = "--thin-metrics",
      paramLabel = "AGE",
      converter = AgeText.class,
      description =
          "so long after its end, such as 90d, a sweep's curves are thinned to about fifty steps"
              + " for each metric; first, last and best steps stay (default: never)")
  private @Nullable Duration metrics;

  @Option(
      names = "--drop-artifacts",
      paramLabel = "AGE",
      converter = AgeText.class,
      description =
          "so long after its end, such as 30d, only a sweep's best trials keep models, checkpoints"
              + " and artifacts (default: what the spec's trial.keep says stays for ever)")
  private @Nullable Duration artifacts;

  @Option(
      names = "--keep-best",
      paramLabel = "N",
      defaultValue = "" + RetentionChoice.BEST,
      description =
          "with --drop-artifacts: how many trials keep theirs (default: ${DEFAULT-VALUE})")
  private int best;

  RetentionChoice choice() {
    return new RetentionChoice(Optional.ofNullable(metrics), Optional.ofNullable(artifacts), best);
  }
}
