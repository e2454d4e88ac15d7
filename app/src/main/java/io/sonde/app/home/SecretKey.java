package io.sonde.app.home;

import io.sonde.search.report.TokenKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The home's secret, from which the tokens of trials are made. It stands in a file that only its
 * owner can read, and in no database.
 */
public final class SecretKey {
  private SecretKey() {}

  /** The home's secret; made when there is none, or none of the right length. */
  public static TokenKey of(Home home) {
    Path file = home.tokenKey();
    try {
      byte[] secret = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      return new TokenKey(secret.length == TokenKey.BYTES ? secret : make(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a secret in " + file, e);
    }
  }

  private static byte[] make(Path file) throws IOException {
    byte[] secret = new byte[TokenKey.BYTES];
    new SecureRandom().nextBytes(secret);
    PrivateFile.write(file, secret);
    return secret;
  }
}
