package io.sonde.store;

import io.sonde.store.database.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and PostgreSQL, and cuts a connection when it is told to. The server
 * notices nothing of it while it is at work.
 */
final class CuttingProxy implements AutoCloseable {
  private final DatabaseAddress server;
  private final int port;
  private final ServerSocket listener;
  private final Map<Integer, Socket> clients = new ConcurrentHashMap<>();

  /** One before a database on loopback. */
  CuttingProxy(DatabaseAddress server) throws IOException {
    this.server = server;
    this.port = Integer.parseInt(server.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** Leads to the same database through this. */
  DatabaseAddress address() {
    String url = server.jdbcUrl().replace(":" + port + "/", ":" + listener.getLocalPort() + "/");
    return new DatabaseAddress(url, server.user(), server.password());
  }

  /** Cuts the connection that comes to the server from a port. */
  void cut(int from) throws IOException {
    Objects.requireNonNull(clients.get(from), () -> "nobody comes from port " + from).close();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      Socket backend = new Socket(InetAddress.getLoopbackAddress(), port);
      clients.put(backend.getLocalPort(), client);
      daemon(() -> pump(client, backend));
      daemon(() -> pump(backend, client));
    }
  }

  private static void pump(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
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
