package io.sonde.app.command;

import io.sonde.app.program.UserError;
import io.sonde.search.spec.SpecException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The spec that was named on the command line. */
record SpecFile(Path path, String text) {

  static SpecFile read(Path path) {
    try {
      return new SpecFile(path, Files.readString(path));
    } catch (NoSuchFileException e) {
      throw UserError.wrongInput(path + ": there is no such file");
    } catch (MalformedInputException e) {
      throw UserError.wrongInput(path + ": not UTF-8 text; expected a YAML file");
    } catch (IOException e) {
      throw UserError.wrongInput(path + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  Path folder() {
    Path parent = path.toAbsolutePath().normalize().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }

  /** All problems, each behind the file's name. */
  UserError error(SpecException e) {
    return UserError.wrongInput(
        e.problems().stream()
            .map(p -> path + ":" + (p.line() > 0 ? "" : " ") + p)
            .collect(Collectors.joining("\n")));
  }
}
