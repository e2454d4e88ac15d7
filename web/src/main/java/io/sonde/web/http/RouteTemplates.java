package io.sonde.web.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The places that a router has, each by its template, such as {@code /api/v1/sweeps/{sweep}}. Made
 * once all routes are there. Thread-safe.
 */
public final class RouteTemplates {
  private static final Pattern PARAMETER =
      Pattern.compile(":([A-Za-z_]+)|\\(\\?<([A-Za-z_]+)>[^()]*\\)");
  private final List<Place> places;

  private RouteTemplates(List<Place> places) {
    this.places = places;
  }

  /** A method and a template. */
  public record Place(String method, String template, Pattern pattern) {
    private boolean takes(HttpMethod requestMethod, String path) {
      return method.equals(requestMethod.name()) && pattern.matcher(path).matches();
    }
  }

  /**
   * Of the routes that are there now; those for any method or for whatever begins so are no places.
   */
  public static RouteTemplates of(Router router) {
    List<Place> places =
        router.getRoutes().stream().flatMap(RouteTemplates::places).distinct().toList();
    return new RouteTemplates(places);
  }

  /** All places, in the order of the routes. */
  public List<Place> places() {
    return places;
  }

  /** The template of what was asked for; empty where there is no such place. */
  public Optional<String> find(HttpMethod method, String path) {
    return places.stream()
        .filter(place -> place.takes(method, path))
        .map(Place::template)
        .findFirst();
  }

  private static Stream<Place> places(Route route) {
    String path = route.getPath() == null ? route.getName() : route.getPath();
    Set<HttpMethod> methods = route.methods();
    boolean whole = route.isRegexPath() || route.isExactPath();
    if (path == null || methods == null || methods.isEmpty() || !whole) {
      return Stream.empty();
    }
    String template = template(path);
    return methods.stream().map(method -> new Place(method.name(), template, pattern(path)));
  }

  /** The template of a route's path or regular expression. */
  static String template(String path) {
    return PARAMETER
        .matcher(path)
        .replaceAll(
            match -> "{" + (match.group(1) == null ? match.group(2) : match.group(1)) + "}");
  }

  private static Pattern pattern(String path) {
    List<String> parts = new ArrayList<>();
    Matcher parameters = PARAMETER.matcher(path);
    int end = 0;
    while (parameters.find()) {
      parts.add(Pattern.quote(path.substring(end, parameters.start())));
      parts.add(parameters.group(1) == null ? ".+" : "[^/]+");
      end = parameters.end();
    }
    parts.add(Pattern.quote(path.substring(end)));
    return Pattern.compile(parts.stream().collect(Collectors.joining("", "", "/?")));
  }
}
