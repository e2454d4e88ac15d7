package io.sonde.app.backup;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A backup's file while it is written: a ZIP under another name, which only its owner can read, and
 * which gets its own name once all of it is on the disk. What was not finished is removed.
 */
final class BackupWriter implements AutoCloseable {
  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final ZipOutputStream zip;
  private final Checksums checksums = new Checksums();

  private BackupWriter(Path file, Path part, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.channel = channel;
    this.zip =
        new ZipOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16),
            StandardCharsets.UTF_8);
    zip.setLevel(Deflater.BEST_SPEED);
  }

  static BackupWriter to(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    FileChannel channel =
        FileChannel.open(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mine);
    return new BackupWriter(file, part, channel);
  }

  /** Adds an entry with what the content writes. */
  void add(ZipEntry entry, Content content) throws IOException {
    MessageDigest digest = Checksums.digest();
    zip.putNextEntry(entry);
    content.writeTo(new DigestOutputStream(unclosed(), digest));
    zip.closeEntry();
    checksums.add(entry.getName(), Checksums.hex(digest));
  }

  private OutputStream unclosed() {
    return new FilterOutputStream(zip) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        zip.write(bytes, offset, length);
      }

      @Override
      public void close() {
        // The archive goes on with its next entry.
      }
    };
  }

  /** Ends the file, and gives it its name. */
  void finish(BackupManifest manifest) throws IOException {
    text(BackupManifest.ENTRY, manifest.text());
    text(BackupManifest.CHECKSUMS, checksums.text());
    zip.finish();
    zip.flush();
    channel.force(true);
    zip.close();
    Files.move(part, file);
  }

  private void text(String name, String text) throws IOException {
    add(new ZipEntry(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }

  /** What an entry holds. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
