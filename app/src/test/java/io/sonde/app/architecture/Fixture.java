package io.sonde.app.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes compiled for one test, against this module's class path. */
final class Fixture {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern NAME = Pattern.compile("(?:class|interface|enum|record) (\\w+)");

  private Fixture() {}

  /** Compiles sources, one top-level class each, within an empty folder and reads the result. */
  static JavaClasses compile(Path folder, List<String> sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      Path file = folder.resolve("source").resolve(name(source).replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source));
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-nowarn", "-implicit:none", "-d", classes.toString());
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
      if (!compiler.getTask(problems, manager, null, options, null, units).call()) {
        throw new IllegalArgumentException("the fixture does not compile:\n" + problems);
      }
    }
    return new ClassFileImporter().importPath(classes);
  }

  /** The full name of the class a source declares. */
  static String name(String source) {
    return first(PACKAGE, source) + "." + first(NAME, source);
  }

  private static String first(Pattern pattern, String source) {
    Matcher matcher = pattern.matcher(source);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no match of " + pattern + " in:\n" + source);
    }
    return matcher.group(1);
  }
}
