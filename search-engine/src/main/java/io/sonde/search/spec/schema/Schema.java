package io.sonde.search.spec.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a place may hold. Within {@code space} any place may hold a search expression instead, all
 * of whose values must fit.
 */
public sealed interface Schema {

  /** A mapping with known keys; others are refused unless {@code others} says what they may be. */
  record Mapping(Map<String, Field> fields, Optional<Schema> others) implements Schema {
    public Mapping {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** A key of a mapping. */
  record Field(Schema schema, boolean required, String description) {}

  /** A list. */
  record Sequence(Schema items, int least) implements Schema {}

  /**
   * A real number; bounds are inclusive, infinite for none. Infinities and NaN never fit.
   *
   * @param least {@link Math#nextUp} of a bound excludes that bound, and messages say so
   * @param most {@link Math#nextDown} of a bound likewise
   */
  record Real(double least, double most) implements Schema {
    public Real {
      if (!(least <= most)) {
        throw new IllegalArgumentException("expected least <= most, got " + least + ", " + most);
      }
    }

    /** Whether the least value is the next after an excluded bound. */
    public boolean leastExcluded() {
      return Double.isFinite(least) && shorter(Math.nextDown(least), least);
    }

    /** Whether the greatest value is the next before an excluded bound. */
    public boolean mostExcluded() {
      return Double.isFinite(most) && shorter(Math.nextUp(most), most);
    }

    /** A bound that a person wrote has few digits, its neighbour has all of them. */
    private static boolean shorter(double neighbour, double bound) {
      int digits = Double.toString(Math.abs(neighbour)).length();
      return neighbour == 0 || digits + 4 < Double.toString(Math.abs(bound)).length();
    }
  }

  /** A whole number; bounds are inclusive. */
  record Whole(long least, long most) implements Schema {
    public Whole {
      if (least > most) {
        throw new IllegalArgumentException("expected least <= most, got " + least + ", " + most);
      }
    }
  }

  /** {@code true} or {@code false}. */
  record Truth() implements Schema {}

  /**
   * Text.
   *
   * @param expected what it looks like, in words with their article: {@code a path of a file}
   * @param pattern the whole of it as a regular expression, for Java and ECMAScript alike
   */
  record Text(String expected, Optional<String> pattern) implements Schema {}

  /** One of these words. */
  record Word(List<String> words) implements Schema {
    public Word {
      words = List.copyOf(words);
    }
  }

  /**
   * A mapping with exactly one of these keys, such as {@code {adam: {…}}}; in the space, also a
   * choice among branches of these names. A variant all of whose settings are optional may be
   * written as the bare word; it is read as that word with an empty mapping.
   *
   * @param what it is, for messages: a noun such as {@code layer}
   */
  record Variant(String what, Map<String, Mapping> variants) implements Schema {
    public Variant {
      variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    }
  }

  /**
   * The first of these that what is there fits; when none does, the problems told are those of the
   * first that has its shape (mapping, list or scalar).
   */
  record Either(List<Schema> options) implements Schema {
    public Either {
      options = List.copyOf(options);
    }
  }

  /**
   * A schema by its name, so that a schema can hold itself: a list of layers in a layer; and one
   * that is long is only made when it is needed. Two of one name are the same schema.
   */
  record Named(String name, Supplier<Schema> meaning) implements Schema {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Named named && name.equals(named.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** The schema itself where this is only its name. */
  default Schema resolved() {
    return this instanceof Named named ? named.meaning().get().resolved() : this;
  }

  /** Anything but a missing value. */
  record Anything() implements Schema {}

  /** A mapping, written field by field. */
  static Builder mapping() {
    return new Builder();
  }

  /** A real number within bounds. */
  static Real real(double least, double most) {
    return new Real(least, most);
  }

  /** A whole number within bounds. */
  static Whole whole(long least, long most) {
    return new Whole(least, most);
  }

  /** A real number above an excluded bound. */
  static Real above(double bound) {
    return new Real(Math.nextUp(bound), Double.POSITIVE_INFINITY);
  }

  /** One of these words. */
  static Word word(String... words) {
    return new Word(List.of(words));
  }

  /** Collects the fields of a mapping. */
  final class Builder {
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private Builder() {}

    /** A key that must be there. */
    public Builder required(String key, Schema schema, String description) {
      fields.put(key, new Field(schema, true, description));
      return this;
    }

    /** A key that may be there. */
    public Builder optional(String key, Schema schema, String description) {
      fields.put(key, new Field(schema, false, description));
      return this;
    }

    /** All keys of another mapping. */
    public Builder all(Mapping other) {
      fields.putAll(other.fields());
      return this;
    }

    /** No other keys. */
    public Mapping closed() {
      return new Mapping(fields, Optional.empty());
    }

    /** Any other keys. */
    public Mapping open() {
      return new Mapping(fields, Optional.of(new Anything()));
    }

    /** The keys so far, for messages. */
    public List<String> keys() {
      return new ArrayList<>(fields.keySet());
    }
  }
}
