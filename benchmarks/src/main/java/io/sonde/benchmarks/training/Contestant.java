package io.sonde.benchmarks.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process that trains when it is told to and says how long it took. */
final class Contestant implements AutoCloseable {
  private final List<String> command;
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream requests;

  /** Starts the process with one thread for its arithmetic. */
  Contestant(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    this.command = List.copyOf(command);
    this.process = builder.start();
    this.answers = process.inputReader();
    this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Trains so many steps more. */
  Turn turn(String network, int steps) throws IOException {
    requests.println(network + " " + steps);
    String line = answers.readLine();
    while (line != null && !line.startsWith("turn ")) {
      line = answers.readLine();
    }
    if (line == null) {
      throw new IOException("ended before it answered: " + String.join(" ", command));
    }
    String[] words = line.split(" ", -1);
    return new Turn(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
  }

  @Override
  public void close() {
    requests.close();
    process.destroy();
  }

  /** The ms of processor time and of wall time of one step. */
  record Turn(double cpuMillis, double wallMillis) {}
}
