package io.sonde.search.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By which a request is known again when it is sent once more.
 *
 * @param key chosen by the caller: 1 to 200 visible ASCII characters
 * @param digest of all that was asked for; another digest under the same key is another request
 */
public record RequestKey(String key, String digest) {
  private static final int LENGTH = 200;

  /** Throws an IllegalArgumentException for a key that is none. */
  public RequestKey {
    requireKey(key);
  }

  /** Throws an IllegalArgumentException for a text that cannot be a key. */
  public static void requireKey(String key) {
    if (key.isEmpty() || key.length() > LENGTH || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "a key of a request is to be 1 to "
              + LENGTH
              + " visible ASCII characters, got "
              + key.length()
              + " characters: '"
              + key.codePoints()
                  .limit(60)
                  .map(c -> c > ' ' && c < 127 ? c : '?')
                  .collect(
                      StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              + "'");
    }
  }

  /**
   * That of a request.
   *
   * @param asked all that is asked for, as a text that is the same when it is asked for again
   */
  public static RequestKey of(String key, String asked) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8));
      return new RequestKey(key, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Makes sure that an earlier request with this key is this one.
   *
   * @param did what the earlier one did, such as {@code started sweep 3}
   * @throws Reused when it was another one
   */
  public void require(RequestKey earlier, String did) {
    if (!earlier.digest.equals(digest)) {
      throw new Reused(
          "This key was used by another request, which "
              + did
              + "; a new request needs a new key.");
    }
  }

  /** The request has started a sweep already. */
  public static final class Known extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int sweep;

    /** That sweep. */
    public Known(int sweep) {
      super("this request has started sweep " + sweep);
      this.sweep = sweep;
    }

    /** The sweep it started. */
    public int sweep() {
      return sweep;
    }
  }

  /** The key was used for another request. */
  public static final class Reused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence that says what the key was used for. */
    public Reused(String message) {
      super(message);
    }
  }
}
