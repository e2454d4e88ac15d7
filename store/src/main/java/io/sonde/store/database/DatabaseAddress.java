package io.sonde.store.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is and as whom to enter it.
 *
 * @param jdbcUrl the driver's address, {@code jdbc:postgresql://host:port/database}, without a
 *     password in it
 * @param user the role to log in as
 * @param password the role's password; empty where the server asks for none
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
  private static final String EXPECTED =
      "expected postgresql://user:password@host:port/database or its jdbc: form";

  /** Checks that the address is one of PostgreSQL's. */
  public DatabaseAddress {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "A database address begins with jdbc:postgresql:, but this is '" + jdbcUrl + "'");
    }
    if (user.isEmpty()) {
      throw new IllegalArgumentException("The address " + jdbcUrl + " names no user");
    }
  }

  /**
   * Reads an address as people write it: {@code postgresql://user:password@host:port/database},
   * {@code postgres://…}, or the driver's {@code
   * jdbc:postgresql://host/database?user=…&password=…}. User and password may stand in either
   * place, percent-encoded where they hold special characters; further parameters go to the driver.
   *
   * @throws DatabaseException when it is none of these; the password is not in the message
   */
  public static DatabaseAddress parse(String text) {
    URI uri = uri(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
    Map<String, String> parameters = parameters(uri.getRawQuery());
    String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
    String user = Optional.ofNullable(parameters.remove("user")).orElse(login[0]);
    String password =
        Optional.ofNullable(parameters.remove("password")).orElse(login.length > 1 ? login[1] : "");
    if (user.isEmpty()) {
      throw new DatabaseException("The database address names no user: " + EXPECTED + ".", null);
    }
    String query =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("&"));
    String place = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    return new DatabaseAddress(
        "jdbc:postgresql://" + place + uri.getRawPath() + (query.isEmpty() ? "" : "?" + query),
        decoded(user),
        decoded(password));
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      if (!known) {
        throw new DatabaseException(
            "The database address is none of PostgreSQL's: " + EXPECTED + ".", null);
      }
      if (uri.getHost() == null || uri.getRawPath() == null || uri.getRawPath().length() < 2) {
        throw new DatabaseException(
            "The database address lacks a host or a database: " + EXPECTED + ".", null);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new DatabaseException(
          "The database address cannot be read at character "
              + (e.getIndex() + 1)
              + " ("
              + e.getReason()
              + "): "
              + EXPECTED
              + ", with special characters percent-encoded.",
          null);
    }
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      if (!pair[0].isEmpty()) {
        parameters.put(pair[0], pair.length > 1 ? pair[1] : "");
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    // Only forms turn spaces into plus signs; in an address a plus is a plus.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Host, port and database for messages: without parameters, which may hold secrets. */
  String place() {
    return jdbcUrl.substring("jdbc:".length()).split("\\?", 2)[0];
  }

  /** The address for people and logs: never shows the password. */
  @Override
  public String toString() {
    return place() + " as " + user;
  }
}
