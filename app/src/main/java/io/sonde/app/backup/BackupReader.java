package io.sonde.app.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.program.UserError;
import io.sonde.web.document.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A backup's file while it is read. Every entry is checked against its checksum as it is read to
 * its end; what is missing or in excess is told at once.
 */
final class BackupReader implements AutoCloseable {
  private final Path file;
  private final ZipFile zip;
  private final Checksums checksums;
  private final BackupManifest manifest;

  private BackupReader(Path file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    this.checksums = checksums();
    requireAllThere();
    this.manifest = readManifest();
  }

  /** Opens a backup. Throws {@link UserError} where it is none, is damaged, or is too new. */
  static BackupReader of(Path file) {
    try {
      ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
      try {
        return new BackupReader(file, zip);
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw UserError.wrongInput("there is no file " + file);
    } catch (ZipException e) {
      throw UserError.wrongInput(
          file + " is no backup, or only a part of one (" + e.getMessage() + ")");
    } catch (IOException e) {
      throw UserError.surroundings(file + " cannot be read: " + e.getMessage());
    }
  }

  private Checksums checksums() throws IOException {
    ZipEntry entry = zip.getEntry(BackupManifest.CHECKSUMS);
    if (entry == null || zip.getEntry(BackupManifest.ENTRY) == null) {
      throw UserError.wrongInput(file + " is no backup of Sonde: it has no manifest");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return Checksums.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private void requireAllThere() {
    Set<String> there = new HashSet<>();
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      there.add(entries.nextElement().getName());
    }
    there.remove(BackupManifest.CHECKSUMS);
    Set<String> expected = checksums.byName().keySet();
    for (String name : expected) {
      if (!there.contains(name)) {
        throw damaged(name + " is missing");
      }
    }
    for (String name : there) {
      if (!expected.contains(name)) {
        throw damaged(name + " has no checksum");
      }
    }
  }

  private BackupManifest readManifest() throws IOException {
    try {
      JsonNode[] document = new JsonNode[1];
      read(
          BackupManifest.ENTRY,
          in -> document[0] = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      return BackupManifest.read(document[0]);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongInput(file + " cannot be read: " + e.getMessage());
    }
  }

  Path file() {
    return file;
  }

  BackupManifest manifest() {
    return manifest;
  }

  /** The names of the files of sweeps, each beginning with {@link BackupManifest#FILES}. */
  List<String> files() {
    return checksums.byName().keySet().stream()
        .filter(name -> name.startsWith(BackupManifest.FILES))
        .toList();
  }

  /** When a file was last written. */
  FileTime time(String name) {
    return entry(name).getLastModifiedTime();
  }

  /** Reads an entry to its end. Throws {@link UserError} where it is not what was written. */
  void read(String name, Taker taker) throws IOException {
    MessageDigest digest = Checksums.digest();
    try (InputStream in = new DigestInputStream(zip.getInputStream(entry(name)), digest)) {
      taker.take(in);
      in.transferTo(OutputStream.nullOutputStream());
    } catch (ZipException | EOFException e) {
      throw damaged(name + " cannot be unpacked (" + e.getMessage() + ")");
    }
    if (!Checksums.hex(digest).equals(checksums.byName().get(name))) {
      throw damaged(name + " does not have its checksum");
    }
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw damaged(name + " is missing");
    }
    return entry;
  }

  private UserError damaged(String how) {
    return UserError.wrongInput(
        "the backup " + file + " is damaged: " + how + "; nothing was restored");
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** Takes what an entry holds. */
  interface Taker {
    void take(InputStream in) throws IOException;
  }
}
