package io.sonde.web.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions of browsers in which a token was typed. A session is the token's id and the time it
 * ends, signed with a key that lives as long as the server: nothing is kept, a restart ends all of
 * them, and one is worth no more than its token. Thread-safe.
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

  /** The value of the cookie of a new session of a token. */
  String open(String token) {
    String content = token + "." + clock.instant().plus(LIFE).getEpochSecond();
    return content + "." + signature(content);
  }

  /** Of which token a cookie's value is; empty when it is forged or over. */
  Optional<String> token(String value) {
    int dot = value.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String content = value.substring(0, dot);
    boolean signed =
        MessageDigest.isEqual(
            signature(content).getBytes(StandardCharsets.UTF_8),
            value.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
    if (!signed) {
      return Optional.empty();
    }
    int end = content.lastIndexOf('.');
    Instant over = Instant.ofEpochSecond(Long.parseLong(content.substring(end + 1)));
    return clock.instant().isBefore(over)
        ? Optional.of(content.substring(0, end))
        : Optional.empty();
  }

  private String signature(String content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] bytes = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
