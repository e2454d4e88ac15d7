package io.sonde.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A server as users start it, in a home of its own. */
public final class Program implements AutoCloseable {
  private static final int LIMIT_SECONDS = 300;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Process launcher;

  private Program(Path home, Process launcher) {
    this.home = home;
    this.launcher = launcher;
  }

  /** Starts a server and waits until it listens; its output goes to a file in the folder. */
  public static Program start(Path root, Path folder, String... options)
      throws IOException, InterruptedException {
    Path home = folder.resolve("home");
    List<String> command =
        new ArrayList<>(
            List.of(root.resolve("sonde").toString(), "serve", "--home", home.toString()));
    command.addAll(List.of(options));
    Process launcher =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    Program program = new Program(home, launcher);
    for (int wait = 0; !Files.exists(home.resolve("server.properties")); wait++) {
      if (wait > LIMIT_SECONDS * 10 || !launcher.isAlive()) {
        launcher.destroy();
        throw new IOException("no server: " + Files.readString(folder.resolve("server.log")));
      }
      Thread.sleep(100);
    }
    return program;
  }

  private Properties record() throws IOException {
    Properties record = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("server.properties"))) {
      record.load(reader);
    }
    return record;
  }

  /** Where it listens. */
  public URI address() throws IOException {
    return URI.create(record().getProperty("address"));
  }

  /** The server's process. */
  public ProcessHandle process() throws IOException {
    return ProcessHandle.of(Long.parseLong(record().getProperty("pid"))).orElseThrow();
  }

  /** Starts a sweep. */
  void submit(String spec) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address().resolve("/api/v1/sweeps"))
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString(spec))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(response.body());
    }
  }

  /** What an address of the API answers. */
  String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address().resolve(path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Stops the server, as SIGTERM does, and waits for its end. */
  @Override
  public void close() throws IOException {
    process().destroy();
    try {
      launcher.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
