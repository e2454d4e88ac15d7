package io.sonde.scheduler.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observation.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job on its way through the cluster. Belongs to the backend's thread, but for {@link
 * #observation}.
 */
final class ClusterJob {

  /** After this long without a pod the cluster is asked why. */
  private static final Duration WITHOUT_POD = Duration.ofSeconds(10);

  /** What a command has to end by Kubernetes' own rules, unless its template says. */
  private static final long USUAL_GRACE_SECONDS = 30;

  /** How long after its grace a command is left to the cluster. */
  private static final long OVERDUE_SECONDS = 15;

  private static final Logger logger = LoggerFactory.getLogger(ClusterJob.class);

  private final Cluster cluster;
  private final KubernetesSettings settings;
  private final Executor copying;
  private final Runnable again;
  private final String id;
  private final String name;
  private final String namespace;
  private final List<String> devices;
  private @Nullable Manifests manifests;
  private @Nullable JobObserver observer;
  private @Nullable LogCopy log;
  private @Nullable StopRequest stop;
  private @Nullable StopRequest sent;
  private volatile @Nullable Pod pod;
  private @Nullable String begunIn;
  private boolean created;
  private boolean secretMade;
  private boolean released;
  private boolean noted;
  private boolean toldRunning;
  private @Nullable JobEnd end;
  private @Nullable CompletableFuture<Void> copied;
  private boolean over;
  private long since = System.nanoTime();
  private @Nullable Long stuckSince;
  private @Nullable Long endingSince;
  private boolean tookAway;
  private boolean jobGone;
  private volatile Observation observation;

  /**
   * A job that is to be found or made.
   *
   * @param copying runs what waits for logs
   * @param again asks for another step soon; may be called in any thread
   */
  ClusterJob(
      Cluster cluster,
      KubernetesSettings settings,
      Executor copying,
      Runnable again,
      String id,
      String name,
      String namespace,
      List<String> devices) {
    this.cluster = cluster;
    this.settings = settings;
    this.copying = copying;
    this.again = again;
    this.id = id;
    this.name = name;
    this.namespace = namespace;
    this.devices = devices;
    this.observation = look(Phase.PENDING, "waits to be handed to the cluster", "");
  }

  String name() {
    return name;
  }

  String namespace() {
    return namespace;
  }

  Observation observation() {
    return observation;
  }

  /** Whether its end has been told. */
  boolean over() {
    return over;
  }

  Optional<Pod> pod() {
    return Optional.ofNullable(pod);
  }

  /** Takes the job's own description, and who is to be told of it; only the first call counts. */
  void claim(io.sonde.scheduler.job.Job job, Manifests wanted, JobObserver told) {
    if (observer != null) {
      return;
    }
    manifests = wanted;
    observer = told;
    log = new LogCopy(cluster, job.log(), job.limits().logBytes(), () -> tooMuch(job), copying);
  }

  private void tooMuch(io.sonde.scheduler.job.Job job) {
    stop(
        StopRequest.of(
            Duration.ZERO,
            Cause.TOO_MUCH_OUTPUT,
            "stopped because its log grew beyond its limit of %,d bytes"
                .formatted(job.limits().logBytes().orElse(0))));
    again.run();
  }

  /** The cluster has it already. */
  void adopt(Sighting sighting) {
    created = true;
    begunIn = sighting.begunIn().orElse(null);
    noted = begunIn != null;
    secretMade = noted;
    released = Manifests.released(sighting.job());
    see(sighting);
  }

  /**
   * Asks for its end; the first request's cause and sentence count. May be called in any thread.
   */
  synchronized void stop(StopRequest request) {
    stop = stop == null ? request : stop.shortened(request);
  }

  private synchronized @Nullable StopRequest wanted() {
    return stop;
  }

  /** A change of one of its pods. */
  void changed(Pod fresh) {
    String uid = fresh.getMetadata().getUid();
    if (pod == null ? begunIn == null || begunIn.equals(uid) : uid.equals(uid(pod))) {
      pod = fresh;
    }
  }

