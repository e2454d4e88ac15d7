package io.sonde.web;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A client of a stream of events that can be cut off at any moment: it closes its socket. */
final class Listener implements AutoCloseable {
  private final Socket socket;
  private final Thread thread;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** Reads as fast as it can. */
  Listener(Bench bench, String path, String... headers) {
    this(new Socket(), bench, path, headers);
    thread.start();
  }

  /** Reads nothing until it is told to, and lets little wait in its own buffer. */
  static Listener slow(Bench bench, String path) {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(4096);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Listener(socket, bench, path);
  }

  void wake() {
    thread.start();
  }

  private Listener(Socket socket, Bench bench, String path, String... headers) {
    this.socket = socket;
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), bench.server.port()));
      StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
      request.append("Host: 127.0.0.1:" + bench.server.port() + "\r\n");
      request.append("Accept-Encoding: gzip\r\n");
      for (int i = 0; i < headers.length; i += 2) {
        request.append(headers[i] + ": " + headers[i + 1] + "\r\n");
      }
      socket
          .getOutputStream()
          .write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    thread = new Thread(this::read);
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // cut off, as this client is meant to be
    }
  }

  List<Long> ids() {
    return values("id: ").stream().map(Long::parseLong).toList();
  }

  List<String> types() {
    return values("event: ");
  }

  List<String> data() {
    return values("data: ");
  }

  void awaitIds(int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> ids().size() >= count);
  }

  /** Waits until the server has ended the stream. */
  void awaitEnd() {
    await().atMost(Duration.ofSeconds(30)).until(() -> !thread.isAlive());
  }

  private List<String> values(String field) {
    List<String> read;
    synchronized (lines) {
      read = List.copyOf(lines);
    }
    return read.stream()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()))
        .toList();
  }

  @Override
  public void close() {
    try {
      socket.close();
      thread.join();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
