package io.sonde.search.reader;

import io.sonde.search.space.Domain;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.yaml.YamlTree;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Says in words what a schema expects and what stands in a file instead. */
final class Words {
  private static final int MOST_LISTED = 20;
  private static final long EXACT = 1L << 53;
  private static final int LONGEST_TEXT = 40;

  private Words() {}

  /** What may stand here, such as {@code a whole number from 1 to 8}. */
  static String expected(Schema schema) {
    if (schema instanceof Schema.Mapping mapping) {
      return mapping.fields().isEmpty()
          ? "a mapping"
          : "a mapping with keys such as " + listed(mapping.fields().keySet());
    } else if (schema instanceof Schema.Sequence) {
      return "a list";
    } else if (schema instanceof Schema.Real real) {
      return real(real);
    } else if (schema instanceof Schema.Whole whole) {
      return whole(whole);
    } else if (schema instanceof Schema.Truth) {
      return "true or false";
    } else if (schema instanceof Schema.Text text) {
      return text.expected();
    } else if (schema instanceof Schema.Word word) {
      return oneOf(word.words());
    } else if (schema instanceof Schema.Variant variant) {
      return withArticle(variant.what()) + ": " + oneOf(variant.variants().keySet());
    } else if (schema instanceof Schema.Either either) {
      return either.options().stream().map(Words::expected).collect(Collectors.joining(", or "));
    }
    return "a value";
  }

  /** What may be chosen there, such as {@code expected a number from 0 to 1}. */
  static String expected(Domain domain) {
    return "expected " + allowed(domain);
  }

  /** The same without that word. */
  static String allowed(Domain domain) {
    if (domain instanceof Domain.FloatRange range) {
      return "a number from " + number(range.low()) + " to " + number(range.high());
    } else if (domain instanceof Domain.IntRange range) {
      return "a whole number from " + range.low() + " to " + range.high();
    }
    List<Object> values =
        domain instanceof Domain.Ordered ordered
            ? ordered.values()
            : ((Domain.Choice) domain).values();
    return "one of " + listed(values.stream().map(String::valueOf).toList());
  }

  /** What stands there, such as {@code the text 'abc'}. */
  static String got(YamlTree tree) {
    if (tree instanceof YamlTree.Mapping mapping) {
      return mapping.entries().isEmpty() ? "an empty mapping" : "a mapping";
    } else if (tree instanceof YamlTree.Sequence sequence) {
      return sequence.items().isEmpty() ? "an empty list" : "a list";
    }
    YamlTree.Scalar scalar = (YamlTree.Scalar) tree;
    if (scalar.value().isEmpty()) {
      return "nothing";
    }
    String text = scalar.text();
    String shown = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    return scalar.value().get() instanceof String ? "the text '" + shown + "'" : shown;
  }

  /** The words with commas between, the end cut off when there are many. */
  static String listed(Collection<String> words) {
    String first = words.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    int more = words.size() - MOST_LISTED;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** A number as a person writes it: without a fraction when there is none. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }

  private static String withArticle(String noun) {
    return (noun.matches("[aeiouAEIOU].*") ? "an " : "a ") + noun;
  }

  private static String oneOf(Collection<String> words) {
    return words.size() == 1 ? "'" + List.copyOf(words).get(0) + "'" : "one of " + listed(words);
  }

  private static String real(Schema.Real real) {
    boolean below = Double.isInfinite(real.least());
    boolean above = Double.isInfinite(real.most());
    String least = real.leastExcluded() ? "above " : "of at least ";
    String most = real.mostExcluded() ? "below " : "of at most ";
    String low = number(real.leastExcluded() ? Math.nextDown(real.least()) : real.least());
    String high = number(real.mostExcluded() ? Math.nextUp(real.most()) : real.most());
    if (below && above) {
      return "a number";
    } else if (above) {
      return "a number " + least + low;
    } else if (below) {
      return "a number " + most + high;
    }
    boolean plain = !real.leastExcluded() && !real.mostExcluded();
    return plain
        ? "a number from " + low + " to " + high
        : "a number " + least + low + " and " + most + high;
  }

  private static String whole(Schema.Whole whole) {
    boolean below = whole.least() <= -EXACT;
    boolean above = whole.most() >= EXACT;
    if (below && above) {
      return "a whole number";
    } else if (above || whole.most() == Integer.MAX_VALUE) {
      return "a whole number of at least " + whole.least();
    } else if (below) {
      return "a whole number of at most " + whole.most();
    }
    return "a whole number from " + whole.least() + " to " + whole.most();
  }
}
