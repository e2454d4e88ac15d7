package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pod says of its job.
 *
 * @param stage how far it is
 * @param detail a sentence on it, empty where there is nothing to say
 * @param node where it is, empty while it is nowhere
 * @param end how the command ended; present exactly in stage {@code ENDED}
 */
record PodState(Stage stage, String detail, String node, Optional<JobEnd> end) {

  /** How far a pod is. */
  enum Stage {
    /** It waits for a node, or is being made ready there. */
    WAITING,
    /** It cannot start as it is; that may pass, as when an image comes late. */
    STUCK,
    /** It can never start as it is. */
    HOPELESS,
    /** Its command runs. */
    RUNNING,
    /** The cluster has given it up, and its command still runs. */
    ENDING,
    /** Nothing of it runs. */
    ENDED
  }

  private static final Set<String> HOPELESS = Set.of("InvalidImageName", "ErrImageNeverPull");

  private static final Set<String> STUCK =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "ImageInspectError",
          "RegistryUnavailable",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  private static final Set<String> NEVER_STARTED =
      Set.of("StartError", "ContainerCannotRun", "RunContainerError", "CreateContainerError");

  /** For other pods, or for work on the node, as when it is drained: not a fault of the node. */
  private static final Set<String> ROOM_MADE =
      Set.of(
          "Preempting",
          "PreemptionByScheduler",
          "PreemptionByKubeScheduler",
          "EvictionByEvictionAPI");

  static PodState of(Pod pod) {
    PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
    String node = Optional.ofNullable(pod.getSpec().getNodeName()).orElse("");
    ContainerState container = container(status);
    boolean given = "Failed".equals(status.getPhase()) || "Succeeded".equals(status.getPhase());
    boolean anyRuns =
        statuses(status)
            .anyMatch(one -> one.getState() != null && one.getState().getRunning() != null);
    if (container.getTerminated() != null && !anyRuns) {
      return ended(node, end(pod, status, container.getTerminated()));
    }
    if (given && !anyRuns) {
      return ended(node, withoutContainer(pod, status));
    }
    if (container.getRunning() != null) {
      return given
          ? new PodState(
              Stage.ENDING,
              sentence(status.getReason(), status.getMessage()),
              node,
              Optional.empty())
          : new PodState(Stage.RUNNING, unreachable(pod, status, node), node, Optional.empty());
    }
    return waiting(status, container, node);
  }

  /** Whether the command has begun. */
  boolean begun() {
    return stage == Stage.RUNNING
        || stage == Stage.ENDING
        || end.filter(e -> e.exitCode().isPresent() || e.signal().isPresent()).isPresent();
  }

  /** Why the cluster has given a pod up, where it has, also while its command still runs. */
  static Optional<JobEnd> givenUp(Pod pod) {
    return Optional.ofNullable(pod.getStatus()).flatMap(status -> clusters(pod, status));
  }

  private static Stream<ContainerStatus> statuses(PodStatus status) {
    return Stream.concat(
        status.getContainerStatuses().stream(), status.getInitContainerStatuses().stream());
  }

  private static ContainerState container(PodStatus status) {
    return status.getContainerStatuses().stream()
        .filter(one -> PodTemplate.CONTAINER.equals(one.getName()) && one.getState() != null)
        .map(ContainerStatus::getState)
        .findFirst()
        .orElseGet(ContainerState::new);
  }

  private static PodState ended(String node, JobEnd end) {
    return new PodState(Stage.ENDED, "", node, Optional.of(end));
  }

  private static String unreachable(Pod pod, PodStatus status, String node) {
    boolean lost = "NodeLost".equals(status.getReason());
    boolean leaving = pod.getMetadata().getDeletionTimestamp() != null;
    boolean unready =
        condition(status, "Ready").filter(ready -> !"True".equals(ready.getStatus())).isPresent();
    return lost || (leaving && unready)
        ? "node " + node + " does not answer, as far as is known"
        : "";
  }

  private static PodState waiting(PodStatus status, ContainerState container, String node) {
    Optional<String> failedInit =
        status.getInitContainerStatuses().stream()
            .map(ContainerStatus::getState)
            .filter(state -> state != null && state.getWaiting() != null)
            .map(state -> state.getWaiting().getReason())
            .filter(reason -> reason != null && STUCK.contains(reason))
            .findFirst();
    String reason = container.getWaiting() == null ? null : container.getWaiting().getReason();
    String why = failedInit.orElse(reason == null ? "" : reason);
    String message = container.getWaiting() == null ? null : container.getWaiting().getMessage();
    if (HOPELESS.contains(why)) {
      return new PodState(Stage.HOPELESS, sentence(why, message), node, Optional.empty());
    }
    if (STUCK.contains(why)) {
      return new PodState(Stage.STUCK, sentence(why, message), node, Optional.empty());
    }
    String detail =
        condition(status, "PodScheduled")
            .filter(scheduled -> "False".equals(scheduled.getStatus()))
            .map(scheduled -> sentence(scheduled.getReason(), scheduled.getMessage()))
            .orElseGet(() -> sentence(why.isEmpty() ? null : why, message));
    return new PodState(Stage.WAITING, detail, node, Optional.empty());
  }

