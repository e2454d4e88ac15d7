package io.sonde.store.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Origin;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.request.RequestKey;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;

/**
 * A sweep: as it was created, where it stands, and the sums that lists show. One that is being
 * removed is none any more, though its row is there: queries that do not go by this class have to
 * leave it out themselves.
 */
@Entity
@Table(name = "sweep")
@SQLRestriction("state <> '" + SweepEntity.REMOVED + "'")
public class SweepEntity {
  /** What stands in place of the state of a sweep that is being removed. */
  static final String REMOVED = "removed";

  @Id private int number;

  @Column(columnDefinition = "text", nullable = false)
  private String experiment;

  private int version;

  @Column(columnDefinition = "text", nullable = false)
  private String spec;

  @Column(columnDefinition = "text", nullable = false)
  private String folder;

  @Column(name = "trials_override")
  private @Nullable Integer trialsOverride;

  @Column(name = "parallel_override")
  private @Nullable Integer parallelOverride;

  @Column(name = "seed_override")
  private @Nullable Long seedOverride;

  @Column(name = "priority_override")
  private @Nullable Integer priorityOverride;

  @Column(name = "data_hash", columnDefinition = "text")
  private @Nullable String dataHash;

  @Column(name = "commit_name", columnDefinition = "text")
  private @Nullable String commit;

  @Column(columnDefinition = "text")
  private @Nullable String branch;

  @Column(name = "pull_request", columnDefinition = "text")
  private @Nullable String pullRequest;

  @Column(name = "request_key", columnDefinition = "text")
  private @Nullable String requestKey;

  @Column(name = "request_digest", columnDefinition = "text")
  private @Nullable String requestDigest;

  @Column(columnDefinition = "text", nullable = false)
  private String project;

  private long seed;

  @Column(nullable = false)
  private Instant created;

  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String objectives;

  private int budget;

  @Convert(converter = Words.OfSweepState.class)
  @Column(columnDefinition = "text", nullable = false)
  private SweepState state;

  @Column(columnDefinition = "text", nullable = false)
  private String reason;

  private @Nullable Instant started;
  private @Nullable Instant ended;

  @Column(name = "best_trial")
  private @Nullable Integer bestTrial;

  @Column(name = "best_value")
  private @Nullable Double bestValue;

  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String counts;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected SweepEntity() {}

  SweepEntity(int number, int version, NewSweep sweep, SweepHead head) {
    this.number = number;
    this.version = version;
    this.experiment = Storable.text(sweep.experiment());
    this.spec = Storable.text(sweep.specText());
    this.folder = Storable.text(sweep.folder());
    this.dataHash = sweep.dataHash().orElse(null);
    this.commit = sweep.origin().commit().map(Storable::text).orElse(null);
    this.branch = sweep.origin().branch().map(Storable::text).orElse(null);
    this.pullRequest = sweep.origin().pullRequest().map(Storable::text).orElse(null);
    this.requestKey = sweep.key().map(RequestKey::key).orElse(null);
    this.requestDigest = sweep.key().map(RequestKey::digest).orElse(null);
    this.project = Storable.text(sweep.project());
    this.seed = sweep.seed();
    this.created = Storable.time(sweep.created());
    this.objectives = Objectives.write(head.objectives());
    this.state = SweepState.WAITING;
    this.reason = "";
    this.counts = "{}";
    Overrides set = sweep.overrides();
    this.seedOverride = set.seed().isPresent() ? set.seed().getAsLong() : null;
    override(set);
    this.budget = head.budget();
  }

  /** Sets anew what is set here; the rest stays. */
  final void override(Overrides fresh) {
    fresh.trials().ifPresent(this::allow);
    fresh.parallel().ifPresent(wanted -> parallelOverride = wanted);
    fresh.priority().ifPresent(wanted -> priorityOverride = wanted);
  }

  /** From now on it may end so many trials. */
  final void allow(int trials) {
    trialsOverride = trials;
    budget = trials;
  }

  void become(Change.SweepBecame became, Instant at) {
    state = became.state();
    reason = Storable.text(became.reason());
    ended = state.ended() ? at : null;
    if (started == null && state == SweepState.RUNNING) {
      started = at;
    }
  }

  /** A trial went from one state, or from nowhere, into another. */
  void moved(@Nullable TrialState from, TrialState to) {
    Map<TrialState, Integer> sums = new EnumMap<>(counts());
    if (from != null) {
      sums.computeIfPresent(from, (state, count) -> count == 1 ? null : count - 1);
    }
    sums.merge(to, 1, Integer::sum);
    Map<String, Integer> words = new TreeMap<>();
    sums.forEach((state, count) -> words.put(state.word(), count));
    counts = Json.write(words);
  }

  /** A trial ended with a value that may be the best; of equal ones the first proposed is. */
  void offer(int trial, double value) {
    double best = bestValue == null ? Double.NaN : bestValue;
    boolean tieOfAnEarlierOne = bestTrial != null && value == best && trial < bestTrial;
    if (direction().better(value, best) || tieOfAnEarlierOne) {
      bestTrial = trial;
      bestValue = value;
    }
  }

  Direction direction() {
    return Objectives.read(objectives).get(0).direction();
  }

  /** The first objective's metric. */
  String metric() {
    return Objectives.read(objectives).get(0).metric();
  }

  Map<TrialState, Integer> counts() {
    Map<TrialState, Integer> sums = new EnumMap<>(TrialState.class);
    Json.tree(counts)
        .forEach((word, count) -> sums.put(Words.trialState(word), ((Long) count).intValue()));
    return sums;
  }

  StoredSweep stored() {
    Overrides overrides =
        new Overrides(
            optional(trialsOverride),
            optional(parallelOverride),
            seedOverride == null ? OptionalLong.empty() : OptionalLong.of(seedOverride),
            optional(priorityOverride));
    NewSweep sweep =
        new NewSweep(
            experiment,
            spec,
            folder,
            overrides,
            Optional.ofNullable(dataHash),
            seed,
            created,
            origin(),
            key(),
            project);
    return new StoredSweep(number, sweep, state);
  }

  SweepRow row() {
    return new SweepRow(
        number,
        experiment,
        version,
        state,
        reason,
        Objectives.read(objectives),
        counts(),
        optional(bestTrial),
        bestValue == null ? OptionalDouble.empty() : OptionalDouble.of(bestValue),
        budget,
        seed,
        Optional.ofNullable(dataHash),
        created,
        Optional.ofNullable(started),
        Optional.ofNullable(ended),
        origin(),
        project);
  }

  private Origin origin() {
    return new Origin(
        Optional.ofNullable(commit), Optional.ofNullable(branch), Optional.ofNullable(pullRequest));
  }

  private Optional<RequestKey> key() {
    return requestKey == null || requestDigest == null
        ? Optional.empty()
        : Optional.of(new RequestKey(requestKey, requestDigest));
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
