package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to the cluster for a job of ours: a Job with one pod that is never restarted, and a
 * Secret with what nobody else may read. The Job makes its pod once its parallelism is raised to 1.
 *
 * @param name of the Job and the Secret
 * @param namespace where both are
 * @param job the Job
 */
record Manifests(String name, String namespace, Job job, Map<String, String> secret) {

  /**
   * Makes what the cluster needs for a job, or says what is wrong with its options.
   *
   * @param avoided nodes on which it must not run
   */
  static Manifests of(
      io.sonde.scheduler.job.Job job, KubernetesSettings settings, Set<String> avoided)
      throws InvalidOptionsException {
    return in(namespace(JobOptions.of(job), settings), job, settings, avoided);
  }

  /** The same for a job that the cluster has already, in a namespace that may be given up since. */
  static Manifests in(
      String namespace,
      io.sonde.scheduler.job.Job job,
      KubernetesSettings settings,
      Set<String> avoided)
      throws InvalidOptionsException {
    JobOptions options = JobOptions.of(job);
    String name = JobName.of(settings.installation(), job.id());
    Map<String, String> secret = SecretKeys.data(job);
    PodSpec pod = new PodTemplate(options, settings.image(), name).of(job, avoided);
    Job whole =
        new JobBuilder()
            .withMetadata(metadata(job, options, settings, name, namespace))
            .withNewSpec()
            .withBackoffLimit(0)
            .withParallelism(0)
            .withCompletions(1)
            .withTtlSecondsAfterFinished(Math.toIntExact(settings.keep().toSeconds()))
            .withNewTemplate()
            .withMetadata(metadata(job, options, settings, null, null))
            .withSpec(pod)
            .endTemplate()
            .endSpec()
            .build();
    return new Manifests(name, namespace, whole, secret);
  }

  private static String namespace(JobOptions options, KubernetesSettings settings)
      throws InvalidOptionsException {
    String namespace = options.namespace().orElse(settings.namespaces().get(0));
    if (!settings.namespaces().contains(namespace)) {
      throw new InvalidOptionsException(
          "resources.kubernetes.namespace: jobs of this server may run in %s, not in %s"
              .formatted(String.join(", ", settings.namespaces()), namespace));
    }
    return namespace;
  }

  private static ObjectMeta metadata(
      io.sonde.scheduler.job.Job job,
      JobOptions options,
      KubernetesSettings settings,
      @Nullable String name,
      @Nullable String namespace) {
    Map<String, String> annotations = new LinkedHashMap<>(options.annotations());
    annotations.put(Marks.JOB, job.id());
    annotations.put(Marks.OWNER, job.owner());
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(Marks.labels(settings.installation(), options.labels()))
        .withAnnotations(annotations)
        .build();
  }

  /** Whether a Job of ours may make its pod already. */
  static boolean released(@Nullable Job job) {
    return job != null && Integer.valueOf(1).equals(job.getSpec().getParallelism());
  }

  /** The Secret, which goes with the Job of this uid. */
  Secret secret(String installation, String jobUid) {
    Map<String, String> data = new LinkedHashMap<>();
    secret.forEach(
        (key, text) ->
            data.put(
                key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(Marks.labels(installation, Map.of()))
        .addNewOwnerReference()
        .withApiVersion("batch/v1")
        .withKind("Job")
        .withName(name)
        .withUid(jobUid)
        .endOwnerReference()
        .endMetadata()
        .withData(data)
        .build();
  }
}
