package io.sonde.scheduler.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sonde.scheduler.job.Job;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a job asks of the cluster beyond its resources: the tree under the key {@code kubernetes} of
 * its options.
 *
 * @param image what its container runs
 * @param namespace where
 * @param template a pod's specification that ours is laid over
 * @param labels set on the Job and its pod
 * @param annotations set on the Job and its pod
 */
record JobOptions(
    Optional<String> image,
    Optional<String> namespace,
    PodSpec template,
    Map<String, String> labels,
    Map<String, String> annotations) {

  private static final String WHERE = "resources.kubernetes";
  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("annotations", "image", "labels", "namespace", "template"));
  private static final ObjectMapper STRICT = StrictModel.mapper();

  /** Reads the options of a job; none are all empty. */
  static JobOptions of(Job job) throws InvalidOptionsException {
    Map<?, ?> tree = map(WHERE, job.options().getOrDefault("kubernetes", Map.of()));
    for (Object key : tree.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw new InvalidOptionsException(
            "%s: unknown key \"%s\"; known are %s".formatted(WHERE, key, String.join(", ", KEYS)));
      }
    }
    return new JobOptions(
        text(tree, "image"),
        text(tree, "namespace"),
        template(tree),
        texts(tree, "labels"),
        texts(tree, "annotations"));
  }

  private static PodSpec template(Map<?, ?> tree) throws InvalidOptionsException {
    String where = WHERE + ".template";
    Map<?, ?> template = map(where, tree.containsKey("template") ? tree.get("template") : Map.of());
    try {
      // Through text: a converted tree would be refused without telling where.
      return STRICT.readValue(STRICT.writeValueAsString(template), PodSpec.class);
    } catch (UnrecognizedPropertyException e) {
      Set<String> known = new TreeSet<>();
      if (e.getKnownPropertyIds() != null) {
        e.getKnownPropertyIds().forEach(id -> known.add(String.valueOf(id)));
      }
      throw new InvalidOptionsException(
          "%s: unknown key \"%s\"; known there are %s"
              .formatted(where + place(e, 1), e.getPropertyName(), String.join(", ", known)));
    } catch (JsonMappingException e) {
      throw new InvalidOptionsException(where + place(e, 0) + ": " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw new InvalidOptionsException(where + ": " + e.getOriginalMessage());
    }
  }

  private static String place(JsonMappingException e, int without) {
    StringBuilder place = new StringBuilder();
    e.getPath().stream()
        .limit((long) e.getPath().size() - without)
        .forEach(
            part ->
                place.append(
                    part.getFieldName() == null
                        ? "[" + part.getIndex() + "]"
                        : "." + part.getFieldName()));
    return place.toString();
  }

  private static Optional<String> text(Map<?, ?> tree, String key) throws InvalidOptionsException {
    if (!tree.containsKey(key)) {
      return Optional.empty();
    }
    if (tree.get(key) instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    throw new InvalidOptionsException(
        "%s.%s: expected a text, got %s".formatted(WHERE, key, tree.get(key)));
  }

  private static Map<String, String> texts(Map<?, ?> tree, String key)
      throws InvalidOptionsException {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<?, ?> found = map(WHERE + "." + key, tree.containsKey(key) ? tree.get(key) : Map.of());
    for (Map.Entry<?, ?> entry : found.entrySet()) {
      if (!(entry.getValue() instanceof String value)) {
        throw new InvalidOptionsException(
            "%s.%s.%s: expected a text (in quotes where it looks like a number), got %s"
                .formatted(WHERE, key, entry.getKey(), entry.getValue()));
      }
      texts.put(String.valueOf(entry.getKey()), value);
    }
    return texts;
  }

  private static Map<?, ?> map(String where, Object value) throws InvalidOptionsException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new InvalidOptionsException(where + ": expected a mapping, got " + value);
  }
}
