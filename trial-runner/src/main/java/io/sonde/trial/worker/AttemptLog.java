package io.sonde.trial.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends the process's output to the log of an attempt while it runs. */
final class AttemptLog implements AutoCloseable {
  private final PrintStream formerOut = System.out;
  private final PrintStream formerErr = System.err;
  private final PrintStream stream;

  AttemptLog(Path file) throws IOException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    this.stream =
        new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
  }

  void line(String text) {
    stream.println(text);
  }

  @Override
  public void close() {
    System.setOut(formerOut);
    System.setErr(formerErr);
    stream.close();
  }
}
