package io.sonde.trial.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The checkpoints of one attempt: folders {@code step-N}, each of which appears whole or not at
 * all. It is written as {@code step-N.part}, forced to the disk and renamed. One of step N is
 * written only after the report of step N was answered, so that the reports up to it are stored.
 *
 * @param folder the folder that holds them; it need not be there
 */
public record Checkpoints(Path folder) {
  private static final String NAME = "checkpoints";
  private static final String PREFIX = "step-";
  private static final String PART = ".part";
  private static final String UNREADABLE = ".unreadable";

  /** Those in the folder of an attempt. */
  public static Checkpoints of(Path attempt) {
    return new Checkpoints(attempt.resolve(NAME));
  }

  /**
   * A whole checkpoint.
   *
   * @param step the step after which a trial goes on from it
   * @param folder with its files
   */
  public record Saved(int step, Path folder) {}

  /** Writes the files of a checkpoint. */
  @FunctionalInterface
  public interface Content {
    /** Writes them into an empty folder. */
    void writeTo(Path folder) throws IOException;
  }

  /** The whole ones, the latest first. */
  public List<Saved> whole() throws IOException {
    List<Saved> saved = new ArrayList<>();
    for (Path entry : entries()) {
      OptionalInt step = step(entry.getFileName().toString());
      if (step.isPresent() && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        saved.add(new Saved(step.getAsInt(), entry));
      }
    }
    saved.sort(Comparator.comparingInt(Saved::step).reversed());
    return saved;
  }

  /** The latest that is not after a step. */
  public Optional<Saved> latest(int upTo) throws IOException {
    return whole().stream().filter(saved -> saved.step() <= upTo).findFirst();
  }

  /** Writes the one of a step, in place of one that is there. What fails leaves none behind. */
  public Saved write(int step, Content content) throws IOException {
    Path whole = folder.resolve(PREFIX + step);
    Path part = folder.resolve(PREFIX + step + PART);
    FileTree.delete(part);
    Files.createDirectories(part);
    try {
      content.writeTo(part);
      FileTree.force(part);
      FileTree.delete(whole);
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      FileTree.sync(folder);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, part);
      throw e;
    }
    return new Saved(step, whole);
  }

  private static void deleteAfter(Exception why, Path part) {
    try {
      FileTree.delete(part);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /** Sets one aside that cannot be read: it counts no more, and the one before it does. */
  public static void setAside(Path checkpoint) throws IOException {
    Path aside = checkpoint.resolveSibling(checkpoint.getFileName() + UNREADABLE);
    FileTree.delete(aside);
    Files.move(checkpoint, aside, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes all of them but these. */
  public void keepOnly(List<Saved> kept) throws IOException {
    List<Path> folders = kept.stream().map(Saved::folder).toList();
    for (Saved saved : whole()) {
      if (!folders.contains(saved.folder())) {
        remove(saved);
      }
    }
  }

  /** Renamed first, so that one that is half gone is never taken for whole. */
  private static void remove(Saved saved) throws IOException {
    Path part = saved.folder().resolveSibling(saved.folder().getFileName() + PART);
    FileTree.delete(part);
    Files.move(saved.folder(), part, StandardCopyOption.ATOMIC_MOVE);
    FileTree.delete(part);
  }

  /** Removes all of them, and what is half written; nobody may be writing. */
  public void clear() throws IOException {
    keepOnly(List.of());
    FileTree.delete(folder);
  }

  /** Removes what was half written or set aside; nobody may be writing. */
  public void clearLeftovers() throws IOException {
    for (Path entry : entries()) {
      if (step(entry.getFileName().toString()).isEmpty()) {
        FileTree.delete(entry);
      }
    }
  }

  private List<Path> entries() throws IOException {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(entries::add);
      }
    }
    return entries;
  }

  private static OptionalInt step(String name) {
    return Numbered.of(name, PREFIX);
  }
}
