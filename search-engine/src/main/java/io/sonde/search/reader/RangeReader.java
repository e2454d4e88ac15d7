package io.sonde.search.reader;

import io.sonde.search.space.Domain;
import io.sonde.search.space.Node;
import io.sonde.search.space.Paths;
import io.sonde.search.space.Scale;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.yaml.YamlTree;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads {@code float} and {@code int}, with their scale and step. */
final class RangeReader {
  private static final long MAX_WHOLE = 1L << 53;
  private static final Schema ANY_WHOLE = new Schema.Whole(-MAX_WHOLE, MAX_WHOLE);
  private static final Schema ANY_REAL =
      new Schema.Real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private final Problems problems;

  RangeReader(Problems problems) {
    this.problems = problems;
  }

  Node read(YamlTree.Mapping yaml, YamlTree.Entry entry, Schema schema, String path) {
    boolean whole = entry.key().equals("int");
    String place = Paths.key(path, entry.key());
    if (!takesNumbers(schema) || (!whole && schema instanceof Schema.Whole)) {
      String gives = whole ? "int gives whole numbers" : "float gives real numbers";
      String hint = !whole && schema instanceof Schema.Whole ? "; write int" : "";
      String message = gives + ", but here belongs " + Words.expected(schema) + hint;
      problems.add(entry.mark(), place, message);
      return PlaceReader.REFUSED;
    }
    Optional<double[]> bounds = bounds(entry, whole, schema, place);
    Optional<Scale> scale = scale(yaml, whole, path);
    Optional<OptionalDouble> step = step(yaml, whole, path);
    if (bounds.isEmpty() || scale.isEmpty() || step.isEmpty()) {
      return PlaceReader.REFUSED;
    }
    double low = bounds.get()[0];
    double high = bounds.get()[1];
    boolean sound =
        rising(entry, low, high, place)
            && scaled(entry, scale.get(), low, high, place)
            && stepped(yaml, step.get(), low, high, path);
    if (!sound) {
      return PlaceReader.REFUSED;
    } else if (whole && !(schema instanceof Schema.Real)) {
      return new Node.Search(
          new Domain.IntRange((long) low, (long) high, scale.get(), (long) step.get().orElse(1)));
    }
    OptionalDouble grid = whole ? OptionalDouble.of(step.get().orElse(1)) : step.get();
    return new Node.Search(new Domain.FloatRange(low, high, scale.get(), grid));
  }

  private static boolean takesNumbers(Schema schema) {
    return schema instanceof Schema.Real
        || schema instanceof Schema.Whole
        || schema instanceof Schema.Anything;
  }

  private Optional<double[]> bounds(
      YamlTree.Entry entry, boolean whole, Schema schema, String path) {
    if (!(entry.value() instanceof YamlTree.Sequence list) || list.items().size() != 2) {
      String message = "expected two bounds [low, high], got " + count(entry.value());
      problems.add(entry.value().mark(), path, message);
      return Optional.empty();
    }
    double[] bounds = {Double.NaN, Double.NaN};
    for (int i = 0; i < 2; i++) {
      YamlTree item = list.items().get(i);
      Optional<Object> raw = item instanceof YamlTree.Scalar s ? s.value() : Optional.empty();
      Optional<Object> value = raw.flatMap(v -> bound(v, whole, schema));
      if (value.isEmpty()) {
        boolean isWhole = raw.flatMap(v -> Scalars.fit(v, ANY_WHOLE)).isPresent();
        String expected = Words.expected(expectedBound(whole && !isWhole, schema));
        String message = "expected " + expected + " as bound, got " + Words.got(item);
        problems.add(item.mark(), Paths.index(path, i), message);
      } else {
        bounds[i] = ((Number) value.get()).doubleValue();
      }
    }
    boolean complete = Arrays.stream(bounds).noneMatch(Double::isNaN);
    return complete ? Optional.of(bounds) : Optional.empty();
  }

