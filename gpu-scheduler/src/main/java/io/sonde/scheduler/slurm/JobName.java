package io.sonde.scheduler.slurm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name under which Slurm knows a job, which is also the name of the job's folder. Different ids
 * have different names.
 *
 * @param text letters, digits, {@code -}, {@code .} and {@code _}; neither a shell nor Slurm's
 *     output can misread it
 */
record JobName(String text) {

  /** Longer ones are shortened; far below what Slurm and file systems take. */
  private static final int LONGEST = 120;

  /** The name of a job of an installation. */
  static JobName of(String installation, String jobId) {
    StringBuilder name = new StringBuilder(prefix(installation));
    for (byte octet : jobId.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.');
      name.append(plain ? String.valueOf(c) : "_%02X".formatted((int) c));
    }
    return new JobName(name.length() <= LONGEST ? name.toString() : shortened(name, jobId));
  }

  /** What the names of all jobs of an installation begin with. */
  static String prefix(String installation) {
    return "sonde-" + installation + "-";
  }

  private static String shortened(StringBuilder name, String jobId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(jobId.getBytes(StandardCharsets.UTF_8));
      String hash = HexFormat.of().formatHex(digest);
      return name.substring(0, LONGEST - hash.length() - 2) + "__" + hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
