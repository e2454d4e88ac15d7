package io.sonde.scheduler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.kubernetes.TemplateShape.Keys;
import io.sonde.scheduler.kubernetes.TemplateShape.ListOf;
import io.sonde.scheduler.kubernetes.TemplateShape.MapOf;
import io.sonde.scheduler.kubernetes.TemplateShape.Scalar;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of templates is what the backend takes of them, at every place. */
class TemplateShapeTest {

  private final Job job = new Jobs(Path.of("/work/sweep")).script("job", "true");
  private final Keys pod = TemplateShape.ofPod();

  private JobOptions read(Object template) throws InvalidOptionsException {
    return JobOptions.of(ClusterUnderTest.withOptions(job, Map.of("template", template)));
  }

  /** A value of a shape; with a wrong one, each scalar is of another type than it should be. */
  private static Object value(TemplateShape shape, boolean wrong, boolean misspelt) {
    if (shape instanceof Keys keys) {
      Map<String, Object> map = new LinkedHashMap<>();
      keys.shapes().forEach((key, inner) -> map.put(key, value(inner, wrong, misspelt)));
      if (misspelt) {
        map.put("mispelt", "x");
      }
      return map;
    } else if (shape instanceof ListOf list) {
      return List.of(value(list.items(), wrong, misspelt));
    } else if (shape instanceof MapOf map) {
      return Map.of("any", value(map.values(), wrong, misspelt));
    }
    return switch ((Scalar) shape) {
      case TEXT -> wrong ? 3L : "text";
      case WHOLE, LONG_WHOLE, REAL -> wrong ? "3" : 3L;
      case TRUTH -> wrong ? "true" : true;
      case TEXT_OR_NUMBER, ANYTHING -> 1L;
    };
  }

  @Test
  void everyKeyThatIsToldIsTaken() {
    assertThat(pod.shapes()).hasSizeGreaterThan(30).containsKeys("nodeSelector", "tolerations");
    assertThatCode(() -> read(value(pod, false, false))).doesNotThrowAnyException();
  }

  @Test
  void everyOtherKeyAndTypeIsRefused() {
    pod.shapes()
        .forEach(
            (key, shape) -> {
              if (scalars(shape)) {
                assertThatThrownBy(() -> read(Map.of(key, value(shape, true, false))))
                    .as(key)
                    .isInstanceOf(InvalidOptionsException.class);
              }
              if (mappings(shape)) {
                assertThatThrownBy(() -> read(Map.of(key, value(shape, false, true))))
                    .as(key)
                    .hasMessageContaining("mispelt");
              }
            });
    assertThatThrownBy(() -> read(value(pod, false, true))).hasMessageContaining("mispelt");
  }

  private static boolean scalars(TemplateShape shape) {
    if (shape instanceof Keys keys) {
      return keys.shapes().values().stream().anyMatch(TemplateShapeTest::scalars);
    } else if (shape instanceof ListOf list) {
      return scalars(list.items());
    } else if (shape instanceof MapOf map) {
      return scalars(map.values());
    }
    return shape != Scalar.ANYTHING && shape != Scalar.TEXT_OR_NUMBER;
  }

  private static boolean mappings(TemplateShape shape) {
    return shape instanceof Keys
        || (shape instanceof ListOf list && mappings(list.items()))
        || (shape instanceof MapOf map && mappings(map.values()));
  }
}
