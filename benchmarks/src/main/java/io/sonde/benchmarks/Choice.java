package io.sonde.benchmarks;

import io.sonde.search.port.Sampler;
import io.sonde.search.port.Stopper;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.space.Space;
import io.sonde.search.stopper.Stoppers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sampler or stopper of the search engine with its settings, as the command line has them: {@code
 * tpe:startup_trials=5:candidates=48}.
 *
 * @param label as it was written
 * @param name under which the engine knows it
 * @param settings whole numbers as Long, others as Double, then Boolean, then words
 */
public record Choice(String label, String name, Map<String, Object> settings) {
  private static final Pattern COLON = Pattern.compile(":");

  /** Reads one choice. */
  public static Choice parse(String text) {
    List<String> parts = COLON.splitAsStream(text).toList();
    Map<String, Object> settings = new LinkedHashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected NAME:SETTING=VALUE, got '" + text + "'");
      }
      settings.put(part.substring(0, equals), value(part.substring(equals + 1)));
    }
    return new Choice(text, parts.get(0), settings);
  }

  /** Reads a list with commas. */
  public static List<Choice> parseAll(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).map(Choice::parse).toList();
  }

  private static Object value(String text) {
    if (text.matches("-?\\d+")) {
      return Long.valueOf(text);
    } else if (text.matches("-?\\d*\\.?\\d+([eE][-+]?\\d+)?")) {
      return Double.valueOf(text);
    }
    return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
  }

  /** A new sampler of this space, for a sweep with this seed. */
  public Sampler sampler(Space space, long seed) {
    return Samplers.create(name, space, seed, settings);
  }

  /** A new stopper. */
  public Stopper stopper() {
    return Stoppers.create(name, settings);
  }
}
