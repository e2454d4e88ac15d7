package io.sonde.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a client and PostgreSQL, and cuts a connection at the worst moment when it is told
 * to: when the server has committed and says so, before the client hears it.
 */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final AtomicBoolean cutting = new AtomicBoolean();

  CuttingProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  void cutAtNextCommit() {
    cutting.set(true);
  }

  boolean hasCut() {
    return !cutting.get();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      daemon(() -> pump(client, server, false));
      daemon(() -> pump(server, client, true));
    }
  }

  private void pump(Socket from, Socket to, boolean answers) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        if (answers && text.contains("COMMIT\0") && cutting.compareAndSet(true, false)) {
          return;
        }
        out.write(buffer, 0, length);
      }
    }
  }

  private static void daemon(Pump pump) {
    Thread thread =
        new Thread(
            () -> {
              try {
                pump.run();
              } catch (IOException closed) {
                // One side has gone, and with it this connection.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private interface Pump {
    void run() throws IOException;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
