package io.sonde.search.port;

class InMemoryNotesTest extends NoteStoreContract {
  @Override
  protected SweepStore sweeps() {
    return new InMemorySweepStore();
  }

  @Override
  protected NoteStore notes(SweepStore sweeps) {
    return new InMemoryNotes((InMemorySweepStore) sweeps);
  }
}
