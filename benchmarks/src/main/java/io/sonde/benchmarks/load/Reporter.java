package io.sonde.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One trial's reports over one connection, each due at its time. How long one took counts from when
 * it was due, also where the one before was answered late.
 */
final class Reporter implements Callable<List<Reporter.Answered>> {
  private final URI server;
  private final String attempt;
  private final String token;
  private final long everyNanos;
  private final LongSupplier endNanos;

  /**
   * A report and its answer.
   *
   * @param dueNanos when it was to be sent, of {@link System#nanoTime}
   * @param tookNanos from then until the answer was there
   */
  record Answered(long dueNanos, long tookNanos) {}

  /**
   * Reports to a server from its call on.
   *
   * @param endNanos when no more reports are due, of {@link System#nanoTime}
   */
  Reporter(URI server, String attempt, String token, long everyNanos, LongSupplier endNanos) {
    this.server = server;
    this.attempt = attempt;
    this.token = token;
    this.everyNanos = everyNanos;
    this.endNanos = endNanos;
  }

  @Override
  public List<Answered> call() throws IOException, InterruptedException {
    List<Answered> answered = new ArrayList<>();
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      long due = System.nanoTime();
      for (int step = 1; due - endNanos.getAsLong() < 0; step++) {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        out.write(request(step));
        out.flush();
        readAnswer(in);
        answered.add(new Answered(due, System.nanoTime() - due));
        due += everyNanos;
      }
    }
    return answered;
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
