package io.sonde.search.gate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By which equal configurations are told without keeping them: the first half of a SHA-256 over
 * what they hold, whatever the order of their keys.
 */
public record Fingerprint(long high, long low) {
  /** Of a tree of maps, lists and plain values. */
  public static Fingerprint of(Object tree) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      StringBuilder text = new StringBuilder();
      write(tree, text);
      ByteBuffer bytes =
          ByteBuffer.wrap(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
      return new Fingerprint(bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Each value with its kind and its length, so that no two trees have the same text. */
  private static void write(Object tree, StringBuilder text) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
      text.append('{').append(sorted.size());
      sorted.forEach(
          (key, value) -> {
            write(key, text);
            write(value, text);
          });
    } else if (tree instanceof List<?> list) {
      text.append('[').append(list.size());
      list.forEach(value -> write(value, text));
    } else {
      String plain = String.valueOf(tree);
      String kind = tree == null ? "none" : tree.getClass().getSimpleName();
      text.append(kind).append(plain.length()).append(':').append(plain);
    }
  }
}
