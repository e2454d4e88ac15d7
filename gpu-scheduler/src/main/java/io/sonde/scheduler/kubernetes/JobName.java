package io.sonde.scheduler.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Names Jobs after our jobs, so that the same job has the same name for ever. */
final class JobName {

  /** With a pod's own suffix, the prefix and the digest this makes a name of at most 63 letters. */
  private static final int READABLE = 30;

  private static final int DIGEST_BYTES = 8;

  private JobName() {}

  /**
   * A DNS label that people recognise and that differs where the job or the installation does: what
   * a label may hold of the job's id, and a digest of both in whole.
   */
  static String of(String installation, String jobId) {
    String readable =
        jobId.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String start = readable.substring(0, Math.min(READABLE, readable.length()));
    return ("sonde-" + start).replaceAll("-+$", "") + "-" + digest(installation + "\n" + jobId);
  }

  private static String digest(String text) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
