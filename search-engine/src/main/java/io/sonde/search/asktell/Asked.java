package io.sonde.search.asktell;

import io.sonde.search.space.Configuration;
import java.util.OptionalInt;

/** What {@link AskTell#ask} answers. */
public sealed interface Asked {

  /**
   * A trial to run.
   *
   * @param after the step after which it goes on; empty when it begins anew
   * @param until the step at which it may next be paused; empty when it runs to its end
   */
  record Work(int trial, Configuration configuration, OptionalInt after, OptionalInt until)
      implements Asked {
    /** Whether it was paused and goes on now. */
    public boolean resumed() {
      return after.isPresent();
    }
  }

  /**
   * Nothing now, but what the trials under way report may let a paused one go on: ask again after
   * the next report or tell.
   */
  record Later(String reason) implements Asked {}

  /**
   * Nothing more: the budget is given out, or the space exhausted. Trials under way are still to be
   * told; one that is told as cancelled gives its place back.
   */
  record Done(String reason) implements Asked {}
}
