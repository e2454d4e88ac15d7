package io.sonde.trial.user;

/**
 * A trial: trains and judges one configuration. Implementations are public, have a public
 * constructor without arguments, and run in a process of their own.
 *
 * @param <C> the configuration: a record or sealed interface whose components have the names of the
 *     space's keys ({@code learningRate} for {@code learning_rate}), or {@code Map<String, Object>}
 */
@FunctionalInterface
public interface Trial<C> {
  /**
   * Runs to the end; its return is the end of the trial. It should return soon after a report was
   * answered with false.
   *
   * @throws InfeasibleTrialException when this configuration cannot be built
   * @throws Exception whatever goes wrong: the trial has crashed, and its log has the trace
   */
  void run(TrialContext<C> context) throws Exception;
}
