package io.sonde.scheduler.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

/** The labels and annotations by which we know our own objects in the cluster. */
final class Marks {

  /** Label: whose object it is. */
  static final String INSTALLATION = "sonde/installation";

  /** Label: set once the end of the job has been told, so that lists leave it out. */
  static final String TOLD = "sonde/told";

  /** Annotation: the job's id in whole. */
  static final String JOB = "sonde/job";

  /** Annotation: whom the job belongs to. */
  static final String OWNER = "sonde/owner";

  /**
   * Annotation: the uid of the pod in which the job's command has begun. No other pod may run it.
   */
  static final String POD = "sonde/pod";

  /** Label of a pod, set by Kubernetes: the name of its Job. */
  static final String JOB_NAME = "job-name";

  private Marks() {}

  /** The labels of whatever we make. */
  static Map<String, String> labels(String installation, Map<String, String> wanted) {
    Map<String, String> labels = new LinkedHashMap<>(wanted);
    labels.put("app.kubernetes.io/managed-by", "sonde");
    labels.put(INSTALLATION, installation);
    return labels;
  }
}
