package io.sonde.trial.kind;

import io.sonde.trial.data.DataException;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.DataSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Data that were looked at before: a spec is checked at every keystroke, and its files are read
 * again only when their sizes or times have changed. What was written a moment ago is not kept, for
 * it may be written again within the same tick of the file system's clock. Thread-safe.
 */
final class KnownData {
  private static final int KEPT = 8;
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final Map<Look, PreparedNetworks> kept = new LinkedHashMap<>(KEPT, 0.75f, true);
  private final Clock clock;

  KnownData(Clock clock) {
    this.clock = clock;
  }

  /** Data as they looked from outside. */
  private record Look(DataSpec data, List<Stamp> files) {
    /** Empty where there is a file that cannot be looked at. */
    static Optional<Look> at(DataSpec data) {
      try {
        return Optional.of(new Look(data, data.source().files().stream().map(Stamp::of).toList()));
      } catch (DataException e) {
        return Optional.empty();
      }
    }

    boolean settled(Instant now) {
      return files.stream().allMatch(file -> file.settled(now));
    }
  }

  /** A file as its folder tells of it; the identity is missing on some file systems. */
  private record Stamp(Path file, long bytes, FileTime modified, Optional<Object> identity) {
    static Stamp of(Path file) {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(
            file, found.size(), found.lastModifiedTime(), Optional.ofNullable(found.fileKey()));
      } catch (IOException e) {
        throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
      }
    }

    boolean settled(Instant now) {
      return modified.toInstant().isBefore(now.minus(SETTLED));
    }
  }

  /**
   * The trials on these data.
   *
   * @throws DataException naming the file and what is wrong with it
   */
  PreparedNetworks of(DataSpec data) {
    Optional<Look> look = Look.at(data);
    return look.flatMap(this::known).orElseGet(() -> read(data, look));
  }

  /** What cannot be looked at is told by whoever reads it, who knows what it should hold. */
  private PreparedNetworks read(DataSpec data, Optional<Look> look) {
    PreparedNetworks fresh = new PreparedNetworks(DataFacts.of(data), data.source().files());
    look.filter(seen -> seen.settled(clock.instant())).ifPresent(seen -> keep(seen, fresh));
    return fresh;
  }

  private Optional<PreparedNetworks> known(Look look) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(look));
    }
  }

  private void keep(Look look, PreparedNetworks fresh) {
    synchronized (kept) {
      kept.put(look, fresh);
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
  }
}
