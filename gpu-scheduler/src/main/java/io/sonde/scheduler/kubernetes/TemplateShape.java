package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What may stand at a place of a pod's specification, as the backend reads it: so that who reads
 * specs can refuse a misspelt key where it stands in the file, long before a job is made of it.
 */
public sealed interface TemplateShape {

  /**
   * A mapping with these keys and no others; none has to be there.
   *
   * @param name what Kubernetes calls it, such as {@code Container}
   */
  record Keys(String name, Map<String, TemplateShape> shapes) implements TemplateShape {
    public Keys {
      shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    }
  }

  /** A list of such. */
  record ListOf(TemplateShape items) implements TemplateShape {}

  /** A mapping of any keys to such. */
  record MapOf(TemplateShape values) implements TemplateShape {}

  /** A value without parts. */
  enum Scalar implements TemplateShape {
    /** A text; a number is none. */
    TEXT,
    /** A whole number of 32 bits. */
    WHOLE,
    /** A whole number of 64 bits. */
    LONG_WHOLE,
    /** A number. */
    REAL,
    /** True or false. */
    TRUTH,
    /** A quantity or a port: {@code 2}, {@code 500m}, {@code http}. */
    TEXT_OR_NUMBER,
    /** Whatever it is, the cluster reads it. */
    ANYTHING
  }

  /** The shape of a pod's specification. Made anew by each call, which takes some 100 ms. */
  static Keys ofPod() {
    return new TemplateShapes().keys(PodSpec.class);
  }
}
