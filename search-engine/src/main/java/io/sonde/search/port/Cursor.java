package io.sonde.search.port;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where the reading of a list was left: what the list is sorted by, of the last row that was read.
 * To those who read it is a text without a meaning, which they give back to read on. Rows that are
 * added or removed meanwhile move nothing, for no rows are counted.
 *
 * @param keys one for each thing that the list is sorted by; empty where the row has none
 */
public record Cursor(List<Optional<String>> keys) {
  private static final int DIGEST_BYTES = 8;
  private static final int MOST_KEYS = 8;

  public Cursor {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MOST_KEYS) {
      throw new IllegalArgumentException("expected 1 to " + MOST_KEYS + " keys, got " + keys);
    }
  }

  /** Behind a row that is known by a number alone. */
  public static Cursor of(long number) {
    return new Cursor(List.of(Optional.of(Long.toString(number))));
  }

  /** A text that is no cursor, or one of another list. Its message is for the user. */
  public static final class BadCursorException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadCursorException(String text) {
      super(
          "'"
              + text
              + "' is no cursor of this list: expected the 'next' of an answer to the same request,"
              + " unchanged; leave it out to begin anew.");
    }
  }

  /**
   * As a text.
   *
   * @param list what is listed in which order; only it reads the text again
   */
  public String text(String list) {
    byte[] body = body();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(digest(list, body));
    bytes.writeBytes(body);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * Reads what {@link #text} made.
   *
   * @param list as it was given there
   * @param count how many keys the list has
   * @throws BadCursorException for any other text
   */
  public static Cursor read(String text, String list, int count) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      byte[] body = Arrays.copyOfRange(bytes, Math.min(DIGEST_BYTES, bytes.length), bytes.length);
      boolean whole = Arrays.equals(digest(list, body), Arrays.copyOf(bytes, DIGEST_BYTES));
      if (whole) {
        Cursor cursor = of(body);
        if (cursor.keys.size() == count) {
          return cursor;
        }
      }
    } catch (IllegalArgumentException | IOException e) {
      // told below, with the text
    }
    throw new BadCursorException(text);
  }

  /** The key at a place, as a whole number. */
  public long number(int place) {
    return Long.parseLong(keys.get(place).orElseThrow());
  }

  private byte[] body() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(keys.size());
      for (Optional<String> key : keys) {
        out.writeBoolean(key.isPresent());
        out.writeUTF(key.orElse(""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Cursor of(byte[] body) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      int count = in.readUnsignedByte();
      List<Optional<String>> keys = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        boolean present = in.readBoolean();
        String key = in.readUTF();
        keys.add(present ? Optional.of(key) : Optional.empty());
      }
      return new Cursor(keys);
    }
  }

  /** Over list and keys, so that a text that was cut or changed is told from a whole one. */
  private static byte[] digest(String list, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(list.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return Arrays.copyOf(digest.digest(body), DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
