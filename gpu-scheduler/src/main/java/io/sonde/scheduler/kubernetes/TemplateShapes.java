package io.sonde.scheduler.kubernetes;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sonde.scheduler.kubernetes.TemplateShape.Keys;
import io.sonde.scheduler.kubernetes.TemplateShape.ListOf;
import io.sonde.scheduler.kubernetes.TemplateShape.MapOf;
import io.sonde.scheduler.kubernetes.TemplateShape.Scalar;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Derives shapes from the model of the client, by the eyes of the mapper that reads templates. */
final class TemplateShapes {

  private static final Map<Class<?>, Scalar> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, Scalar.TEXT),
          Map.entry(Integer.class, Scalar.WHOLE),
          Map.entry(int.class, Scalar.WHOLE),
          Map.entry(Long.class, Scalar.LONG_WHOLE),
          Map.entry(long.class, Scalar.LONG_WHOLE),
          Map.entry(Double.class, Scalar.REAL),
          Map.entry(Float.class, Scalar.REAL),
          Map.entry(Boolean.class, Scalar.TRUTH),
          Map.entry(boolean.class, Scalar.TRUTH),
          Map.entry(Quantity.class, Scalar.TEXT_OR_NUMBER),
          Map.entry(IntOrString.class, Scalar.TEXT_OR_NUMBER),
          Map.entry(Object.class, Scalar.ANYTHING));

  private final ObjectMapper mapper = StrictModel.mapper();
  private final Map<Class<?>, Keys> known = new HashMap<>();

  /** The keys of a class of the model; its parts hold no class that holds them. */
  Keys keys(Class<?> type) {
    Keys before = known.get(type);
    if (before != null) {
      return before;
    }
    Map<String, TemplateShape> shapes = new TreeMap<>();
    JavaType java = mapper.constructType(type);
    for (BeanPropertyDefinition property :
        mapper.getDeserializationConfig().introspect(java).findProperties()) {
      if (property.couldDeserialize()) {
        shapes.put(property.getName(), of(property.getPrimaryType()));
      }
    }
    Keys keys = new Keys(type.getSimpleName(), shapes);
    known.put(type, keys);
    return keys;
  }

  private TemplateShape of(JavaType type) {
    Scalar scalar = SCALARS.get(type.getRawClass());
    if (scalar != null) {
      return scalar;
    } else if (type.isMapLikeType()) {
      return new MapOf(of(type.getContentType()));
    } else if (type.isCollectionLikeType()) {
      return new ListOf(of(type.getContentType()));
    }
    return keys(type.getRawClass());
  }
}
