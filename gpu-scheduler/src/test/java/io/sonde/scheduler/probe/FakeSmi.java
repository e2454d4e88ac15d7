package io.sonde.scheduler.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A tool that answers as {@code nvidia-smi} does: what it is asked for is in files of a folder,
 * which may change while it is used.
 */
public final class FakeSmi {

  private final Path folder;

  /** The tool lies in this folder, which may stand in a {@code PATH}. */
  public FakeSmi(Path folder) {
    this.folder = folder;
    answers("report", "");
    answers("listing", "");
    answers("columns", "Field \"compute_cap\" is not a valid field to query.\n");
    behaves(
        """
        cd "$(dirname "$0")" && case "$1" in
          -q) cat report;;
          -L) cat listing;;
          --query-gpu=*) cat columns;;
        esac
        """);
  }

  /** The tool. */
  public Path tool() {
    return folder.resolve("nvidia-smi");
  }

  /** It does this instead, whatever it is asked for. */
  public void behaves(String script) {
    try {
      Path fresh = Files.writeString(folder.resolve("fresh"), "#!/bin/sh\n" + script);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, tool(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code -q -x} (report), {@code -L} (listing) or {@code --query-gpu} (columns) answers. */
  public FakeSmi answers(String question, String text) {
    try {
      Path fresh = Files.writeString(folder.resolve(question + ".fresh"), text);
      Files.move(fresh, folder.resolve(question), StandardCopyOption.ATOMIC_MOVE);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A recorded answer. */
  public static String recorded(String name) {
    try (InputStream in = FakeSmi.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
