package io.sonde.app.doctor;

import io.sonde.app.home.Home;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/** The home folder: whether it can be written, whose it is, who can read its secrets, its disk. */
final class HomeCheck implements Check {
  private static final long LITTLE = 1L << 30;
  private static final long TOO_LITTLE = 200L << 20;
  private static final int BLOCK = 4096;
  private static final int FEW_FILES = 10_000;
  private final Home home;

  HomeCheck(Home home) {
    this.home = home;
  }

  @Override
  public String part() {
    return "home folder";
  }

  @Override
  public void run(Findings findings) {
    Path folder = home.folder();
    if (!Files.exists(folder)) {
      notThere(findings, folder);
      return;
    }
    if (!Files.isDirectory(folder)) {
      findings.error(
          part(),
          folder + " is a file",
          "nothing can be kept in it",
          "name another with --home DIR or SONDE_HOME");
      return;
    }
    try {
      write(findings, folder);
      owner(findings, folder);
      secrets(findings);
      disk(findings, folder);
    } catch (IOException e) {
      findings.error(
          part(),
          folder + " cannot be looked at: " + e,
          "a server could not use it either",
          "give the user of the server the right to read and write it");
    }
  }

  private void notThere(Findings findings, Path folder) {
    Path parent = folder;
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (parent != null && Files.isDirectory(parent) && Files.isWritable(parent)) {
      findings.ok(part(), folder + " is not there yet; the first command that needs it makes it");
    } else {
      findings.error(
          part(),
          folder + " is not there and cannot be made in " + parent,
          "there is no place for the database and the files of trials",
          "name another with --home DIR or SONDE_HOME, or make it with the rights of this user");
    }
  }

  private void write(Findings findings, Path folder) {
    try {
      Path probe = Files.createTempFile(folder, ".doctor", "");
      try {
        Files.write(probe, new byte[BLOCK]);
      } finally {
        Files.delete(probe);
      }
      findings.ok(part(), folder + " can be written");
    } catch (IOException e) {
      String why = reason(e);
      findings.error(
          part(),
          folder + " cannot be written: " + why,
          "no server can start here, and one that runs loses what its trials leave",
          "free space, mount it for writing, or give user "
              + System.getProperty("user.name")
              + " the right to write it");
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : String.valueOf(e.getMessage());
  }

  private void owner(Findings findings, Path folder) throws IOException {
    String owner = Files.getOwner(folder).getName();
    String user = System.getProperty("user.name");
    if (!owner.equals(user)) {
      findings.warning(
          part(),
          folder + " belongs to " + owner + ", and this is " + user,
          "what one of them makes the other may be unable to read",
          "run every command as " + owner + " (sudo -u " + owner + "), or chown the folder");
    }
  }

  private void secrets(Findings findings) throws IOException {
    for (Path secret :
        List.of(home.localSecret(), home.tokenKey(), home.folder().resolve("postgres/password"))) {
      if (Files.exists(secret) && othersRead(secret)) {
        findings.error(
            part(),
            secret + " can be read by other users",
            "who reads it can act as you on this server",
            "chmod 600 " + secret);
      }
    }
  }

  private static boolean othersRead(Path file) throws IOException {
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
    return rights.contains(PosixFilePermission.GROUP_READ)
        || rights.contains(PosixFilePermission.OTHERS_READ);
  }

  private void disk(Findings findings, Path folder) throws IOException {
    FileStore disk = Files.getFileStore(folder);
    long free = disk.getUsableSpace();
    String what =
        "%d MB of %d MB are free on its disk".formatted(free >> 20, disk.getTotalSpace() >> 20);
    String advice =
        "free space, move the home, or let old results go: sonde prune --dry-run --drop-artifacts"
            + " 30d";
    if (free < TOO_LITTLE) {
      findings.error(part(), what, "the database needs about 200 MB to begin with", advice);
    } else if (free < LITTLE) {
      findings.warning(part(), what, "models and checkpoints may soon find no room", advice);
    } else {
      findings.ok(part(), what);
    }
    inodes(findings, folder);
  }

  /** Java does not tell how many files a disk can still hold. */
  private void inodes(Findings findings, Path folder) {
    Tool.Answer answer = new Tool("stat").call("-f", "-c", "%d %c", folder.toString());
    if (answer.good() && answer.line().matches("\\d+ \\d+")) {
      String[] words = answer.line().split(" ", -1);
      long free = Long.parseLong(words[0]);
      long all = Long.parseLong(words[1]);
      // Some file systems make inodes as they need them, and tell 0 of 0.
      if (all > 0 && free < FEW_FILES) {
        findings.warning(
            part(),
            "its disk has room for " + free + " more files",
            "every trial leaves some, and a disk without inodes is full whatever its free space",
            "delete sweeps that nobody needs, or move the home to another disk");
      }
    }
  }
}
