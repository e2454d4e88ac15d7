package io.sonde.trial.command;

import java.util.List;

/** What a reference may name besides a place of the configuration. */
final class Names {
  /** The file with the configuration; with a path behind it, the value there. */
  static final String CONFIG = "config";

  /** The attempt, such as {@code 3-17-1}. */
  static final String ATTEMPT = "attempt";

  /** The number of the trial. */
  static final String TRIAL = "trial";

  /** The folder of the attempt. */
  static final String FOLDER = "folder";

  /** The seed of the trial. */
  static final String SEED = "seed";

  /** All of them. */
  static final List<String> ALL = List.of(CONFIG, ATTEMPT, TRIAL, FOLDER, SEED);

  private Names() {}

  /** Whether a name is one of ours, right or not in what stands behind {@code config}. */
  static boolean ours(String name) {
    return ALL.contains(name)
        || name.startsWith(CONFIG + ".")
        || name.startsWith(CONFIG + "[")
        || name.contains(".");
  }
}
