package io.sonde.search.sweep;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.Stopper;
import io.sonde.search.proposal.Proposals;
import io.sonde.search.request.RequestKey;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which trial gets the next free slot: one that waits, one that is taken further, or a new one as
 * long as the budget and the space have room. For the sweep's thread.
 */
final class NextTrials {
  private final SweepProgress progress;
  private final SweepTrials trials;
  private final Proposals proposals;
  private final Stopper stopper;
  private final int named;
  private int budget;
  private boolean exhausted;

  /**
   * Of one sweep.
   *
   * @param named how many configurations its spec names as the first ones
   * @param budget how many trials it may end
   */
  NextTrials(
      SweepProgress progress,
      SweepTrials trials,
      Proposals proposals,
      Stopper stopper,
      int named,
      int budget) {
    this.progress = progress;
    this.trials = trials;
    this.proposals = proposals;
    this.stopper = stopper;
    this.named = named;
    this.budget = budget;
  }

  /** How many trials the sweep may end. */
  int budget() {
    return budget;
  }

  /** Whether the space has no configuration left. */
  boolean exhausted() {
    return exhausted;
  }

  /** Whether no new trial can come. */
  boolean spent() {
    return exhausted || progress.spent() >= budget;
  }

  /**
   * The sweep's past is replayed. Earlier versions stored a configuration that a person named
   * before the budget that grew with it, which a crash could leave behind.
   */
  void replayed() {
    budget = Math.max(budget, progress.spent() + progress.live().size());
  }

  /** The trial to begin next; empty when there is none now. */
  Optional<TrialRun> next() {
    return progress.nextWaiting().or(this::resume).or(this::propose);
  }

  /** Whether nothing more can be begun, whoever asks. */
  boolean nothingLeft() {
    return !progress.anyWaiting()
        && (exhausted || !roomLeft())
        && stopper.resume(progress.history()).isEmpty();
  }

  /** Takes a paused trial further. */
  private Optional<TrialRun> resume() {
    return stopper
        .resume(progress.history())
        .map(
            resumption -> {
              TrialRun run = Objects.requireNonNull(progress.run(resumption.trial()));
              trials.become(run, TrialState.WAITING, resumption.reason());
              return run;
            });
  }

  private Optional<TrialRun> propose() {
    while (!exhausted && roomLeft()) {
      int number = progress.history().size();
      Optional<Sampler.Proposal> proposal = proposals.next(progress.history());
      if (proposal.isEmpty()) {
        exhausted = true;
        break;
      }
      Optional<TrialRun> run = trials.admit(number, proposal.get(), Optional.empty());
      if (run.isPresent()) {
        return run;
      }
    }
    return Optional.empty();
  }

  private boolean roomLeft() {
    return progress.spent() + progress.live().size() < budget;
  }

  /** Raises the budget, to so many trials in all. */
  void extend(int trialsInAll) {
    budget = trialsInAll;
  }

  /**
   * Takes in a configuration that a person names; see {@link SweepLoop#enqueue}.
   *
   * @return the trial's number
   * @throws SpecException when it cannot run; then nothing was taken in
   */
  int takeIn(Map<String, Object> values, String reason, Optional<RequestKey> asked) {
    proposeNamed();
    int number = progress.history().size();
    Configuration configuration = proposals.completed(values, number);
    Optional<String> ruledOut = trials.judge(configuration).ruledOut();
    if (ruledOut.isPresent()) {
      Problem problem = new Problem(0, 0, "", "it cannot run: " + ruledOut.get());
      throw new SpecException(List.of(problem));
    }
    if (!roomLeft()) {
      budget++;
    }
    trials
        .admit(number, new Sampler.Proposal(configuration), asked)
        .ifPresent(run -> trials.become(run, TrialState.WAITING, reason));
    return number;
  }

  /** What the spec names as its first configurations comes first, for these go by their number. */
  private void proposeNamed() {
    while (progress.history().size() < named && roomLeft()) {
      Sampler.Proposal proposal = proposals.next(progress.history()).orElseThrow();
      trials.admit(progress.history().size(), proposal, Optional.empty());
    }
  }
}
