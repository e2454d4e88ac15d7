package io.sonde.app.server;

import io.sonde.scheduler.kubernetes.TemplateShape;
import io.sonde.search.spec.schema.Schema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a spec's {@code resources.kubernetes.template} may hold, in the words of the spec reader, as
 * the Kubernetes backend describes it. Only made once a spec has a template. Thread-safe.
 */
final class PodTemplateSchema {
  private static final Schema TEXT = new Schema.Text("a text", Optional.empty());
  private static final Schema REAL =
      Schema.real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  private static final Schema LONG_WHOLE = Schema.whole(Long.MIN_VALUE, Long.MAX_VALUE);

  private final Map<String, Schema.Named> parts = new HashMap<>();
  private Schema.@Nullable Mapping pod;

  /** The schema by its name. */
  Schema.Named named() {
    return new Schema.Named("PodSpec", this::pod);
  }

  private synchronized Schema pod() {
    if (pod == null) {
      pod = mapping(TemplateShape.ofPod());
    }
    return pod;
  }

  private Schema.Mapping mapping(TemplateShape.Keys keys) {
    Map<String, Schema.Field> fields = new LinkedHashMap<>();
    keys.shapes()
        .forEach(
            (key, shape) -> {
              String description = "Kubernetes' %s.%s".formatted(keys.name(), key);
              fields.put(key, new Schema.Field(of(shape), false, description));
            });
    return new Schema.Mapping(fields, Optional.empty());
  }

  private Schema of(TemplateShape shape) {
    if (shape instanceof TemplateShape.Keys keys) {
      return part(keys);
    } else if (shape instanceof TemplateShape.ListOf list) {
      return new Schema.Sequence(of(list.items()), 0);
    } else if (shape instanceof TemplateShape.MapOf map) {
      return new Schema.Mapping(Map.of(), Optional.of(of(map.values())));
    }
    return switch ((TemplateShape.Scalar) shape) {
      case TEXT -> TEXT;
      case WHOLE -> Schema.whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG_WHOLE -> LONG_WHOLE;
      case REAL -> REAL;
      case TRUTH -> new Schema.Truth();
      case TEXT_OR_NUMBER -> new Schema.Either(List.of(TEXT, LONG_WHOLE, REAL));
      case ANYTHING -> new Schema.Anything();
    };
  }

  private Schema.Named part(TemplateShape.Keys keys) {
    Schema.Named known = parts.get(keys.name());
    if (known == null) {
      Schema.Mapping meaning = mapping(keys);
      known = new Schema.Named(keys.name(), () -> meaning);
      parts.put(keys.name(), known);
    }
    return known;
  }
}
