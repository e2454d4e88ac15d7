package io.sonde.trial.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a worker process is started.
 *
 * @param java the Java executable
 * @param classpath the worker's class path, Deeplearning4j included, as one text
 * @param nativeCache the folder into which native libraries are unpacked once
 */
public record WorkerCommand(Path java, String classpath, Path nativeCache) {
  /** Loaded by its name, so that this process does not load what it refers to. */
  private static final String MAIN = "io.sonde.trial.worker.WorkerMain";

  private static final long SMALLEST_HEAP = 64L << 20;
  private static final long DEFAULT_HEAP = 1L << 30;

  /** From this version on Java warns of what native libraries need unless it is told. */
  private static final int ASKS_FOR_NATIVE_ACCESS = 24;

  /**
   * The command with the Java that runs this process.
   *
   * @param jar this module's own jar or folder of classes
   * @param classpathFile the file with the class path that the build wrote beside it
   * @throws IOException when the file cannot be read
   */
  public static WorkerCommand of(Path jar, Path classpathFile, Path nativeCache)
      throws IOException {
    String classpath = Files.readString(classpathFile).strip();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new WorkerCommand(java, jar + File.pathSeparator + classpath, nativeCache);
  }

  /**
   * The same command with every jar of its class path copied into a folder, and native libraries
   * unpacked there, so that other machines can run it. A jar that has been copied before is left as
   * it is; one that has changed since gets another copy, and running processes keep theirs.
   *
   * @throws IOException when a copy cannot be written
   */
  public WorkerCommand copiedInto(Path folder) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    List<String> copies = new ArrayList<>();
    for (String entry : classpath.split(File.pathSeparator, -1)) {
      copies.add(Files.isRegularFile(Path.of(entry)) ? copy(Path.of(entry), jars) : entry);
    }
    return new WorkerCommand(
        java, String.join(File.pathSeparator, copies), folder.resolve("natives"));
  }

  private static String copy(Path jar, Path into) throws IOException {
    long version = 31 * Files.size(jar) + Files.getLastModifiedTime(jar).toMillis();
    Path copy = into.resolve(Long.toHexString(version) + "-" + jar.getFileName());
    if (!Files.exists(copy)) {
      Path fresh = Files.createTempFile(into, "fresh", ".part");
      Files.copy(jar, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy.toString();
  }

  /**
   * The command line.
   *
   * @param memory the most that the process may take, in bytes: half of it for the Java heap, half
   *     for what networks hold outside it; empty for a heap of 1 GiB and no other limit
   */
  List<String> line(OptionalLong memory) {
    return line(memory, List.of(), List.of(), MAIN);
  }

  /**
   * The command line of another program of the same surroundings.
   *
   * @param first what stands before the worker's class path
   * @param options further options, which override ours
   */
  List<String> line(OptionalLong memory, List<String> first, List<String> options, String main) {
    long heap = memory.isPresent() ? Math.max(SMALLEST_HEAP, memory.getAsLong() / 2) : DEFAULT_HEAP;
    List<String> line = new ArrayList<>();
    line.add(java.toString());
    line.add("-XX:+UseSerialGC"); // the only collector under which many trainings stay flat
    line.add("-Xmx" + heap);
    line.add("-Dorg.bytedeco.javacpp.cachedir=" + nativeCache);
    line.add("-Dorg.bytedeco.javacpp.maxbytes=" + (memory.isPresent() ? heap : 0));
    line.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + memory.orElse(0));
    // Only to the Java that runs this process: another one may be too old to know these options.
    boolean own = java.startsWith(System.getProperty("java.home"));
    if (own && Runtime.version().feature() >= ASKS_FOR_NATIVE_ACCESS) {
      line.add("--enable-native-access=ALL-UNNAMED");
      line.add("--sun-misc-unsafe-memory-access=allow");
    }
    line.addAll(options);
    List<String> whole = new ArrayList<>(first);
    whole.add(classpath);
    line.add("-cp");
    line.add(String.join(File.pathSeparator, whole));
    line.add(main);
    return line;
  }
}
