package io.sonde.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.scheduler.kubernetes.TemplateShape;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A pod's template is refused where it is wrong in the file, by what the backend takes. */
class PodTemplateSchemaTest {

  private static final String SPEC =
      """
      name: pods
      objective: {metric: loss, direction: minimize}
      space: {x: {float: [0, 1]}}
      budget: {trials: 2}
      trial: {kind: command, command: [python3, trial.py]}
      resources:
        kubernetes:
          template:
      """;

  private final SpecParts parts = new SpecParts();

  private void read(String... template) {
    String lines =
        List.of(template).stream().map("      %s\n"::formatted).collect(Collectors.joining());
    var unused = parts.reader().read(SPEC + lines, Path.of("."));
  }

  private String problems(String... template) {
    SpecException refused = catchThrowableOfType(SpecException.class, () -> read(template));
    assertThat(refused).isNotNull();
    return refused.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  @Test
  void mistakesAreToldWithTheirLineAndTheNearestKey() {
    assertThat(problems("nodeSelektor: {disk: fast}"))
        .contains("9", "resources.kubernetes.template.nodeSelektor", "'nodeSelector'");
    assertThat(problems("containers:", "  - imagePolicy: Always", "    env: [{name: A, value: 5}]"))
        .contains("containers[0].imagePolicy", "containers[0].env[0].value", "quotes make it text");
    assertThat(problems("terminationGracePeriodSeconds: soon")).contains("a whole number", "soon");
    assertThat(problems("containers: [{command: [sh]}]")).contains("the trial's own command runs");
    assertThat(problems("containers: [{name: main}]")).contains("'trial'");
    assertThat(problems("restartPolicy: Always")).contains("'Never'");
  }

  @Test
  void everyKeyOfThePodThatTheBackendTakesIsKnownHereAndInTheJsonSchema() throws Exception {
    var definitions = new ObjectMapper().readTree(parts.schema()).path("$defs");
    var known = new ArrayList<String>();
    definitions.path("pod-template").path("properties").fieldNames().forEachRemaining(known::add);
    assertThat(known).containsExactlyInAnyOrderElementsOf(TemplateShape.ofPod().shapes().keySet());
    assertThat(definitions.path("Toleration").path("properties").has("tolerationSeconds")).isTrue();
    assertThatCode(
            () ->
                read(
                    "nodeSelector: {accelerator: a100}",
                    "tolerations: [{key: gpu, operator: Exists, tolerationSeconds: 60}]",
                    "volumes: [{name: shared, emptyDir: {sizeLimit: 2Gi}}]",
                    "containers:",
                    "  - name: trial",
                    "    resources: {limits: {example.com/fpga: 1, memory: 2Gi}}",
                    "    livenessProbe: {httpGet: {port: 80}}",
                    "    volumeMounts: [{name: shared, mountPath: /shared}]"))
        .doesNotThrowAnyException();
  }
}
