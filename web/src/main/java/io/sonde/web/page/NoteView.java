package io.sonde.web.page;

import io.sonde.search.port.NoteStore;
import io.sonde.search.port.NoteStore.Note;
import io.sonde.search.port.NoteStore.Subject;
import io.sonde.web.markdown.Markdown;
import java.time.Instant;
import java.util.Optional;

/**
 * A note.
 *
 * @param action where its form is sent
 * @param html safe in a page; empty where there is no note
 */
public record NoteView(
    String action, int version, String text, String html, Optional<TimeView> changed) {
  static NoteView read(NoteStore notes, Subject subject, Markdown markdown, Instant now) {
    Note note = notes.note(subject);
    return new NoteView(
        page(subject) + "/note",
        note.version(),
        note.text(),
        markdown.html(note.text()),
        note.text().isBlank() ? Optional.empty() : note.changed().map(at -> TimeView.of(at, now)));
  }

  /** The page of what a note is about. */
  static String page(Subject subject) {
    String sweep = "/sweeps/" + subject.sweep();
    return subject.trial().isPresent() ? sweep + "/trials/" + subject.trial().getAsInt() : sweep;
  }
}
