package io.sonde.web.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as its owner has it: {@code sonde_ID_SECRET}. The id is public and finds the token; the
 * secret is 256 random bits and is kept nowhere. Its SHA-256 is: a slow hash protects what people
 * choose, and nobody guesses 256 bits.
 */
record TokenText(String id, String secret) {
  private static final Pattern FORM = Pattern.compile("sonde_([a-z0-9]{10})_([A-Za-z0-9_-]{43})");
  private static final int SECRET_BYTES = 32;
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int ID_LETTERS = 10;

  static TokenText random(SecureRandom chance) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LETTERS; i++) {
      id.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
    }
    byte[] secret = new byte[SECRET_BYTES];
    chance.nextBytes(secret);
    return new TokenText(
        id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Reads a text; empty when it is no token's. */
  static Optional<TokenText> parse(String text) {
    Matcher match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(new TokenText(match.group(1), match.group(2)))
        : Optional.empty();
  }

  String text() {
    return "sonde_" + id + "_" + secret;
  }

  /** What is kept of the secret. */
  String digest() {
    return HexFormat.of().formatHex(sha256(secret));
  }

  /** Whether the secret is the one of a digest; takes the same time however much of it is right. */
  boolean matches(String kept) {
    return MessageDigest.isEqual(
        sha256(secret), HexFormat.of().parseHex(kept.toLowerCase(Locale.ROOT)));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "sonde_" + id + "_…";
  }
}
