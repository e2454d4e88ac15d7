package io.sonde.trial.command;

import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spelling.Nearest;
import io.sonde.search.yaml.YamlParser;
import io.sonde.search.yaml.YamlTree;
import io.sonde.search.yaml.YamlTree.Mark;
import io.sonde.trial.command.Template.Reference;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds what is wrong with a command before anything of it starts. */
public final class CommandCheck {
  private final SweepSpec spec;
  private final SpacePlaces places;
  private final List<Problem> problems = new ArrayList<>();

  private CommandCheck(SweepSpec spec) {
    this.spec = spec;
    this.places = new SpacePlaces(spec.space());
  }

  /**
   * Checks references, folder and program.
   *
   * @throws SpecException with all problems
   */
  public static void check(SweepSpec spec, CommandSettings settings) {
    CommandCheck check = new CommandCheck(spec);
    check.texts(settings);
    check.surroundings(settings);
    check.throwIfAny();
  }

  /**
   * Checks what any process of a user has: its folder and its variables.
   *
   * @throws SpecException with all problems
   */
  public static void checkSurroundings(SweepSpec spec, CommandSettings settings) {
    CommandCheck check = new CommandCheck(spec);
    check.surroundings(settings);
    check.throwIfAny();
  }

  private void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }

  private void texts(CommandSettings settings) {
    List<String> texts = settings.texts();
    for (int i = 0; i < texts.size(); i++) {
      String path = settings.shell() ? "trial.command" : "trial.command[" + i + "]";
      template(texts.get(i), settings.shell(), path);
    }
    if (texts.get(0).isBlank()) {
      add(
          settings.shell() ? "trial.command" : "trial.command[0]",
          "expected a program, got nothing");
    } else if (!settings.shell() && problems.isEmpty()) {
      program(settings);
    }
  }

  private void surroundings(CommandSettings settings) {
    settings
        .environment()
        .forEach(
            (name, text) -> {
              String path = "trial.environment." + name;
              if (name.isEmpty() || name.indexOf('=') >= 0 || name.startsWith("SONDE_")) {
                add(
                    path,
                    "expected the name of a variable, not one of Sonde's own; got '" + name + "'");
              }
              template(text, false, path);
            });
    if (!Files.isDirectory(settings.directory())) {
      boolean written = spec.trial().settings().containsKey("directory");
      String path = written ? "trial.directory" : "trial";
      add(path, "the folder to run in does not exist: " + settings.directory());
    }
  }

  private void template(String text, boolean shell, String path) {
    try {
      Template.parse(text, shell).references().forEach(r -> reference(r, shell, path));
    } catch (IllegalArgumentException e) {
      add(path, String.valueOf(e.getMessage()));
    }
  }

  private void reference(Reference reference, boolean shell, String at) {
    Optional<String> path = reference.path();
    if (path.isPresent()) {
      configured(reference, path.get(), at);
    } else if (!Names.ALL.contains(reference.name())) {
      String shells =
          shell || reference.name().contains(".")
              ? ""
              : "; a command written as one text is run by the shell, which knows its variables";
      add(
          at,
          "unknown reference "
              + reference
              + Nearest.hint(reference.name(), Names.ALL)
              + " (known here: "
              + String.join(", ", Names.ALL)
              + ", and config.PATH)"
              + shells);
    }
  }

  private void configured(Reference reference, String path, String at) {
    switch (places.of(path)) {
      case ALWAYS -> {}
      case SOMETIMES -> {
        if (reference.otherwise().isEmpty()) {
          add(
              at,
              "only some configurations have a value at "
                  + path
                  + "; say what the others take: ${config."
                  + path
                  + ":-OTHERWISE}");
        }
      }
      case NEVER ->
          add(
              at,
              "the space has nothing at '"
                  + path
                  + "'"
                  + Nearest.to(path, places.all())
                      .map(near -> "; did you mean '" + near + "'?")
                      .orElse("; it has " + String.join(", ", places.all())));
    }
  }

  /** The program of a list, unless it is itself searched. */
  private void program(CommandSettings settings) {
    Template template = Template.parse(settings.texts().get(0), false);
    String program = settings.texts().get(0);
    if (!template.references().isEmpty()) {
      return;
    }
    if (program.contains("/")) {
      Path file = settings.directory().resolve(program);
      if (!Files.isRegularFile(file)) {
        add("trial.command[0]", "there is no program " + file);
      } else if (!Files.isExecutable(file)) {
        add("trial.command[0]", file + " may not be executed; chmod +x makes it a program");
      }
    } else if (!onPath(program, settings)) {
      add("trial.command[0]", "there is no program '" + program + "' in any folder of PATH");
    }
  }

  private static boolean onPath(String program, CommandSettings settings) {
    String path =
        settings
            .environment()
            .getOrDefault("PATH", Optional.ofNullable(System.getenv("PATH")).orElse(""));
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(folder -> settings.directory().resolve(folder).resolve(program))
        .anyMatch(Files::isExecutable);
  }

  /** A problem at its place in the text. */
  private void add(String path, String message) {
    problems.add(problem(spec, path, message));
  }

  /** A problem, with line and column where the spec's text has such a place. */
  public static Problem problem(SweepSpec spec, String path, String message) {
    Optional<Mark> mark = mark(spec.text(), path);
    return new Problem(
        mark.map(Mark::line).orElse(0), mark.map(Mark::column).orElse(0), path, message);
  }

  private static Optional<Mark> mark(String text, String path) {
    try {
      Optional<YamlTree> at = Optional.of(YamlParser.parse(text));
      for (String part : path.split("[.\\[\\]]+", -1)) {
        at = part.isEmpty() ? at : at.flatMap(tree -> child(tree, part));
      }
      return at.map(YamlTree::mark);
    } catch (SpecException e) {
      return Optional.empty();
    }
  }

  private static Optional<YamlTree> child(YamlTree tree, String part) {
    if (tree instanceof YamlTree.Mapping mapping) {
      return mapping.get(part);
    } else if (tree instanceof YamlTree.Sequence list && part.matches("\\d{1,9}")) {
      int index = Integer.parseInt(part);
      return index < list.items().size() ? Optional.of(list.items().get(index)) : Optional.empty();
    }
    return Optional.empty();
  }
}
