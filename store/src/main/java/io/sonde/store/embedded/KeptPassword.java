package io.sonde.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The server's password, drawn at random once and kept in a file that only its owner can read. */
final class KeptPassword {
  private static final int BYTES = 24;

  private KeptPassword() {}

  /** The password of the folder; a new one is only made while there is no cluster yet. */
  static String of(PostgresFolder folder) throws IOException {
    if (Files.exists(folder.password())) {
      return Files.readString(folder.password()).strip();
    }
    if (Files.exists(folder.data())) {
      throw new EmbeddedPostgresException(
          "The password of the embedded database is missing from "
              + folder.password()
              + ": put the file back from a copy of the home folder, or begin with another home.");
    }
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Path unfinished =
        Files.createTempFile(
            folder.root(),
            "unfinished-password-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, password + "\n");
    Files.move(unfinished, folder.password(), StandardCopyOption.ATOMIC_MOVE);
    return password;
  }
}
