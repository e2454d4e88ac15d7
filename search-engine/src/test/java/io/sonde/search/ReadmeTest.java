package io.sonde.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;

/** What the README shows compiles and runs with this room and its dependencies alone. */
class ReadmeTest {
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\nclass (\\w+)");

  @TempDir Path classes;

  static List<String> examples() throws IOException {
    return CODE.matcher(Files.readString(Path.of("README.md")))
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleCompilesAndRuns(String code) throws Exception {
    Matcher name = NAME.matcher(code);
    assertThat(name.find()).isTrue();
    compile(name.group(1), code);
    assertThat(run(name.group(1))).isNotBlank();
  }

  @Test
  void theFirstOneHasTenLinesAndFindsTheMinimum() throws Exception {
    String code = examples().get(0);
    assertThat(code.lines()).hasSize(10);
    compile("TenLines", code);
    Matcher found =
        Pattern.compile("\\{loss=(\\S+)} at \\{x=\\S+, y=0}\\s*").matcher(run("TenLines"));
    assertThat(found.matches()).isTrue();
    assertThat(Double.parseDouble(found.group(1))).isLessThan(0.1);
  }

  @Test
  void theLibraryNeedsLittleElse() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String dependencies =
        pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));
    assertThat(found("<artifactId>(.*?)</artifactId>", dependencies))
        .containsExactlyInAnyOrder("commons-math3", "snakeyaml-engine");
    String house = Files.readString(Path.of("../pom.xml"));
    String shared =
        house.substring(house.indexOf("</dependencyManagement>"), house.indexOf("<build>"));
    assertThat(found("<artifactId>(.*?)</artifactId>", shared)).containsExactly("jspecify");
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(r -> r.group(1)).toList();
  }

  private void compile(String name, String code) {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-proc:none",
            "-classpath",
            String.join(File.pathSeparator, library().map(Path::toString).toList()));
    boolean compiled =
        compiler.getTask(said, null, null, options, null, List.of(new Source(name, code))).call();
    assertThat(compiled).as(said.toString()).isTrue();
  }

  /** Runs a class that knows the library and nothing else of these tests; what it printed. */
  private String run(String name) throws Exception {
    List<URL> path = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (Path entry : library().toList()) {
      path.add(entry.toUri().toURL());
    }
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader alone =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      var main = alone.loadClass(name).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** This room's classes and what the POM says it needs. */
  private static Stream<Path> library() {
    return Stream.of(Search.class, FastMath.class, Load.class, Nullable.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(URI.create(location.toString())));
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String name, String code) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
