package io.sonde.trial.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A checkpoint that a user's process left: {@code checkpoints/step-N} in its attempt's folder,
 * which is there whole or not at all.
 */
record SavedStep(int step, Path folder) {
  private static final Pattern NAME = Pattern.compile("step-(\\d{1,9})");

  /** The latest of an attempt that is not after a step. */
  static Optional<SavedStep> latest(Path attempt, int most) {
    Path all = attempt.resolve("checkpoints");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(all)) {
      return files
          .flatMap(file -> of(file).stream())
          .filter(saved -> saved.step <= most)
          .max(Comparator.comparingInt(SavedStep::step));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<SavedStep> of(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() && Files.isDirectory(file)
        ? Optional.of(new SavedStep(Integer.parseInt(name.group(1)), file))
        : Optional.empty();
  }

  /** The variables by which a process finds it. */
  void into(Map<String, String> environment) {
    environment.put("SONDE_CHECKPOINT", folder.toString());
    environment.put("SONDE_CHECKPOINT_STEP", String.valueOf(step));
  }
}
