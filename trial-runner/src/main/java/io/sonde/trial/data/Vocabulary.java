package io.sonde.trial.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The words that a network knows. A text becomes the indices of its words: 0 stands for no word and
 * fills the end of a short text, 1 for a word that is not known, 2 for the first word of the list,
 * and so on. A text without any word becomes one word that is not known.
 */
public final class Vocabulary implements Encoding {
  /** The index of no word. */
  public static final int NO_WORD = 0;

  /** The index of a word that is not known. */
  public static final int UNKNOWN = 1;

  /** The index of the first word. */
  public static final int FIRST = 2;

  private final Tokenizer tokenizer;
  private final int most;
  private final List<String> words;
  private final Map<String, Integer> indices = new HashMap<>();

  /**
   * A vocabulary of these words.
   *
   * @param tokenizer which cuts a text into words
   * @param most how many words may be kept; beyond, {@link #fit} leaves out the rare ones
   * @param words in the order of their indices, each once
   */
  public Vocabulary(Tokenizer tokenizer, int most, Collection<String> words) {
    this.tokenizer = tokenizer;
    this.most = most;
    this.words = List.copyOf(words);
    this.words.forEach(word -> indices.put(word, FIRST + indices.size()));
    if (indices.size() != this.words.size()) {
      throw new IllegalArgumentException("expected every word once, got " + this.words);
    }
  }

  /** The words in the order of their indices, the first of which is {@link #FIRST}. */
  public List<String> words() {
    return words;
  }

  /** What cuts a text into words. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /**
   * How many different indices there may be: those of the words, of no word and of unknown ones.
   */
  int count() {
    return FIRST + Math.min(most, words.size());
  }

  /** The index of a word. */
  public int index(String word) {
    return indices.getOrDefault(word, UNKNOWN);
  }

  /**
   * A text as indices.
   *
   * @param length how many; what is longer is cut
   */
  public float[] encode(String text, int length) {
    float[] row = new float[length];
    List<String> found = tokenizer.words(text, length);
    row[0] = UNKNOWN;
    for (int i = 0; i < found.size(); i++) {
      row[i] = index(found.get(i));
    }
    return row;
  }

  /**
   * The words that are the most frequent in texts encoded by this vocabulary; of equally frequent
   * ones those that come first in the order of their characters.
   */
  Vocabulary fit(float[][] rows) {
    int[] frequencies = new int[FIRST + words.size()];
    for (float[] row : rows) {
      for (float index : row) {
        frequencies[(int) index]++;
      }
    }
    List<String> kept =
        IntStream.range(0, words.size())
            .filter(i -> frequencies[FIRST + i] > 0)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer i) -> -frequencies[FIRST + i])
                    .thenComparing(words::get))
            .limit(most)
            .map(words::get)
            .toList();
    return new Vocabulary(tokenizer, most, kept);
  }

  /** For each index of this vocabulary the one that another gives to the same word. */
  float[] indicesIn(Vocabulary other) {
    float[] map = new float[FIRST + words.size()];
    map[UNKNOWN] = UNKNOWN;
    for (int i = 0; i < words.size(); i++) {
      map[FIRST + i] = other.index(words.get(i));
    }
    return map;
  }
}
