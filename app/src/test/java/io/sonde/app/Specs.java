package io.sonde.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Specs for the tests: small networks on the iris data that ship with the examples. */
final class Specs {
  private Specs() {}

  /** Trials of about a tenth of a second. */
  static Path quick(Path folder) {
    return write(folder, "quick", 4, 12, "");
  }

  /** Trials of many epochs, so that something can happen meanwhile. */
  static Path slow(Path folder) {
    return write(folder, "slow", 120, 6, "");
  }

  /** Trials that would take for ever. */
  static Path endless(Path folder, String more) {
    return write(folder, "endless", 1_000_000, 2, more);
  }

  static Path write(Path folder, String name, int epochs, int trials, String more) {
    return file(
        folder,
        name,
        """
        name: %s
        objective: {metric: accuracy, direction: maximize}
        space:
          training: {epochs: %d, batch_size: 16}
          optimizer: {adam: {learning_rate: {float: [1e-3, 1e-1], scale: log}}}
          network:
            - repeat: {int: [1, 2]}
              of:
                - dense: {units: {int: [4, 16]}, activation: {choice: [relu, tanh]}}
        search: {algorithm: tpe, seed: 7}
        budget: {trials: %d, parallel: 2}
        trial:
          kind: network
          data: {csv: {file: %s, label: species}}
          retries: {crash: 2}
        %s"""
            .formatted(name, epochs, trials, iris(), more));
  }

  static Path iris() {
    return SondeProcess.ROOT.resolve("examples/data/iris.csv");
  }

  static Path file(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name + ".yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
