package io.sonde.search.sweep;

import io.sonde.search.report.AttemptId;
import io.sonde.search.report.TokenKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * The secrets with which the attempts of one sweep report; the same after a restart of the server.
 *
 * @param key of this installation
 * @param created when the sweep was created, which tells it from one of the same number in another
 *     database
 */
record Tokens(TokenKey key, Instant created) {

  /** The secret of an attempt. */
  String of(AttemptId attempt) {
    return key.token("attempt " + attempt + " of " + created.toEpochMilli());
  }

  /** Compares in a time that tells nothing. */
  static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