  private static Optional<PodCondition> condition(PodStatus status, String type) {
    return status.getConditions().stream().filter(one -> type.equals(one.getType())).findFirst();
  }

  private static JobEnd end(Pod pod, PodStatus status, ContainerStateTerminated terminated) {
    Optional<JobEnd> clusters = clusters(pod, status);
    JobEnd own = ownEnd(terminated);
    return clusters
        .map(end -> new JobEnd(end.cause(), own.exitCode(), own.signal(), end.message()))
        .orElse(own);
  }

  private static JobEnd ownEnd(ContainerStateTerminated terminated) {
    String reason = Objects.requireNonNullElse(terminated.getReason(), "");
    String message = Objects.requireNonNullElse(terminated.getMessage(), "").strip();
    int code = Objects.requireNonNullElse(terminated.getExitCode(), 0);
    if (NEVER_STARTED.contains(reason) || message.startsWith(PodTemplate.NO_COMMAND)) {
      return JobEnd.withoutProcess(Cause.START_FAILED, sentence(reason, message));
    }
    if (reason.equals("ContainerStatusUnknown")) {
      return JobEnd.withoutProcess(Cause.INFRASTRUCTURE, sentence(reason, message));
    }
    ContainerExit exit = ContainerExit.of(code, terminated.getSignal());
    return reason.equals("OOMKilled")
        ? exit.end(Cause.OUT_OF_MEMORY, "was killed because it held more memory than its limit")
        : exit.byItself();
  }

  /** An end that the cluster brought about. */
  private static Optional<JobEnd> clusters(Pod pod, PodStatus status) {
    Optional<PodCondition> disruption =
        condition(status, "DisruptionTarget").filter(one -> "True".equals(one.getStatus()));
    String reason = Objects.requireNonNullElse(status.getReason(), "");
    if (reason.equals("DeadlineExceeded")) {
      String limit = String.valueOf(pod.getSpec().getActiveDeadlineSeconds());
      return end(Cause.TIMED_OUT, "ran longer than its limit of " + limit + " s");
    }
    if (ROOM_MADE.contains(reason)) {
      return end(Cause.PREEMPTED, sentence(reason, status.getMessage()));
    }
    if (disruption.isPresent()) {
      String why = Objects.requireNonNullElse(disruption.get().getReason(), "DisruptionTarget");
      return end(
          ROOM_MADE.contains(why) ? Cause.PREEMPTED : Cause.INFRASTRUCTURE,
          sentence(why, disruption.get().getMessage()));
    }
    if (!reason.isEmpty() && "Failed".equals(status.getPhase())) {
      return end(Cause.INFRASTRUCTURE, sentence(reason, status.getMessage()));
    }
    return Optional.empty();
  }

  private static Optional<JobEnd> end(Cause cause, String message) {
    return Optional.of(JobEnd.withoutProcess(cause, message));
  }

  private static JobEnd withoutContainer(Pod pod, PodStatus status) {
    return clusters(pod, status)
        .orElseGet(
            () ->
                initFailed(status)
                    .orElseGet(
                        () ->
                            JobEnd.withoutProcess(
                                Cause.INFRASTRUCTURE,
                                "its pod ended without a word on its command")));
  }

  private static Optional<JobEnd> initFailed(PodStatus status) {
    List<ContainerStatus> failed =
        status.getInitContainerStatuses().stream()
            .filter(one -> one.getState() != null && one.getState().getTerminated() != null)
            .filter(one -> !Objects.equals(one.getState().getTerminated().getExitCode(), 0))
            .toList();
    return failed.stream()
        .findFirst()
        .map(
            one ->
                JobEnd.withoutProcess(
                    Cause.START_FAILED,
                    "its init container %s ended with code %d"
                        .formatted(one.getName(), one.getState().getTerminated().getExitCode())));
  }

  private static String sentence(@Nullable String reason, @Nullable String message) {
    String why = reason == null ? "" : reason.strip();
    String text = message == null ? "" : message.strip();
    return why.isEmpty() || text.isEmpty() ? why + text : why + ": " + text;
  }
}
