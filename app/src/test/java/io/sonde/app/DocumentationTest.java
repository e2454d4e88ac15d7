package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.app.server.SpecParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows works, and where it points there is something. */
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern SPEC = Pattern.compile("```yaml\\n(name: .*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#:]+)(#[^)]*)?\\)");

  private static final Pattern PICTURE = Pattern.compile("src(?:set)?=\"([^\"]+)\"");

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      Stream<Path> top =
          Stream.of("README.md", "CONTRIBUTING.md", "search-engine/README.md").map(ROOT::resolve);
      return Stream.concat(top, docs.filter(file -> file.toString().endsWith(".md"))).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/spec.md", "docs/commands.md"})
  void everySpecShownIsRead(String page) throws IOException {
    List<String> specs = found(SPEC, ROOT.resolve(page));
    assertThat(specs).isNotEmpty();
    for (String spec : specs) {
      assertThat(new SpecParts().reader().read(spec, ROOT.resolve("examples")).name()).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    assertThat(found(LINK, page))
        .allSatisfy(link -> assertThat(page.resolveSibling(link).normalize()).exists());
    assertThat(found(PICTURE, page))
        .allSatisfy(picture -> assertThat(page.resolveSibling(picture).normalize()).exists());
  }

  private static List<String> found(Pattern pattern, Path page) throws IOException {
    return pattern
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }
}
