package io.sonde.trial.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into words: runs of letters, marks and digits in the sense of Unicode, with
 * apostrophes inside them; all else only separates. So {@code "Don't, 3-fold!"} gives {@code
 * don't}, {@code 3} and {@code fold}. The text is first brought to Unicode's composed form NFC, so
 * that an accent typed apart makes no other word. Scripts that write no blanks between words are
 * not cut any further.
 *
 * @param lowerCase whether words are turned into lower case, by the rules of no language
 */
public record Tokenizer(boolean lowerCase) {
  /** What a word is, for those who cut texts elsewhere. */
  public static final String PATTERN = "[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}\\p{N}]+)*";

  private static final Pattern WORD = Pattern.compile(PATTERN);

  /** The first words of a text, at most so many. */
  public List<String> words(String text, int most) {
    String composed = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC);
    Matcher matcher = WORD.matcher(lowerCase ? composed.toLowerCase(Locale.ROOT) : composed);
    List<String> words = new ArrayList<>();
    while (words.size() < most && matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
