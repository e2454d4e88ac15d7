package io.sonde.search.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.port.NoteStore.Note;
import io.sonde.search.port.NoteStore.Stale;
import io.sonde.search.port.NoteStore.Subject;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.space.Configuration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of notes does. */
public abstract class NoteStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private SweepStore sweeps;
  private NoteStore notes;
  private Subject sweep;
  private Subject trial;

  /** A store of sweeps, which may hold some. */
  protected abstract SweepStore sweeps();

  /** The notes on them. */
  protected abstract NoteStore notes(SweepStore sweeps);

  @BeforeEach
  void open() {
    sweeps = sweeps();
    notes = notes(sweeps);
    NewSweep fresh =
        new NewSweep("noted", "name: noted\n", "/", Overrides.NONE, Optional.empty(), 7, NOON);
    Objective objective = new Objective("accuracy", Direction.MAXIMIZE);
    int number = sweeps.create(fresh, new SweepHead(objective, 10));
    Configuration none = new Configuration(Map.of(), Map.of());
    Change proposed = new Change.TrialProposed(0, none, Map.of());
    sweeps.commit(List.of(new SweepEvent(sweeps.lastSequence() + 1, number, NOON, proposed)));
    sweep = Subject.of(number);
    trial = Subject.of(number, 0);
  }

  @Test
  void keepsWhatIsWrittenForEachSubjectOnItsOwn() {
    assertThat(notes.note(sweep)).isEqualTo(Note.NONE);
    Note first = notes.write(sweep, 0, "# Über\n<b>", NOON);
    assertThat(first).isEqualTo(new Note(1, "# Über\n<b>", Optional.of(NOON)));
    assertThat(notes.note(sweep)).isEqualTo(first);
    assertThat(notes.note(trial)).isEqualTo(Note.NONE);
    notes.write(trial, 0, "odd", NOON);
    Note second = notes.write(sweep, 1, "", NOON.plusSeconds(1));
    assertThat(notes.note(sweep)).isEqualTo(second);
    assertThat(second.version()).isEqualTo(2);
    assertThat(notes.note(trial).text()).isEqualTo("odd");
  }

  @Test
  void refusesWhatWasWrittenWithoutReadingTheLatest() {
    notes.write(trial, 0, "first", NOON);
    assertThatThrownBy(() -> notes.write(trial, 0, "second", NOON))
        .isInstanceOfSatisfying(Stale.class, e -> assertThat(e.version()).isEqualTo(1));
    assertThatThrownBy(() -> notes.write(trial, 2, "second", NOON)).isInstanceOf(Stale.class);
    assertThat(notes.note(trial).text()).isEqualTo("first");
  }

  @Test
  void refusesWhatIsTooLongOrAboutNothing() {
    String longest = "x".repeat(NoteStore.LONGEST);
    assertThat(notes.write(sweep, 0, longest, NOON).text()).isEqualTo(longest);
    assertThatThrownBy(() -> notes.write(sweep, 1, longest + "x", NOON))
        .isInstanceOf(IllegalArgumentException.class);
    for (Subject nothing : List.of(Subject.of(9999), Subject.of(sweep.sweep(), 99))) {
      assertThat(notes.note(nothing)).isEqualTo(Note.NONE);
      assertThatThrownBy(() -> notes.write(nothing, 0, "text", NOON))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void notesGoWithTheirSweep() {
    notes.write(sweep, 0, "text", NOON);
    notes.write(trial, 0, "text", NOON);
    sweeps.delete(sweep.sweep());
    assertThat(notes.note(sweep)).isEqualTo(Note.NONE);
    assertThat(notes.note(trial)).isEqualTo(Note.NONE);
  }
}
