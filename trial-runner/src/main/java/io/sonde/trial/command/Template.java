package io.sonde.trial.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text with references in it, such as {@code --rate=${config.rate:-0.01}}. What stands behind the
 * colon and the dash is taken where there is no value. Two dollars before the brace stand for one
 * that begins no reference.
 */
record Template(List<Piece> pieces) {
  private static final String BEGIN = "${";
  private static final String OTHERWISE = ":-";

  /** What a shell could mean by {@code ${…}} without meaning us. */
  private static final Pattern SHELLS =
      Pattern.compile(
          "[#!]?([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?!$-])([-:=?+%#/^,@\\[].*)?", Pattern.DOTALL);

  Template {
    pieces = List.copyOf(pieces);
  }

  /** A part of the text. */
  sealed interface Piece {}

  /** Text as it stands. */
  record Words(String text) implements Piece {}

  /**
   * A reference.
   *
   * @param name what it names, such as {@code config.batch_size} or {@code seed}
   * @param otherwise what is taken where there is no such value
   */
  record Reference(String name, Optional<String> otherwise) implements Piece {
    /** The path within the configuration, empty for the whole; none when it names another thing. */
    Optional<String> path() {
      if (name.equals(Names.CONFIG)) {
        return Optional.of("");
      } else if (name.startsWith(Names.CONFIG + ".")) {
        return Optional.of(name.substring(Names.CONFIG.length() + 1));
      } else if (name.startsWith(Names.CONFIG + "[")) {
        return Optional.of(name.substring(Names.CONFIG.length()));
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return BEGIN + name + otherwise.map(text -> OTHERWISE + text).orElse("") + "}";
    }
  }

  /**
   * Reads a text.
   *
   * @param shell whether a shell reads the result: then what is a variable to it is left alone
   * @throws IllegalArgumentException for a reference without its end
   */
  static Template parse(String text, boolean shell) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    int at = 0;
    for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, at)) {
      if (!shell && begin > at && text.charAt(begin - 1) == '$') {
        words.append(text, at, begin - 1).append(BEGIN);
        at = begin + BEGIN.length();
        continue;
      }
      int end = text.indexOf('}', begin);
      if (end < 0) {
        throw new IllegalArgumentException(
            "'" + text.substring(begin) + "' has no closing brace; expected ${config.PATH}");
      }
      Reference reference = reference(text.substring(begin + BEGIN.length(), end));
      words.append(text, at, begin);
      if (shell && !Names.ours(reference.name()) && isShells(text.substring(begin + 2, end))) {
        words.append(text, begin, end + 1);
      } else {
        add(pieces, words);
        pieces.add(reference);
      }
      at = end + 1;
    }
    words.append(text, at, text.length());
    add(pieces, words);
    return new Template(pieces);
  }

  private static boolean isShells(String inner) {
    return SHELLS.matcher(inner).matches();
  }

  private static void add(List<Piece> pieces, StringBuilder words) {
    if (words.length() > 0) {
      pieces.add(new Words(words.toString()));
      words.setLength(0);
    }
  }

  private static Reference reference(String inner) {
    int split = inner.indexOf(OTHERWISE);
    return split < 0
        ? new Reference(inner, Optional.empty())
        : new Reference(
            inner.substring(0, split), Optional.of(inner.substring(split + OTHERWISE.length())));
  }

  /** The references in it, in their order. */
  List<Reference> references() {
    return pieces.stream().filter(Reference.class::isInstance).map(Reference.class::cast).toList();
  }
}
