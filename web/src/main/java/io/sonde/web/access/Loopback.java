package io.sonde.web.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Which hosts mean this machine and nobody else. */
public final class Loopback {
  private Loopback() {}

  /** Whether a host to listen on is loopback. Names other than {@code localhost} are not. */
  public static boolean isLoopback(String host) {
    String name = bare(host);
    if (name.equals("localhost")) {
      return true;
    }
    boolean literal = name.contains(":") || name.matches("[0-9.]+");
    try {
      return literal && InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String bare(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return (bracketed ? host.substring(1, host.length() - 1) : host).toLowerCase(Locale.ROOT);
  }
}