  private static Optional<Object> bound(Object value, boolean whole, Schema schema) {
    Optional<Object> number = Scalars.fit(value, whole ? ANY_WHOLE : ANY_REAL);
    return number.flatMap(v -> Scalars.fit(v, schema));
  }

  private static Schema expectedBound(boolean mustBecomeWhole, Schema schema) {
    if (schema instanceof Schema.Whole) {
      return schema;
    } else if (mustBecomeWhole) {
      return ANY_WHOLE;
    }
    return schema instanceof Schema.Anything ? ANY_REAL : schema;
  }

  private static String count(YamlTree yaml) {
    return yaml instanceof YamlTree.Sequence list
        ? "a list of " + list.items().size()
        : Words.got(yaml);
  }

  private Optional<Scale> scale(YamlTree.Mapping yaml, boolean whole, String path) {
    Optional<YamlTree> written = yaml.get("scale");
    if (written.isEmpty()) {
      return Optional.of(Scale.LINEAR);
    }
    Schema words = new Schema.Word(scales(whole));
    Node node = plain().read(written.get(), words, Paths.key(path, "scale"));
    return Arrays.stream(Scale.values())
        .filter(s -> node instanceof Node.Constant c && c.value().equals(s.word()))
        .findFirst();
  }

  /** The scales of a range; log1m says nothing about whole numbers. */
  static List<String> scales(boolean whole) {
    return whole ? List.of("linear", "log") : List.of("linear", "log", "log1m");
  }

  private Optional<OptionalDouble> step(YamlTree.Mapping yaml, boolean whole, String path) {
    Optional<YamlTree> written = yaml.get("step");
    if (written.isEmpty()) {
      return Optional.of(OptionalDouble.empty());
    }
    Schema schema = whole ? new Schema.Whole(1, MAX_WHOLE) : Schema.above(0);
    Node node = plain().read(written.get(), schema, Paths.key(path, "step"));
    return node instanceof Node.Constant c && c.value() instanceof Number n
        ? Optional.of(OptionalDouble.of(n.doubleValue()))
        : Optional.empty();
  }

  private boolean rising(YamlTree.Entry entry, double low, double high, String path) {
    if (low <= high) {
      return true;
    }
    String a = Words.number(low);
    String b = Words.number(high);
    String swapped = "; write [" + b + ", " + a + "]";
    String message = "the low bound " + a + " is above the high bound " + b + swapped;
    problems.add(entry.value().mark(), path, message);
    return false;
  }

  private boolean scaled(YamlTree.Entry entry, Scale scale, double low, double high, String path) {
    String message = "";
    if (scale == Scale.LOG && low <= 0) {
      message = "scale log needs a low bound above 0, got " + Words.number(low);
    } else if (scale == Scale.LOG1M && high >= 1) {
      message = "scale log1m needs a high bound below 1, got " + Words.number(high);
    }
    if (!message.isEmpty()) {
      problems.add(entry.value().mark(), path, message);
    }
    return message.isEmpty();
  }

  /** The high bound is a value too, so steps must lead to it; reckoned in decimals, as written. */
  private boolean stepped(
      YamlTree.Mapping yaml, OptionalDouble step, double low, double high, String path) {
    if (step.isEmpty()) {
      return true;
    }
    BigDecimal by = BigDecimal.valueOf(step.getAsDouble());
    BigDecimal width = BigDecimal.valueOf(high).subtract(BigDecimal.valueOf(low));
    BigDecimal rest = width.remainder(by);
    if (rest.signum() == 0) {
      return true;
    }
    double last = BigDecimal.valueOf(high).subtract(rest).doubleValue();
    String text =
        "steps of "
            + Words.number(step.getAsDouble())
            + " from "
            + Words.number(low)
            + " do not reach the high bound "
            + Words.number(high)
            + "; the last is "
            + Words.number(last);
    problems.add(yaml.entry("step").orElseThrow().value().mark(), Paths.key(path, "step"), text);
    return false;
  }

  private PlaceReader plain() {
    return new PlaceReader(problems, false);
  }
}
