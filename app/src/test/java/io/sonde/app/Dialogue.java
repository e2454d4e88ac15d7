package io.sonde.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as another program talks to it: a line in, a line out. */
final class Dialogue implements AutoCloseable {
  private final Process process;
  private final Writer in;
  private final BufferedReader out;
  private final Path err;

  private Dialogue(Process process, Path err) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.err = err;
  }

  /** The command that starts the program, with more options of the JVM. */
  static List<String> command(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.sonde.app.Main"));
    return command;
  }

  /** Starts {@code ask-tell} on a home that must not be touched. */
  static Dialogue start(Path home, List<String> options, String... arguments) {
    List<String> command = command(options);
    command.add("ask-tell");
    command.addAll(List.of(arguments));
    try {
      Path err = Files.createTempFile("sonde-test", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("SONDE_"));
      builder.environment().put("SONDE_HOME", home.toString());
      return new Dialogue(builder.start(), err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says a line; the line that is answered. */
  JsonNode say(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    String answer = out.readLine();
    if (answer == null) {
      throw new AssertionError("no answer to " + line + "; it said:\n" + err());
    }
    return Json.parse(answer);
  }

  /** Says a line whose answer nobody will read, because this end is closed. */
  void sayDeaf(String line) throws IOException {
    out.close();
    in.write(line + "\n");
    in.flush();
  }

  /** Ends what is said; all that was answered to what had not been read yet. */
  List<String> endAndRead() throws IOException {
    in.close();
    return out.lines().toList();
  }

  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running; it said:\n" + err());
    }
    return process.exitValue();
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
