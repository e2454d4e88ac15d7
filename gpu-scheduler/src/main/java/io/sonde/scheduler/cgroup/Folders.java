package io.sonde.scheduler.cgroup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lists groups while others come and go. */
final class Folders extends SimpleFileVisitor<Path> {

  private final Predicate<String> wanted;
  private final List<Path> found = new ArrayList<>();

  private Folders(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /** A folder and those below it whose names are wanted, each before those below it. */
  static List<Path> below(Path top, Predicate<String> wanted) {
    Folders folders = new Folders(wanted);
    try {
      Files.walkFileTree(top, folders);
    } catch (IOException gone) {
      // As far as it was there.
    }
    return folders.found;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (wanted.test(folder.getFileName().toString())) {
      found.add(folder);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException gone) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
    return FileVisitResult.CONTINUE;
  }
}
