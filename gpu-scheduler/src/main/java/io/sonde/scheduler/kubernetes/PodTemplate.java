package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays what a job needs over the user's pod specification. Ours wins where both say something: the
 * command, its folder, its variables of the same name, its GPUs and memory, that it is never
 * restarted. Everything else stays the user's. The pod's processes share one process table, so that
 * the command is not its first process: signals reach it as they do elsewhere, and what it leaves
 * behind is reaped.
 *
 * @param options with the user's specification
 * @param image for a job whose options name none
 * @param secret the name of the Secret with environment and input
 */
record PodTemplate(JobOptions options, Optional<String> image, String secret) {

  /** The container that runs the job's command. */
  static final String CONTAINER = "trial";

  /** By which a command that is not in the image is told from one that exits like this. */
  static final String NO_COMMAND = "[sonde] no such command in the image: ";

  static final String GPU = "nvidia.com/gpu";

  private static final String INPUT_VOLUME = "sonde-input";
  private static final String PIPE_VOLUME = "sonde-pipe";
  private static final String INPUT_FOLDER = "/sonde/input";
  private static final String PIPE_FOLDER = "/sonde/pipe";

  /**
   * Feeds the input and then keeps the pipe open, as a backend promises: a pipe that is open for
   * reading and writing never comes to its end. What feeds it is nobody's child, so that the
   * command, which takes the shell's place, has none that it does not know. An image without mkfifo
   * gets the input as a file, which ends.
   */
  private static final String FEED =
      """
      command -v "$1" >/dev/null 2>&1 || {
        echo "%s$1" | tee /dev/termination-log >&2
        exit 127
      }
      if mkfifo %s/stdin 2>/dev/null; then
        exec 3<>%s/stdin
        (cat %s/input >&3 &)
        exec "$@" <&3 3<&-
      fi
      exec "$@" <%s/input
      """
          .formatted(NO_COMMAND, PIPE_FOLDER, PIPE_FOLDER, INPUT_FOLDER, INPUT_FOLDER);

  /**
   * The whole specification of the job's pod.
   *
   * @param avoided nodes on which it must not run
   */
  PodSpec of(Job job, Set<String> avoided) throws InvalidOptionsException {
    PodSpec template = options.template();
    check(template);
    PodSpecBuilder pod =
        new PodSpecBuilder(template)
            .withRestartPolicy("Never")
            .withContainers(container(base(template), job))
            .withActiveDeadlineSeconds(deadline(template, job));
    if (!avoided.isEmpty()) {
      pod.withAffinity(new NodesToAvoid(avoided).over(template.getAffinity()));
    }
    if (template.getShareProcessNamespace() == null
        && !Boolean.TRUE.equals(template.getHostPID())) {
      pod.withShareProcessNamespace(true);
    }
    if (template.getAutomountServiceAccountToken() == null) {
      pod.withAutomountServiceAccountToken(false);
    }
    if (!job.input().isEmpty()) {
      pod.addNewVolume()
          .withName(INPUT_VOLUME)
          .withNewSecret()
          .withSecretName(secret)
          .addNewItem(SecretKeys.INPUT, null, SecretKeys.INPUT)
          .endSecret()
          .endVolume()
          .addNewVolume()
          .withName(PIPE_VOLUME)
          .withNewEmptyDir()
          .withMedium("Memory")
          .endEmptyDir()
          .endVolume();
    }
    return pod.build();
  }

  private static void check(PodSpec template) throws InvalidOptionsException {
    String where = "resources.kubernetes.template";
    String restart = template.getRestartPolicy();
    if (restart != null && !restart.equals("Never")) {
      throw new InvalidOptionsException(
          where
              + ".restartPolicy: must be Never or left out, for attempts are counted and repeated"
              + " by Sonde; got "
              + restart);
    }
    if (template.getContainers().size() > 1) {
      throw new InvalidOptionsException(
          where
              + ".containers: may hold one container, that of the trial, for a second one would"
              + " keep the pod and its devices after the trial; got "
              + template.getContainers().size());
    }
    for (var volume : template.getVolumes()) {
      if (INPUT_VOLUME.equals(volume.getName()) || PIPE_VOLUME.equals(volume.getName())) {
        throw new InvalidOptionsException(
            where + ".volumes: the name " + volume.getName() + " is Sonde's own");
      }
    }
  }

