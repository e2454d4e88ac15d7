package io.sonde.web.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what stands in a request's path and query; throws {@link HttpProblem} for what is wrong.
 */
public final class Parameters {
  private Parameters() {}

  /** A whole number in the path, such as the sweep's; the route's pattern allows only digits. */
  public static int number(RoutingContext context, String name) {
    try {
      return Integer.parseInt(context.pathParam(name));
    } catch (NumberFormatException e) {
      throw HttpProblem.unknown("There is no " + name + " " + context.pathParam(name) + ".");
    }
  }

  /** A whole number of the query within bounds. */
  public static int query(RoutingContext context, String name, int least, int most, int otherwise) {
    return (int) query(context, name, (long) least, most, otherwise);
  }

  /** A whole number of the query within bounds. */
  public static long query(
      RoutingContext context, String name, long least, long most, long otherwise) {
    Optional<String> text = text(context, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, with the value
    }
    throw HttpProblem.invalid(
        "'"
            + name
            + "' is to be a whole number within ["
            + least
            + ", "
            + most
            + "], got '"
            + text.get()
            + "'.");
  }

  /** A whole number from 0 in a header; empty without one. */
  public static OptionalLong header(RoutingContext context, String name) {
    String text = context.request().getHeader(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Math.max(0, Long.parseLong(text.trim())));
    } catch (NumberFormatException e) {
      throw HttpProblem.invalid("'" + name + "' is to be a whole number, got '" + text + "'.");
    }
  }

  /** A number of the query; its bounds are the caller's. */
  public static double real(RoutingContext context, String name, double otherwise) {
    Optional<String> text = text(context, name);
    try {
      return text.isEmpty() ? otherwise : Double.parseDouble(text.get());
    } catch (NumberFormatException e) {
      throw HttpProblem.invalid("'" + name + "' is to be a number, got '" + text.get() + "'.");
    }
  }

  /** A truth of the query; the bare name means true. */
  public static boolean flag(RoutingContext context, String name) {
    return switch (text(context, name).orElse("false")) {
      case "", "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw HttpProblem.invalid("'" + name + "' is to be true or false.");
    };
  }

  /** A text of the query; empty when it is not there. */
  public static Optional<String> text(RoutingContext context, String name) {
    List<String> values = context.queryParam(name);
    if (values.size() > 1) {
      throw HttpProblem.invalid("'" + name + "' stands more than once in the address.");
    }
    return values.stream().findFirst();
  }
}
