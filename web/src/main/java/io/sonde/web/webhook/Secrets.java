package io.sonde.web.webhook;

import io.sonde.search.report.TokenKey;
import io.sonde.web.port.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The secrets that webhooks are signed with. Each is made from the home's key and the webhook's id,
 * so no database holds one, and a restarted server has it again.
 *
 * @param key of this installation
 */
record Secrets(TokenKey key) {

  /** The secret of a webhook, as its receiver has it. */
  String of(String id, Instant created) {
    return "whsec_" + key.token("webhook " + id + " of " + created.toEpochMilli());
  }

  /** The secret that a webhook was made with; empty where this home's key is another one. */
  Optional<String> of(Webhook webhook) {
    String secret = of(webhook.id(), webhook.created());
    return digest(secret).equals(webhook.digest()) ? Optional.of(secret) : Optional.empty();
  }

  /** What is kept of a secret. */
  static String digest(String secret) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
