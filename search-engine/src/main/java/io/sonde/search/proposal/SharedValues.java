package io.sonde.search.proposal;

import io.sonde.search.space.Configuration;
import io.sonde.search.space.Parameter;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds configurations of another space in this one. A configuration is found when this space can
 * express it wholly: where a value is searched here, the other space has it searched or fixed at
 * the same place and it is within the bounds here; what is fixed here has the same value there.
 */
public final class SharedValues {
  private final Space space;
  private final FixedValues fixed;

  /** Between this space and another one. */
  public SharedValues(Space space, Space other) {
    this.space = space;
    this.fixed = new FixedValues(other);
  }

  /** The configuration of this space that is the same as one of the other; empty for none. */
  public Optional<Configuration> find(Configuration of) {
    try {
      Configuration same =
          space.configure(parameter -> parameter.domain().encode(value(parameter, of)));
      return alike(same.tree(), of.tree()) ? Optional.of(same) : Optional.empty();
    } catch (NotThere | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Object value(Parameter parameter, Configuration of) {
    Object value = of.values().get(parameter.path());
    return value != null ? value : fixed.at(parameter.path()).orElseThrow(NotThere::new);
  }

  /** Numbers are alike when their values are, whatever their types. */
  private static boolean alike(Object one, @Nullable Object other) {
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && a.entrySet().stream().allMatch(e -> alike(e.getValue(), b.get(e.getKey())));
    } else if (one instanceof List<?> a && other instanceof List<?> b) {
      boolean same = a.size() == b.size();
      for (int i = 0; same && i < a.size(); i++) {
        same = alike(a.get(i), b.get(i));
      }
      return same;
    } else if (one instanceof Number a && other instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue()) == 0;
    }
    return one.equals(other);
  }

  /** The other space has no value at a place. */
  private static final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotThere() {
      super("no value at this place", null, false, false);
    }
  }
}
