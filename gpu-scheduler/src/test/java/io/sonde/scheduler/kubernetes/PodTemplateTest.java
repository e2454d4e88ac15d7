package io.sonde.scheduler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodTemplateTest {

  private final Jobs jobs = new Jobs(Path.of("/work/sweep"));

  private static final KubernetesSettings SETTINGS =
      KubernetesSettings.of("c", "one", List.of("default", "gpu"), 5, Optional.of("usual:1"));

  private static PodSpec pod(Job job, Map<String, Object> options) throws Exception {
    return Manifests.of(ClusterUnderTest.withOptions(job, options), SETTINGS, Set.of())
        .job()
        .getSpec()
        .getTemplate()
        .getSpec();
  }

  private static Container container(PodSpec pod) {
    assertThat(pod.getContainers()).hasSize(1);
    return pod.getContainers().get(0);
  }

  private void assertRefused(Map<String, Object> options, String... parts) {
    assertThatThrownBy(() -> pod(jobs.script("job", "true"), options))
        .isInstanceOf(InvalidOptionsException.class)
        .message()
        .contains(parts);
  }

  @Test
  void withoutATemplateThePodIsWhatTheJobNeeds() throws Exception {
    PodSpec pod = pod(jobs.script("job", "echo $HOME $$"), Map.of());
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getShareProcessNamespace()).isTrue();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getActiveDeadlineSeconds()).isNull();
    assertThat(pod.getVolumes()).isEmpty();
    Container container = container(pod);
    assertThat(container.getImage()).isEqualTo("usual:1");
    assertThat(container.getWorkingDir()).isEqualTo("/work/sweep");
    assertThat(container.getCommand()).containsExactly("sh", "-c", "echo $$HOME $$$$");
    assertThat(container.getResources().getRequests()).containsEntry("cpu", new Quantity("1"));
  }

  @Test
  void whatTheTemplateSaysStaysUnlessTheJobSaysIt() throws Exception {
    Map<String, Object> template =
        Map.of(
            "nodeSelector", Map.of("disk", "fast"),
            "tolerations", List.of(Map.of("key", "gpu", "operator", "Exists")),
            "shareProcessNamespace", false,
            "terminationGracePeriodSeconds", 7,
            "volumes",
                List.of(Map.of("name", "data", "persistentVolumeClaim", Map.of("claimName", "d"))),
            "containers",
                List.of(
                    Map.of(
                        "image", "theirs:2",
                        "workingDir", "/theirs",
                        "env",
                            List.of(
                                Map.of("name", "A", "value", "theirs"),
                                Map.of("name", "B", "value", "theirs")),
                        "volumeMounts", List.of(Map.of("name", "data", "mountPath", "/data")),
                        "resources",
                            Map.of("limits", Map.of("memory", "1Gi", "nvidia.com/gpu", 9)))));
    Job job =
        jobs.withResources("job", "true", new Resources(2, 0, OptionalLong.of(1L << 31)))
            .withEnvironment(Map.of("A", "ours", "CUDA_VISIBLE_DEVICES", ""));
    PodSpec pod = pod(job, Map.of("template", template));
    assertThat(pod.getNodeSelector()).containsEntry("disk", "fast");
    assertThat(pod.getTolerations()).hasSize(1);
    assertThat(pod.getShareProcessNamespace()).isFalse();
    assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(7);
    Container container = container(pod);
    assertThat(container.getImage()).isEqualTo("theirs:2");
    assertThat(container.getWorkingDir()).isEqualTo("/work/sweep");
    assertThat(container.getVolumeMounts()).hasSize(1);
    assertThat(container.getEnv())
        .extracting(EnvVar::getName)
        .containsExactly("A", "B", "SONDE_JOB");
    assertThat(container.getEnv().get(0).getValueFrom().getSecretKeyRef().getKey())
        .isEqualTo("env.A");
    assertThat(container.getResources().getLimits())
        .containsEntry("nvidia.com/gpu", new Quantity("2"))
        .containsEntry("memory", new Quantity(Long.toString(1L << 31)));
    assertThat(container.getResources().getRequests()).doesNotContainKey("cpu");
  }

  @Test
  void theOptionsImageGoesBeforeTheTemplates() throws Exception {
    Map<String, Object> template = Map.of("containers", List.of(Map.of("image", "theirs:2")));
    PodSpec pod = pod(jobs.script("job", "true"), Map.of("image", "named:3", "template", template));
    assertThat(container(pod).getImage()).isEqualTo("named:3");
  }

  @Test
  void theShorterDeadlineCounts() throws Exception {
    Limits limits = new Limits(Optional.of(Duration.ofMillis(90_500)), OptionalLong.empty());
    Job job = jobs.withLimits("job", "true", limits);
    assertThat(pod(job, Map.of()).getActiveDeadlineSeconds()).isEqualTo(91);
    assertThat(
            pod(job, Map.of("template", Map.of("activeDeadlineSeconds", 60)))
                .getActiveDeadlineSeconds())
        .isEqualTo(60);
  }

  @Test
  void anInputIsMountedFromTheSecretAndNowhereElse() throws Exception {
    Job job = jobs.withInput("job", "read x", "pear\n").withEnvironment(Map.of("KEY", "plum"));
    Manifests manifests = Manifests.of(job, SETTINGS, Set.of());
    assertThat(manifests.job().toString()).doesNotContain("pear", "plum");
    assertThat(manifests.secret()).containsValues("pear\n", "plum");
    assertThat(manifests.secret("one", "uid-1").getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("uid-1"));
  }

  @Test
  void mistakesAreToldWithTheirPlace() {
    assertRefused(Map.of("imagee", "x"), "resources.kubernetes", "imagee", "image, labels");
    assertRefused(Map.of("image", 3), "resources.kubernetes.image", "expected a text");
    assertRefused(Map.of("labels", Map.of("a", 1)), "resources.kubernetes.labels.a", "in quotes");
    assertRefused(Map.of("namespace", "other"), "default, gpu", "other");
    assertRefused(Map.of("template", "x"), "resources.kubernetes.template", "expected a mapping");
    assertRefused(
        Map.of("template", Map.of("nodeSelektor", Map.of())),
        "resources.kubernetes.template: ",
        "nodeSelektor",
        "nodeSelector");
    assertRefused(
        Map.of("template", Map.of("containers", List.of(Map.of("imagePolicy", "x")))),
        "resources.kubernetes.template.containers[0]: ",
        "imagePullPolicy");
    assertRefused(
        Map.of("template", Map.of("tolerations", "all")),
        "resources.kubernetes.template.tolerations");
    assertRefused(Map.of("template", Map.of("restartPolicy", "Always")), "Never", "Always");
    assertRefused(
        Map.of("template", Map.of("containers", List.of(Map.of(), Map.of()))), "one container");
    assertRefused(
        Map.of("template", Map.of("containers", List.of(Map.of("command", List.of("x"))))),
        "command and args");
    assertRefused(
        Map.of("template", Map.of("containers", List.of(Map.of("name", "main")))),
        "\"trial\"",
        "\"main\"");
  }

  @Test
  void nodesToAvoidAreRuledOutInEveryTermOfTheTemplate() throws Exception {
    Job job = jobs.script("job", "true");
    PodSpec plain =
        Manifests.of(job, SETTINGS, Set.of("n2", "n1")).job().getSpec().getTemplate().getSpec();
    assertThat(required(plain))
        .singleElement()
        .satisfies(term -> assertThat(avoided(term)).containsExactly("n1", "n2"));
    Map<String, Object> zone = Map.of("key", "zone", "operator", "In", "values", List.of("a"));
    Map<String, Object> terms =
        Map.of(
            "nodeSelectorTerms",
            List.of(
                Map.of("matchExpressions", List.of(zone)),
                Map.of("matchExpressions", List.of(zone)),
                Map.of()));
    Map<String, Object> affinity =
        Map.of("nodeAffinity", Map.of("requiredDuringSchedulingIgnoredDuringExecution", terms));
    Job theirs =
        ClusterUnderTest.withOptions(job, Map.of("template", Map.of("affinity", affinity)));
    PodSpec both =
        Manifests.of(theirs, SETTINGS, Set.of("n1")).job().getSpec().getTemplate().getSpec();
    assertThat(required(both)).hasSize(3);
    assertThat(required(both).subList(0, 2))
        .allSatisfy(
            term -> {
              assertThat(term.getMatchExpressions()).hasSize(1);
              assertThat(avoided(term)).containsExactly("n1");
            });
    assertThat(avoided(required(both).get(2))).as("it lets no node in").isEmpty();
  }

  private static List<NodeSelectorTerm> required(PodSpec pod) {
    return pod.getAffinity()
        .getNodeAffinity()
        .getRequiredDuringSchedulingIgnoredDuringExecution()
        .getNodeSelectorTerms();
  }

  private static List<String> avoided(NodeSelectorTerm term) {
    return term.getMatchFields().stream()
        .filter(field -> field.getKey().equals("metadata.name"))
        .filter(field -> field.getOperator().equals("NotIn"))
        .flatMap(field -> field.getValues().stream())
        .toList();
  }

  @Test
  void withoutAnyImageTheJobIsRefused() {
    KubernetesSettings bare =
        KubernetesSettings.of("c", "one", List.of("default"), 5, Optional.empty());
    assertThatThrownBy(() -> Manifests.of(jobs.script("job", "true"), bare, Set.of()))
        .hasMessageContaining("resources.kubernetes.image");
  }
}
