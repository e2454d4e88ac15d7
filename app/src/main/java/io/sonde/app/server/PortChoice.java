package io.sonde.app.server;

import io.sonde.app.home.Home;
import io.sonde.app.program.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Chooses the port before anything is started: the one that was asked for, else the one this home
 * had last, else any free one. Workers and pages find a restarted server where it was.
 */
final class PortChoice {
  private PortChoice() {}

  static int choose(Home home, String host, OptionalInt wanted) {
    if (wanted.isPresent()) {
      if (!free(host, wanted.getAsInt())) {
        throw UserError.surroundings(
            "port "
                + wanted.getAsInt()
                + " on "
                + host
                + " is taken; choose another with --port N, or leave --port away for a free one");
      }
      return keep(home, wanted.getAsInt());
    }
    Optional<Integer> last = last(home).filter(port -> free(host, port));
    return last.isPresent() ? last.get() : keep(home, anyFree(host));
  }

  private static Optional<Integer> last(Home home) {
    try {
      String text = Files.readString(home.port()).strip();
      return Optional.of(text).filter(t -> t.matches("\\d{1,5}")).map(Integer::parseInt);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int keep(Home home, int port) {
    try {
      Files.writeString(home.port(), port + "\n");
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean free(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(host), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int anyFree(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, address(host))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw UserError.surroundings("cannot listen on " + host + ": " + e.getMessage());
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw UserError.wrongInput("--host: '" + host + "' is no address of this machine");
    }
  }
}
