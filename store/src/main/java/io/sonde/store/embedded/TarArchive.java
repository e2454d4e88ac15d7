package io.sonde.store.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads a tar archive of folders, files and symbolic links, all that the archives of PostgreSQL's
 * programs hold. Names are at most 100 bytes; any other kind of entry is refused, so that a new
 * archive which needs more is noticed.
 */
final class TarArchive {
  private static final int BLOCK = 512;

  private final InputStream in;
  private final Path target;

  private TarArchive(InputStream in, Path target) {
    this.in = in;
    this.target = target;
  }

  /** Unpacks the whole stream into an existing folder, with the permissions of the archive. */
  static void unpack(InputStream in, Path target) throws IOException {
    TarArchive archive = new TarArchive(in, target);
    byte[] header = in.readNBytes(BLOCK);
    while (header.length == BLOCK && header[0] != 0) {
      archive.entry(header);
      header = in.readNBytes(BLOCK);
    }
  }

  private void entry(byte[] header) throws IOException {
    String name = text(header, 0, 100);
    Path path = target.resolve(name).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("The archive holds an entry outside its folder: " + name);
    }
    char kind = (char) header[156];
    switch (kind) {
      case '5' -> Files.createDirectories(path);
      case '0', '\0' -> file(path, octal(header, 124, 12), (int) octal(header, 100, 8));
      case '2' -> {
        Files.createDirectories(path.resolveSibling(""));
        Files.createSymbolicLink(path, Path.of(text(header, 157, 100)));
      }
      default ->
          throw new IOException("The archive holds an entry of unknown kind " + kind + ": " + name);
    }
  }

  private void file(Path path, long size, int mode) throws IOException {
    Files.createDirectories(path.resolveSibling(""));
    try (OutputStream out = Files.newOutputStream(path)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = size; left > 0; ) {
        int read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
        if (read == 0) {
          throw new IOException("The archive ends within " + path.getFileName());
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    Files.setPosixFilePermissions(path, permissions(mode));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] bits = PosixFilePermission.values();
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < bits.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(bits[i]);
      }
    }
    return permissions;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int from, int length) {
    return Long.parseLong(text(header, from, length).trim(), 8);
  }
}
