package io.sonde.scheduler.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Slurm on this machine: three nodes of eight CPUs and two GPUs each, started by {@code
 * cluster.sh} and ended with it, at the latest when this process dies. Needs root and Debian's
 * packages.
 */
public final class RealSlurm implements AutoCloseable {

  private static final List<String> NEEDED =
      List.of("slurmctld", "slurmd", "slurmdbd", "munged", "mariadbd", "sbatch");

  private static final int PORTS = 10;

  private final Path folder;
  private final Process cluster;
  private final BufferedReader answers;
  private final FileChannel turn;

  private RealSlurm(FileChannel turn, Path folder, Process cluster) {
    this.turn = turn;
    this.folder = folder;
    this.cluster = cluster;
    this.answers = cluster.inputReader(UTF_8);
  }

  /**
   * Skips the test where no Slurm can be started; with {@code -Dsonde.everything=true} it fails.
   */
  public static void assumePresent() {
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> missing = NEEDED.stream().filter(command -> !present(command)).toList();
    String needed =
        "a real Slurm needs root and the commands %s; missing: %s".formatted(NEEDED, missing);
    boolean can = root && missing.isEmpty();
    assertThat(can || !Boolean.getBoolean("sonde.everything")).as(needed).isTrue();
    Assumptions.assumeTrue(can, needed);
  }

  private static boolean present(String command) {
    return List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin").stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  /** Starts a cluster whose files lie in a folder of its own. */
  public static RealSlurm start() throws IOException {
    return start(8);
  }

  /** Starts a cluster whose nodes pretend to have so many CPUs. */
  public static RealSlurm start(int cpusOfNode) throws IOException {
    FileChannel turn = awaitTurn();
    Path folder = Files.createTempDirectory("sonde-slurm");
    Path script = folder.resolve("cluster.sh");
    try (InputStream text = RealSlurm.class.getResourceAsStream("cluster.sh")) {
      Files.copy(Objects.requireNonNull(text), script);
    }
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), folder.toString(), "" + freePorts());
    builder.environment().put("CPUS_PER_NODE", Integer.toString(cpusOfNode));
    Process cluster = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    RealSlurm slurm = new RealSlurm(turn, folder, cluster);
    slurm.expect("ready");
    return slurm;
  }

  /** One cluster at a time: tests run in several processes, and the ports are this machine's. */
  private static FileChannel awaitTurn() throws IOException {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "sonde-slurm.lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    return channel;
  }

  /** The first of so many ports in a row that are free. */
  private static int freePorts() throws IOException {
    for (int first = 21_000; first < 32_000; first += PORTS) {
      if (free(first)) {
        return first;
      }
    }
    throw new IOException("no free ports");
  }

  private static boolean free(int first) {
    for (int port = first; port < first + PORTS; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        socket.setReuseAddress(false);
      } catch (IOException taken) {
        return false;
      }
    }
    return true;
  }

  private void expect(String answer) {
    try {
      assertThat(answers.readLine()).isEqualTo(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(String line) {
    try {
      cluster.getOutputStream().write((line + "\n").getBytes(UTF_8));
      cluster.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    expect("done");
  }

  /** Kills a daemon with SIGKILL: {@code slurmctld}, {@code slurmdbd} or a node such as n1. */
  public void kill(String daemon) {
    tell("kill " + daemon);
  }

  /** Starts a daemon again and waits until it is there. */
  public void startAgain(String daemon) {
    tell("start " + daemon);
  }

  /**
   * Waits until the controller has written down what it knows of a job; one that is killed earlier
   * forgets the job and gives its number to another.
   */
  public void awaitWrittenDown(String number) throws IOException {
    Path state = folder.resolve("state").resolve("job_state");
    Files.deleteIfExists(state);
    run("scontrol", "update", "JobId=" + number, "Comment=to be written down");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(state));
  }

  /** Starts a killed controller again, which has lost all it knew of jobs. */
  public void startForgetful() {
    tell("forget slurmctld");
  }

  /**
   * Starts the controller again as one whose nodes take as long to boot for a job as a file is
   * there.
   */
  public void bootWhile(Path file) throws IOException {
    Path boot = folder.resolve("boot");
    Files.writeString(boot, "#!/bin/sh\nwhile [ -e '" + file + "' ]; do sleep 0.1; done\n");
    Files.setPosixFilePermissions(boot, PosixFilePermissions.fromString("rwxr-xr-x"));
    kill("slurmctld");
    Files.writeString(
        folder.resolve("slurm.conf"), "PrologSlurmctld=" + boot + "\n", StandardOpenOption.APPEND);
    startAgain("slurmctld");
  }

  /** The variables with which Slurm's commands find this cluster. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("SLURM_CONF", folder.resolve("slurm.conf").toString());
    return environment;
  }

  /** Runs a command of Slurm's; answers what it printed. */
  public String run(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment());
    try {
      Process process = builder.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    cluster.getOutputStream().close();
    try {
      if (!cluster.waitFor(30, TimeUnit.SECONDS)) {
        cluster.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      turn.close();
    }
  }
}
