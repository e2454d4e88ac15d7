package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepReader.Slice;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a request asks for, and how its answer leads to the part after it: by {@code
 * next} in the document, and by a header {@code Link} (RFC 8288).
 */
final class Paging {
  private static final String CURSOR = "cursor";
  private static final String OFFSET = "offset";

  private Paging() {}

  /** Reads {@code offset} or {@code cursor}, and {@code limit}. */
  static Slice slice(RoutingContext context) {
    return new Slice(offset(context), cursor(context), limit(context));
  }

  /** How many rows are asked for. */
  static int limit(RoutingContext context) {
    return Parameters.query(context, "limit", 1, 1000, 100);
  }

  /** Where to go on; whether it is good is the list's to say. */
  static Optional<String> cursor(RoutingContext context) {
    Optional<String> cursor = Parameters.text(context, CURSOR);
    if (cursor.isPresent() && offset(context) > 0) {
      throw HttpProblem.invalid(
          "'cursor' and 'offset' both say where the page begins; leave one of them out.");
    }
    return cursor;
  }

  private static int offset(RoutingContext context) {
    return Parameters.query(context, OFFSET, 0, Integer.MAX_VALUE, 0);
  }

  /** Sets the header that leads to the next page of a list, where its document has a next one. */
  static ObjectNode linked(RoutingContext context, ObjectNode document) {
    @Nullable String next = document.path("next").textValue();
    if (next != null && !context.response().headWritten()) {
      context.response().putHeader("Link", "<" + address(context, next) + ">; rel=\"next\"");
    }
    return document;
  }

  /** This request's address with another cursor. */
  private static String address(RoutingContext context, String next) {
    Stream<String> kept =
        Optional.ofNullable(context.request().query()).stream()
            .flatMap(query -> Arrays.stream(query.split("&")))
            .filter(part -> !part.isEmpty() && !names(part, CURSOR) && !names(part, OFFSET));
    return Stream.concat(kept, Stream.of(CURSOR + "=" + next))
        .map(Paging::safe)
        .collect(Collectors.joining("&", context.request().path() + "?", ""));
  }

  private static boolean names(String part, String name) {
    return part.equals(name) || part.startsWith(name + "=");
  }

  /** What a client left unescaped cannot end the reference. */
  private static String safe(String part) {
    return part.replace("<", "%3C").replace(">", "%3E").replace("\"", "%22");
  }
}
