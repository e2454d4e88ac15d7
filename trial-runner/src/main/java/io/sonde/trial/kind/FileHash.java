package io.sonde.trial.kind;

import io.sonde.trial.data.DataException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One SHA-256 over files in their order: their contents and, where there are several, their names
 * below the folder that they share, since the folder of a picture says what it shows.
 */
final class FileHash {
  private static final int BUFFER = 1 << 16;

  private FileHash() {}

  static String of(List<Path> files) {
    MessageDigest digest = sha256();
    Path shared = shared(files);
    for (Path file : files) {
      if (files.size() > 1) {
        String name = shared.relativize(file).toString().replace(File.separatorChar, '/');
        digest.update((name + '\0').getBytes(StandardCharsets.UTF_8));
      }
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        byte[] buffer = new byte[BUFFER];
        int read = in.read(buffer);
        while (read >= 0) {
          read = in.read(buffer);
        }
      } catch (IOException e) {
        throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The deepest folder that holds all of these files; a file itself where there is only one. */
  private static Path shared(List<Path> files) {
    Path shared = files.get(0);
    for (Path file : files) {
      while (!file.startsWith(shared) && shared.getParent() != null) {
        shared = shared.getParent();
      }
    }
    return shared;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
