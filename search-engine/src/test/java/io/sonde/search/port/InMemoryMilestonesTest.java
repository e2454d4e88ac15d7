package io.sonde.search.port;

final class InMemoryMilestonesTest extends MilestonesContract {
  private final InMemorySweepStore store = new InMemorySweepStore();

  @Override
  protected SweepStore sweeps() {
    return store;
  }

  @Override
  protected Milestones milestones() {
    return new InMemoryMilestones(store);
  }
}
