package io.sonde.trial.launch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The module {@code sonde} for trials in Python, which this room carries. */
public final class PythonModule {
  private static final String RESOURCE = "/io/sonde/trial/python/sonde.py";

  private PythonModule() {}

  /**
   * Puts the module into a folder, in place of an earlier one; answers the folder, absolute.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public static Path into(Path folder) {
    try (InputStream module = PythonModule.class.getResourceAsStream(RESOURCE)) {
      if (module == null) {
        throw new FileNotFoundException("the build lacks " + RESOURCE);
      }
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "sonde", ".tmp");
      Files.copy(module, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          fresh,
          folder.resolve("sonde.py"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return folder.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("the Python module cannot be put into " + folder, e);
    }
  }
}
