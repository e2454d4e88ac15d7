package io.sonde.app.home;

import io.sonde.search.report.TokenKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The home's secret, from which the tokens of trials are made. It stands in a file that only its
 * owner can read, and in no database.
 */
public final class SecretKey {
  private SecretKey() {}

  /** The home's secret; made when there is none, or none of the right length. */
  public static TokenKey of(Home home) {
    Path file = home.tokenKey();
    try {
      byte[] secret = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      return new TokenKey(secret.length == TokenKey.BYTES ? secret : make(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a secret in " + file, e);
    }
  }

  private static byte[] make(Path file) throws IOException {
    byte[] secret = new byte[TokenKey.BYTES];
    new SecureRandom().nextBytes(secret);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel = FileChannel.open(fresh, options, mine)) {
      channel.write(ByteBuffer.wrap(secret));
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return secret;
  }
}
