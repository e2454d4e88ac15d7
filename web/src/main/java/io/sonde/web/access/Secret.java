package io.sonde.web.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A secret that can be compared without telling by the time it takes how much of it was right. */
final class Secret {
  private final byte[] digest;

  Secret(String secret) {
    this.digest = digest(secret);
  }

  boolean matches(String attempt) {
    return MessageDigest.isEqual(digest, digest(attempt));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
