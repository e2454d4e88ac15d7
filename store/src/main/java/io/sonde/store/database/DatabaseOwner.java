package io.sonde.store.database;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The server that owns a database.
 *
 * @param host the machine it runs on
 * @param pid its process id there
 * @param since when it took the database
 * @param address where it can be reached; empty when nothing listens
 */
public record DatabaseOwner(String host, long pid, Instant since, String address) {

  /** This process, from now on. */
  public static DatabaseOwner thisProcess(String address) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new DatabaseOwner(hostName(), ProcessHandle.current().pid(), now, address);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  @Override
  public String toString() {
    String place = address.isEmpty() ? "" : ", at " + address;
    return "process " + pid + " on " + host + " (since " + since + place + ")";
  }
}
