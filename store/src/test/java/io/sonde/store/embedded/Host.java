package io.sonde.store.embedded;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A program that opens the embedded server of a home, says so in one line, and closes it when its
 * standard input ends.
 */
final class Host {
  private Host() {}

  public static void main(String[] arguments) throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]))) {
      System.out.println("ready " + postgres.pid() + " " + postgres.address().jdbcUrl());
      System.in.readAllBytes();
    } catch (EmbeddedPostgresException refused) {
      System.out.println("refused " + refused.getMessage());
    }
  }
}
