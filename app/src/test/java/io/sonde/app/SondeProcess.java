package io.sonde.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The program as users start it: a process of its own, with its output in files. */
public final class SondeProcess implements AutoCloseable {
  /** The folder with all rooms. */
  public static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  /**
   * A build in the background ignores interrupts, its children inherit that, and a JVM leaves it
   * so; {@code env} undoes it where it can.
   */
  private static final List<String> LISTENING_TO_INTERRUPTS = listeningToInterrupts();

  private final Process process;
  private final Path out;
  private final Path err;

  private SondeProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  private static List<String> listeningToInterrupts() {
    List<String> prefix = List.of("env", "--default-signal=INT");
    try {
      Process probe = new ProcessBuilder(prefix.get(0), prefix.get(1), "true").start();
      return probe.waitFor() == 0 ? prefix : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts the program on a home. */
  static SondeProcess start(Path home, String... arguments) {
    return start(home, Map.of(), List.of(), arguments);
  }

  /** Starts the program on a home, with more environment and more options of the JVM. */
  public static SondeProcess start(
      Path home, Map<String, String> environment, List<String> options, String... arguments) {
    return start(List.of(), home, environment, options, arguments);
  }

  /** Starts the program by another one, which is to become it. */
  static SondeProcess start(
      List<String> starter,
      Path home,
      Map<String, String> environment,
      List<String> options,
      String... arguments) {
    List<String> command = new ArrayList<>(starter);
    command.addAll(LISTENING_TO_INTERRUPTS);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dsonde.root=" + ROOT);
    command.add("-Dlogback.configurationFile=logback.xml"); // not a room's for its tests
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.sonde.app.Main"));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("sonde-test", ".out");
      Path err = Files.createTempFile("sonde-test", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.environment().keySet().removeIf(name -> name.startsWith("SONDE_"));
      builder.environment().put("SONDE_HOME", home.toString());
      builder.environment().putAll(environment);
      return new SondeProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the program to its end. */
  static SondeProcess run(Path home, String... arguments) {
    SondeProcess sonde = start(home, arguments);
    sonde.exitCode();
    return sonde;
  }

  /** Waits for the end; the process's exit code. */
  public int exitCode() {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        String said = out() + err();
        kill();
        throw new AssertionError("still running after " + LIMIT + ":\n" + said);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The process. */
  public long pid() {
    return process.pid();
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** As Ctrl-C. */
  public void interrupt() {
    try {
      new ProcessBuilder("kill", "-INT", String.valueOf(pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last line of the standard output. */
  JsonNode json() {
    List<String> lines = out().lines().toList();
    try {
      return Json.parse(lines.get(lines.size() - 1));
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new AssertionError("no JSON at the end of\n" + out() + "\nand\n" + err(), e);
    }
  }

  /** Waits until the program has said where it serves. */
  public String address() {
    Awaitility.await().atMost(LIMIT).until(() -> ADDRESS.matcher(said()).find() || over());
    Matcher matcher = ADDRESS.matcher(said());
    if (!matcher.find()) {
      throw new AssertionError("it ended without an address:\n" + said());
    }
    return matcher.group();
  }

  /** Waits until the program has said a text. */
  void awaitSaid(String text) {
    Awaitility.await().atMost(LIMIT).until(() -> said().contains(text) || over());
    if (!said().contains(text)) {
      throw new AssertionError("it ended without saying '" + text + "':\n" + said());
    }
  }

  private boolean over() {
    return !process.isAlive();
  }

  /** Both outputs so far. */
  public String said() {
    return out() + err();
  }

  @Override
  public void close() {
    kill();
  }
}