  private static Container base(PodSpec template) throws InvalidOptionsException {
    Container base =
        template.getContainers().isEmpty() ? new Container() : template.getContainers().get(0);
    if (base.getName() != null && !base.getName().equals(CONTAINER)) {
      throw new InvalidOptionsException(
          "resources.kubernetes.template.containers[0].name: must be \"%s\" or left out, got \"%s\""
              .formatted(CONTAINER, base.getName()));
    }
    if (!base.getCommand().isEmpty() || !base.getArgs().isEmpty()) {
      throw new InvalidOptionsException(
          "resources.kubernetes.template.containers[0]: command and args come from the trial; leave"
              + " them out");
    }
    return base;
  }

  private Container container(Container base, Job job) throws InvalidOptionsException {
    ContainerBuilder container =
        new ContainerBuilder(base)
            .withName(CONTAINER)
            .withImage(image(base))
            .withCommand(command(job))
            .withWorkingDir(job.directory().toString())
            .withEnv(environment(base, job))
            .withResources(resources(base.getResources(), job.resources()))
            .withTerminationMessagePolicy("File");
    if (!job.input().isEmpty()) {
      container
          .addNewVolumeMount()
          .withName(INPUT_VOLUME)
          .withMountPath(INPUT_FOLDER)
          .withReadOnly(true)
          .endVolumeMount()
          .addNewVolumeMount()
          .withName(PIPE_VOLUME)
          .withMountPath(PIPE_FOLDER)
          .endVolumeMount();
    }
    return container.build();
  }

  private String image(Container base) throws InvalidOptionsException {
    return options
        .image()
        .or(() -> Optional.ofNullable(base.getImage()))
        .or(() -> image)
        .orElseThrow(
            () ->
                new InvalidOptionsException(
                    "resources.kubernetes.image: names the image that trials run in; it is missing,"
                        + " and the server was started without one"));
  }

  /**
   * The command itself where it has no input. Kubernetes replaces $(NAME), and takes $$ for $; a
   * text in which each $ is doubled arrives as it was.
   */
  private static List<String> command(Job job) {
    List<String> whole = new ArrayList<>();
    if (!job.input().isEmpty()) {
      whole.addAll(List.of("sh", "-c", FEED, "sonde"));
    }
    whole.addAll(job.command());
    return whole.stream().map(word -> word.replace("$", "$$")).toList();
  }

  private List<EnvVar> environment(Container base, Job job) {
    Map<String, EnvVar> variables = new LinkedHashMap<>();
    base.getEnv().forEach(variable -> variables.put(variable.getName(), variable));
    for (String name : SecretKeys.environment(job).keySet()) {
      variables.put(
          name,
          new EnvVarBuilder()
              .withName(name)
              .withNewValueFrom()
              .withNewSecretKeyRef(SecretKeys.key(name), secret, null)
              .endValueFrom()
              .build());
    }
    return List.copyOf(variables.values());
  }

  private static ResourceRequirements resources(
      @Nullable ResourceRequirements base, Resources needs) {
    ResourceRequirementsBuilder resources =
        base == null ? new ResourceRequirementsBuilder() : new ResourceRequirementsBuilder(base);
    if (needs.gpus() > 0) {
      resources.addToLimits(GPU, new Quantity(Integer.toString(needs.gpus())));
    } else if (base == null || !base.getRequests().containsKey("cpu")) {
      resources.addToRequests("cpu", new Quantity(Integer.toString(needs.cpus())));
    }
    needs
        .memoryBytes()
        .ifPresent(
            bytes -> {
              Quantity memory = new Quantity(Long.toString(bytes));
              resources.addToLimits("memory", memory).addToRequests("memory", memory);
            });
    return resources.build();
  }

  /**
   * The pod's own deadline, which counts from when a node takes it. That of a Job would count the
   * time in the queue, and would take the pod away with its exit code and log.
   */
  private static @Nullable Long deadline(PodSpec template, Job job) {
    Long own = job.limits().wall().map(PodTemplate::wholeSeconds).orElse(null);
    Long theirs = template.getActiveDeadlineSeconds();
    if (own == null || theirs == null) {
      return own == null ? theirs : own;
    }
    return Math.min(own, theirs);
  }

  private static long wholeSeconds(Duration time) {
    return Math.max(1, (time.toMillis() + 999) / 1000);
  }
}
