package io.sonde.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * One trial's reports over one connection, each due at its time. How long one took counts from when
 * it was due, also where the one before was answered late.
 */
final class Reporter implements Callable<long[]> {
  private final URI server;
  private final String attempt;
  private final String token;
  private final long firstNanos;
  private final int reports;
  private final long everyNanos;

  /**
   * Reports to a server.
   *
   * @param firstNanos when the first is due, of {@link System#nanoTime}
   */
  Reporter(
      URI server, String attempt, String token, long firstNanos, int reports, long everyNanos) {
    this.server = server;
    this.attempt = attempt;
    this.token = token;
    this.firstNanos = firstNanos;
    this.reports = reports;
    this.everyNanos = everyNanos;
  }

  /** How long each took, in nanoseconds. */
  @Override
  public long[] call() throws IOException, InterruptedException {
    long[] took = new long[reports];
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < reports; i++) {
        long due = firstNanos + i * everyNanos;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        out.write(request(i + 1));
        out.flush();
        readAnswer(in);
        took[i] = System.nanoTime() - due;
      }
    }
    return took;
  }

  private byte[] request(int step) {
    String body = "{\"step\": %d, \"metrics\": {\"score\": %s}}".formatted(step, step / 1000.0);
    String request =
        """
        POST /api/v1/attempts/%s/reports HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(attempt, server.getAuthority(), token, body.length(), body);
    return request.getBytes(UTF_8);
  }

  private static void readAnswer(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    String body = new String(in.readNBytes(length), UTF_8);
    if (!status.contains(" 200 ")) {
      throw new IOException(status + ": " + body);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
