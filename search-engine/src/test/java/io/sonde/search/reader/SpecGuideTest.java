package io.sonde.search.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.method.Method;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.stopper.Stoppers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The users' guide names every key, every default and messages as they are. */
class SpecGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "spec.md");

  @Test
  void everyKeyAndWordOfASpecIsInTheGuide() throws IOException {
    List<String> words = new ArrayList<>(Expressions.WORDS);
    words.addAll(Expressions.COMPANIONS);
    List<Schema.Mapping> sections =
        List.of(
            SpecSections.top(),
            SpecSections.objective(Optional.empty()),
            SpecSections.constraint(Optional.empty()),
            SpecSections.search(Optional.empty()),
            SpecSections.earlyStopping(Optional.empty()),
            SpecSections.budget(),
            SpecSections.resources(),
            SpecSections.trial(List.of(), Optional.empty()));
    sections.forEach(section -> words.addAll(section.fields().keySet()));
    assertThat(words).allSatisfy(word -> assertThat(guide()).containsPattern("`" + word + "[`:]"));
  }

  @Test
  void everySettingStandsThereWithItsDefault() throws IOException {
    List<Method<?>> methods = new ArrayList<>(Samplers.all());
    methods.addAll(Stoppers.all());
    for (Method<?> method : methods) {
      for (String key : method.settings().fields().keySet()) {
        Object value = method.defaults().getOrDefault(key, "none");
        assertThat(guide())
            .as("%s of %s", key, method.name())
            .containsPattern("\\| `" + key + "` \\|.*\\W" + value + "\\W.*");
      }
    }
  }

  @Test
  void theMessagesShownAreThoseTold() throws IOException {
    List<String> told = SpecFiles.text("refused", "many-problems.txt").lines().toList();
    List<String> shown = guide().lines().filter(line -> line.matches("[0-9]+:[0-9]+ .*")).toList();
    assertThat(shown).isNotEmpty();
    assertThat(told).containsAll(shown);
  }

  private static String guide() throws IOException {
    return Files.readString(GUIDE);
  }
}
