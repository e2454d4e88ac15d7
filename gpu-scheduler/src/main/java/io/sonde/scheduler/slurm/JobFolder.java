package io.sonde.scheduler.slurm;

import io.sonde.scheduler.job.ExitStatus;
import io.sonde.scheduler.job.Job;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's own folder, by which its script and this process tell each other what Slurm does not.
 *
 * @param path absolute; its last name is the job's name
 */
record JobFolder(Path path) {

  private static final Logger logger = LoggerFactory.getLogger(JobFolder.class);

  /** An exit code, and whether the script was asked to end. */
  private static final Pattern EXIT = Pattern.compile("(\\d{1,3})( asked)?");

  /**
   * How the script says that the command ended.
   *
   * @param code the exit code, or 128 and the number of a signal; negative where it never ran
   * @param asked whether the script itself was sent a SIGTERM meanwhile
   * @param failure why it never ran; empty where it did
   */
  record Exit(int code, boolean asked, String failure) {

    /** Whether the command ended by itself, so that Slurm need not be asked why. */
    boolean byItself() {
      return !asked && (code < 0 || ExitStatus.of(code).signal().isEmpty());
    }
  }

  /** Where the script began, and Slurm's numbers of its GPUs there. */
  record Where(String node, List<String> gpus) {}

  /** Whether it is there. */
  boolean exists() {
    return Files.isDirectory(path);
  }

  /** The script, once it is written. */
  Path script() {
    return path.resolve("script");
  }

  /** Writes what the script needs, each file whole or not at all; answers the script. */
  Path write(Job job) throws IOException {
    Files.createDirectories(path.getParent());
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      logger.debug("The folder {} was made before", path);
    }
    Files.createDirectories(job.log().getParent());
    secret("environment", JobScript.environment(job));
    secret("input", job.input());
    secret("log", job.log().toString());
    return secret("script", JobScript.of(job, path));
  }

  private Path secret(String name, String text) throws IOException {
    Path part = path.resolve(name + ".part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(part, text);
    return Files.move(part, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether a script has taken the job. */
  boolean begun() {
    return Files.isDirectory(path.resolve("begun"));
  }

  /** Notes that Slurm has taken the job, which is true also where it cannot be written down. */
  void submitted() {
    try {
      Files.writeString(path.resolve("submitted"), "");
    } catch (IOException e) {
      logger.warn("That Slurm has taken the job in {} cannot be noted: {}", path, e.getMessage());
    }
  }

  /** Whether Slurm has taken the job, as far as that was noted. */
  boolean wasSubmitted() {
    return Files.exists(path.resolve("submitted"));
  }

  /** Makes the script, where it still runs, end its command. */
  void giveUp() {
    try {
      Files.writeString(path.resolve("lost"), "");
    } catch (IOException e) {
      logger.warn("The job in {} cannot be given up: {}", path, e.getMessage());
    }
  }

  /**
   * How the command ended; empty where the script has not said, or in no words that can be read: on
   * a full file system its file may be there without them.
   */
  Optional<Exit> exit() {
    return read("exit").flatMap(JobFolder::parse);
  }

  private static Optional<Exit> parse(String text) {
    if (text.startsWith("failed ")) {
      return Optional.of(new Exit(-1, false, text.substring("failed ".length())));
    }
    Matcher exit = EXIT.matcher(text);
    return exit.matches()
        ? Optional.of(new Exit(Integer.parseInt(exit.group(1)), exit.group(2) != null, ""))
        : Optional.empty();
  }

  /** Where the script began; empty while it has not said so. */
  Optional<Where> where() {
    return read("where")
        .filter(text -> !text.isEmpty())
        .map(
            text -> {
              String[] words = text.split(" ", 2);
              String gpus = words.length > 1 ? words[1].strip() : "";
              return new Where(words[0], gpus.isEmpty() ? List.of() : List.of(gpus.split(",")));
            });
  }

  /** The job's log; empty where it is not known. */
  Optional<Path> log() {
    return read("log").map(Path::of);
  }

  /** The last that Slurm itself said of the job; empty where it said nothing. */
  Optional<String> complaint() {
    return read("slurm.log")
        .map(text -> text.substring(text.lastIndexOf('\n') + 1).strip())
        .filter(line -> !line.isEmpty());
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(path.resolve(name)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      logger.debug("{} of {} cannot be read: {}", name, path, e.getMessage());
      return Optional.empty();
    }
  }

  /** Removes the job's secrets and what else a job that has ended does not need. */
  void tidy() {
    for (String name : List.of("environment", "input", "stdin", "script")) {
      try {
        Files.deleteIfExists(path.resolve(name));
      } catch (IOException e) {
        logger.warn("{} of {} cannot be removed: {}", name, path, e.getMessage());
      }
    }
  }

  /** Removes the folder. */
  void remove() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(path);
    } catch (NoSuchFileException e) {
      logger.debug("{} is gone already", path);
    } catch (IOException e) {
      logger.warn("{} cannot be removed: {}", path, e.getMessage());
    }
  }
}