  private static boolean deleted(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  /** Takes the job one step further, in the light of what the cluster holds of it. */
  void step(Sighting sighting) {
    if (over) {
      return;
    }
    if (end != null) {
      tell();
    } else if (!created) {
      begin();
    } else {
      goOn(sighting);
    }
  }

  /** Something keeps it from its next step: it stands where it stood, and people are told why. */
  void hindered(String why) {
    observation = look(observation.phase(), why, observation.node());
  }

  private void begin() {
    StopRequest request = wanted();
    if (request != null) {
      finish(JobEnd.withoutProcess(request.cause(), request.message()), false);
      return;
    }
    Manifests all = Objects.requireNonNull(manifests, "a job that was not adopted was submitted");
    try {
      var job = cluster.create(all);
      created = true;
      since = System.nanoTime();
      adopt(new Sighting(job, List.of()));
      prepare(job.getMetadata().getUid());
      observation = look(Phase.PENDING, "handed to the cluster", "");
    } catch (ClusterRefusalException e) {
      refuse(e.getMessage());
    }
  }

  /**
   * Makes the Secret, and only then lets the Job make its pod: a kubelet that misses a Secret looks
   * again after ten seconds or more.
   */
  private void prepare(String jobUid) {
    if (!secretMade && manifests != null) {
      cluster.create(manifests.secret(settings.installation(), jobUid));
      secretMade = true;
    }
    if (secretMade && !released) {
      cluster.release(namespace, name);
      released = true;
    }
  }

  private void refuse(@Nullable String message) {
    String sentence = String.valueOf(message);
    if (created) {
      stop(StopRequest.of(Duration.ZERO, Cause.START_FAILED, sentence));
    } else {
      finish(JobEnd.withoutProcess(Cause.START_FAILED, sentence), false);
    }
  }

  private void goOn(Sighting sighting) {
    see(sighting);
    Optional<Pod> present = Optional.ofNullable(pod).flatMap(p -> sighting.pod(uid(p)));
    if (present.isPresent()) {
      withPod(present.get(), sighting);
    } else if (wanted() != null) {
      sendStop(sighting);
      if (sighting.pods().isEmpty() && (sighting.job() == null || sighting.leaving())) {
        finish(lastKnown(), pod != null);
      }
    } else if (pod != null || begunIn != null) {
      lost(sighting);
    } else {
      withoutPod(sighting);
    }
    if (wanted() != null && end == null) {
      sendStop(sighting);
    }
  }

  /**
   * The pod is gone. A Job may have made another one between a look at the pods and its own end, so
   * that the pods are looked at once more after that.
   */
  private void lost(Sighting sighting) {
    if (observer == null) {
      return; // kept in the cluster until its job is submitted again
    }
    takeAway(sighting, 1);
    if (jobGone && sighting.pods().stream().allMatch(ClusterJob::deleted)) {
      finish(lostPod(), true);
      return;
    }
    jobGone = sighting.job() == null || sighting.leaving();
    observation = look(Phase.STOPPING, "its pod is gone", node());
    again.run();
  }

  /** The pod that counts: the one in which the command has begun, else the first. */
  private void see(Sighting sighting) {
    Optional<Pod> counts =
        begunIn != null
            ? sighting.pod(begunIn)
            : pod != null ? sighting.pod(uid(pod)) : sighting.pods().stream().findFirst();
    if (counts.isEmpty() && begunIn == null && !hadNode() && wanted() == null) {
      // The pod went before it came to a node, and the cluster may have made another.
      counts = sighting.pods().stream().findFirst();
    }
    counts.ifPresent(found -> pod = found);
  }

  private boolean hadNode() {
    return pod != null && pod.getSpec().getNodeName() != null;
  }

  private void withPod(Pod current, Sighting sighting) {
    PodState state = PodState.of(current);
    if (state.begun()) {
      noteBegun(current, state);
    } else if (mayHaveBegun(current, state)) {
      forbidAnother(current, sighting);
    } else if (sighting.job() != null) {
      prepare(sighting.job().getMetadata().getUid());
    }
    switch (state.stage()) {
      case ENDED -> {
        if (wanted() == null && observer != null && deleted(current)) {
          // The cluster would make another pod in its place.
          takeAway(sighting, 1);
        }
        finish(ended(current, state.end().orElseThrow()), true);
      }
      case RUNNING -> running(current, state);
      case ENDING -> {
        running(current, state);
        endOverdue(current, sighting);
      }
      case HOPELESS -> refuse(state.detail());
      case STUCK -> stuck(state);
      case WAITING -> {
        stuckSince = null;
        observation = look(phase(Phase.PENDING), state.detail(), state.node());
      }
    }
  }

  /**
   * Whether others have deleted the pod when its node had it already: its command may have begun,
   * for a cluster says so a second or more after it did.
   */
  private boolean mayHaveBegun(Pod current, PodState state) {
    return wanted() == null
        && observer != null
        && deleted(current)
        && !state.node().isEmpty()
        && state.stage() != PodState.Stage.ENDED;
  }

  /**
   * Makes such a pod the only one. Releases before 1.27 make another one at once; it needs the
   * Secret to start. The deleted one keeps the grace that it was given.
   */
  private void forbidAnother(Pod current, Sighting sighting) {
    begunIn = uid(current);
    if (!tookAway) {
      cluster.deleteSecret(namespace, name);
      cluster.deleteJob(namespace, name);
      tookAway = true;
    }
    sighting.pods().stream()
        .filter(one -> !uid(one).equals(uid(current)) && !deleted(one))
        .forEach(other -> cluster.delete(other, 1));
    observation = look(Phase.STOPPING, "its pod is taken away by others", node());
  }

  /**
   * From here on no other pod may run the command: its number is written down, and what another
   * would need to start is taken away.
   */
  private void noteBegun(Pod current, PodState state) {
    begunIn = uid(current);
    if (!noted && state.stage() != PodState.Stage.ENDED) {
      cluster.note(namespace, name, begunIn);
      cluster.deleteSecret(namespace, name);
      noted = true;
    }
  }

  private void running(Pod current, PodState state) {
    boolean winding = wanted() != null || state.stage() == PodState.Stage.ENDING;
    observation = look(winding ? Phase.STOPPING : Phase.RUNNING, state.detail(), state.node());
    tellRunning();
    if (log != null) {
      log.follow(current);
    }
  }

  /** A kubelet may give a pod up while its container is just starting, and then leave it alone. */
  private void endOverdue(Pod current, Sighting sighting) {
    long now = System.nanoTime();
    long grace =
        Objects.requireNonNullElse(
            current.getSpec().getTerminationGracePeriodSeconds(), USUAL_GRACE_SECONDS);
    if (endingSince == null) {
      endingSince = now;
    } else if (!tookAway
        && now - endingSince > Duration.ofSeconds(grace + OVERDUE_SECONDS).toNanos()) {
      logger.info("The pod of Job {} was given up and runs on; it is taken away", name);
      takeAway(sighting, 1);
      tookAway = true;
    }
  }

  private void stuck(PodState state) {
    observation = look(phase(Phase.PENDING), state.detail(), state.node());
    long now = System.nanoTime();
    if (stuckSince == null) {
      stuckSince = now;
    } else if (now - stuckSince > settings.patience().toNanos()) {
      refuse(
          "could not start for %d s: %s"
              .formatted(settings.patience().toSeconds(), state.detail()));
    }
  }

  private void withoutPod(Sighting sighting) {
    if (sighting.job() == null) {
      finish(
          JobEnd.withoutProcess(
              Cause.INFRASTRUCTURE, "its Job " + name + " was deleted in the cluster"),
          false);
      return;
    }
    Optional<JobCondition> failure = sighting.failure();
    if (failure.isPresent()) {
      finish(failed(failure.get()), false);
      return;
    }
    prepare(sighting.job().getMetadata().getUid());
    String detail = "waits for a pod";
    if (System.nanoTime() - since > WITHOUT_POD.toNanos()) {
      detail = lastEvent(sighting.job().getMetadata().getUid()).orElse(detail);
    }
    observation = look(Phase.PENDING, detail, "");
  }

  private static JobEnd failed(JobCondition failure) {
    Cause cause =
        "DeadlineExceeded".equals(failure.getReason()) ? Cause.TIMED_OUT : Cause.INFRASTRUCTURE;
    return JobEnd.withoutProcess(
        cause, "its Job failed: %s: %s".formatted(failure.getReason(), failure.getMessage()));
  }

  private Optional<String> lastEvent(String uid) {
    return events(uid).stream()
        .filter(event -> "Warning".equals(event.getType()))
        .reduce((first, second) -> second)
        .map(event -> event.getReason() + ": " + event.getMessage());
  }

  /** Events only explain; who may not read them does without. */
  private List<Event> events(String uid) {
    try {
      return cluster.events(namespace, uid);
    } catch (ClusterRefusalException e) {
      return List.of();
    }
  }

  private void sendStop(Sighting sighting) {
    StopRequest request = Objects.requireNonNull(wanted());
    if (sent != null && sent.seconds() <= request.seconds()) {
      // A pod that the Job made just before it was deleted.
      sighting.pods().stream()
          .filter(one -> !deleted(one))
          .forEach(late -> cluster.delete(late, request.seconds()));
      return;
    }
    if (log != null && pod != null && sent == null && PodState.of(pod).begun()) {
      log.follow(pod);
    }
    takeAway(sighting, request.seconds());
    sent = request;
  }

  /**
   * The Secret goes first, so that no pod that the cluster makes meanwhile can start; then the Job,
   * which from then on makes none; then its pods, by our grace where that is shorter than theirs.
   */
  private void takeAway(Sighting sighting, long graceSeconds) {
    cluster.deleteSecret(namespace, name);
    cluster.deleteJob(namespace, name);
    sighting.pods().forEach(one -> cluster.delete(one, graceSeconds));
  }

  /** An end that was asked for has the cause and sentence that it was asked for with. */
  private JobEnd ended(Pod last, JobEnd own) {
    StopRequest request = wanted();
    if (request != null) {
      return new JobEnd(request.cause(), own.exitCode(), own.signal(), request.message());
    }
    boolean byItself = own.cause() == Cause.EXITED || own.cause() == Cause.SIGNALLED;
    return deleted(last) && byItself && !own.clean()
        ? new JobEnd(deletion(), own.exitCode(), own.signal(), "its pod was taken away")
        : own;
  }

  /** Why a pod was deleted that we did not delete. */
  private Cause deletion() {
    boolean preempted =
        pod != null
            && events(uid(pod)).stream().anyMatch(event -> "Preempted".equals(event.getReason()));
    return preempted ? Cause.PREEMPTED : Cause.INFRASTRUCTURE;
  }

  private JobEnd lostPod() {
    Optional<JobEnd> seen =
        Optional.ofNullable(pod)
            .flatMap(
                last ->
                    PodState.of(last)
                        .end()
                        .map(own -> ended(last, own))
                        .or(() -> PodState.givenUp(last)));
    return seen.orElseGet(() -> JobEnd.withoutProcess(deletion(), "its pod is gone"));
  }

  private JobEnd lastKnown() {
    StopRequest request = Objects.requireNonNull(wanted());
    Optional<JobEnd> seen = Optional.ofNullable(pod).flatMap(last -> PodState.of(last).end());
    return seen.map(
            own -> new JobEnd(request.cause(), own.exitCode(), own.signal(), request.message()))
        .orElseGet(() -> JobEnd.withoutProcess(request.cause(), request.message()));
  }

  private void finish(JobEnd how, boolean hasLog) {
    if (observer == null && wanted() == null) {
      return; // kept in the cluster until its job is submitted again
    }
    end = how;
    boolean began = how.exitCode().isPresent() || how.signal().isPresent();
    if (began) {
      tellRunning();
    }
    LogCopy copy = log;
    Pod last = pod;
    boolean there = last != null && !deleted(last);
    copied =
        copy == null || !hasLog || !(began || toldRunning)
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.runAsync(() -> copy.complete(there ? last : null), copying)
                .whenComplete((done, e) -> again.run());
    tell();
  }

  /** Tells the end once the log is whole, and there is someone to tell it to. */
  private void tell() {
    if (copied == null || !copied.isDone()) {
      return;
    }
    over = true;
    observation = look(Phase.ENDED, "", node());
    if (observer != null) {
      observer.observed(observation);
    }
    if (created && sent == null) {
      tidy();
    }
  }

  /** Nothing depends on this: the cluster removes all of it in time. */
  private void tidy() {
    try {
      cluster.told(namespace, name, pod());
      cluster.deleteSecret(namespace, name);
    } catch (ClusterUnavailableException | ClusterRefusalException e) {
      logger.info("Job {} is left to the cluster as it is: {}", name, e.getMessage());
    }
  }

  private String node() {
    return Optional.ofNullable(pod)
        .map(one -> one.getSpec().getNodeName())
        .orElse(observation.node());
  }

  private void tellRunning() {
    if (!toldRunning && observer != null) {
      toldRunning = true;
      observer.observed(look(Phase.RUNNING, "", node()));
    }
  }

  private Phase phase(Phase otherwise) {
    return wanted() != null ? Phase.STOPPING : otherwise;
  }

  private Observation look(Phase phase, String detail, String node) {
    return new Observation(
        id,
        phase,
        detail,
        node,
        devices,
        Optional.empty(),
        Optional.ofNullable(log).map(LogCopy::file),
        phase == Phase.ENDED ? Optional.ofNullable(end) : Optional.empty(),
        phase == Phase.ENDED);
  }
}
