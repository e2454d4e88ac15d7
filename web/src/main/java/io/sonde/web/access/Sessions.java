package io.sonde.web.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions of browsers that showed the token. A session is the time it ends, signed with a key that
 * lives as long as the server: nothing is kept, and a restart ends all of them. Thread-safe.
 */
public final class Sessions {
  /** How long a session lasts. */
  static final Duration LIFE = Duration.ofHours(12);

  private static final String ALGORITHM = "HmacSHA256";
  private final SecretKeySpec key;
  private final Clock clock;

  /** With a new key. */
  public Sessions(Clock clock) {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
    this.clock = clock;
  }

  /** The value of the cookie of a new session. */
  String open() {
    String end = Long.toString(clock.instant().plus(LIFE).getEpochSecond());
    return end + "." + signature(end);
  }

  /** Whether a cookie's value is that of a session that lasts still. */
  boolean valid(String value) {
    int dot = value.indexOf('.');
    if (dot < 0) {
      return false;
    }
    String end = value.substring(0, dot);
    boolean signed =
        MessageDigest.isEqual(
            signature(end).getBytes(StandardCharsets.US_ASCII),
            value.substring(dot + 1).getBytes(StandardCharsets.US_ASCII));
    return signed && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(end)));
  }

  private String signature(String end) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] bytes = mac.doFinal(end.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
