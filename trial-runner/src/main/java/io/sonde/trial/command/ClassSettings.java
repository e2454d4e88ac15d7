package io.sonde.trial.command;

import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What a spec says of its Java class.
 *
 * @param name of the class, its package included
 * @param classpath jars, folders of classes, and folders of jars written as {@code lib/*}; absolute
 * @param options further options of the virtual machine
 */
public record ClassSettings(
    String name, List<String> classpath, List<String> options, CommandSettings surroundings) {
  private static final String JARS = "/*";
  private static final Schema.Text TEXT = new Schema.Text("a text", Optional.empty());
  private static final Schema TEXTS = new Schema.Sequence(TEXT, 1);

  /** What {@code trial} may hold for a class. */
  public static final Schema.Mapping SCHEMA =
      CommandSettings.surroundings(
          Schema.mapping()
              .required(
                  "class",
                  new Schema.Text(
                      "the name of a class with its package",
                      Optional.of("([A-Za-z_$][A-Za-z0-9_$]*\\.)*[A-Za-z_$][A-Za-z0-9_$]*")),
                  "the class that implements io.sonde.trial.user.Trial")
              .required(
                  "classpath",
                  new Schema.Either(List.of(TEXTS, TEXT)),
                  "where it is: jars, folders of classes, and lib/* for all jars of a folder")
              .optional("java_options", TEXTS, "further options of the virtual machine"));

  public ClassSettings {
    classpath = List.copyOf(classpath);
    options = List.copyOf(options);
  }

  /** Reads what the spec reader has found right. */
  public static ClassSettings of(SweepSpec spec) {
    var settings = spec.trial().settings();
    return new ClassSettings(
        Values.text(settings.getOrDefault("class", "")),
        texts(settings.get("classpath")).stream().map(entry -> absolute(spec, entry)).toList(),
        texts(settings.get("java_options")),
        CommandSettings.of(spec, false, List.of()));
  }

  private static List<String> texts(@Nullable Object written) {
    if (written == null) {
      return List.of();
    }
    return written instanceof List<?> list
        ? list.stream().map(Values::text).toList()
        : List.of(Values.text(written));
  }

  private static String absolute(SweepSpec spec, String entry) {
    String place = entry.endsWith(JARS) ? entry.substring(0, entry.length() - 2) : entry;
    String absolute = spec.folder().resolve(place).toAbsolutePath().normalize().toString();
    return entry.endsWith(JARS) ? absolute + JARS : absolute;
  }

  /**
   * Looks whether the class is where the spec says, without loading it.
   *
   * @throws SpecException with all problems
   */
  public void check(SweepSpec spec) {
    List<Problem> problems = new ArrayList<>();
    boolean found = false;
    for (int i = 0; i < classpath.size(); i++) {
      String entry = classpath.get(i);
      boolean list = spec.trial().settings().get("classpath") instanceof List<?>;
      String path = list ? "trial.classpath[" + i + "]" : "trial.classpath";
      List<Path> places = places(entry);
      if (places.isEmpty()) {
        problems.add(CommandCheck.problem(spec, path, "there is nothing at " + entry));
      }
      found |= places.stream().anyMatch(this::holdsTheClass);
    }
    if (problems.isEmpty() && !found) {
      problems.add(
          CommandCheck.problem(
              spec,
              "trial.class",
              "there is no class " + name + " in " + String.join(", ", classpath)));
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    CommandCheck.checkSurroundings(spec, surroundings);
  }

  private static List<Path> places(String entry) {
    if (!entry.endsWith(JARS)) {
      return Stream.of(Path.of(entry)).filter(Files::exists).toList();
    }
    try (Stream<Path> files = Files.list(Path.of(entry.substring(0, entry.length() - 2)))) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private boolean holdsTheClass(Path place) {
    String file = name.replace('.', '/') + ".class";
    if (Files.isDirectory(place)) {
      return Files.isRegularFile(place.resolve(file));
    }
    try (ZipFile jar = new ZipFile(place.toFile())) {
      return jar.getEntry(file) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
