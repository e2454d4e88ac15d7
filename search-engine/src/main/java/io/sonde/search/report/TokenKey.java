package io.sonde.search.report;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret from which the tokens of attempts and workers are made, so that a restarted server
 * knows them again and no token need be stored. Each is the HMAC-SHA256 of what it stands for (RFC
 * 2104). Thread-safe.
 */
public final class TokenKey {
  /** The length of a key, and of what the hash gives. */
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /** From a secret of {@link #BYTES} random bytes. */
  public TokenKey(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException(
          "expected a secret of " + BYTES + " bytes, got " + secret.length);
    }
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** The token of something; the same text always gives the same token. */
  public String token(String what) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "TokenKey";
  }
}
