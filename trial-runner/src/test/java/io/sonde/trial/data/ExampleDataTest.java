package io.sonde.trial.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The real data of the examples are read, parted, fitted and prepared again. */
class ExampleDataTest {
  private static final Path FOLDER = Path.of("../examples/data");

  @Test
  void numbersToBeTold() {
    Dataset data = load("csv", "file", "concrete.csv", "target", "compressive_strength");
    assertThat(data.facts())
        .isEqualTo(
            DataFacts.of(Shape.flat(8), new Task.Regression(List.of("compressive_strength"))));
    assertSizes(data, 703, 151, 151);
  }

  @Test
  void severalLabels() {
    Dataset data = load("csv", "file", "hobbies.csv", "labels", List.of("reading", "fishing"));
    assertThat(data.facts().task()).isEqualTo(new Task.MultiLabel(List.of("reading", "fishing")));
    assertSizes(data, 2800, 600, 600);
  }

  @Test
  void texts() {
    Dataset data = load("text", "file", "definitions.csv", "length", 32, "vocabulary", 3000);
    assertThat(data.facts().inputs()).isEqualTo(Map.of("input", Shape.tokens(32, 3002)));
    assertThat(data.facts().task().outputs()).isEqualTo(8);
    assertSizes(data, 3360, 720, 720);
    Vocabulary vocabulary = (Vocabulary) data.preprocessing().encodings().get("input");
    assertThat(vocabulary.words()).hasSize(3000).startsWith("a", "of");
  }

  @Test
  void interactions() {
    Dataset data =
        load(
            "interactions",
            "file",
            "lectures.csv",
            "user",
            "student",
            "item",
            "lecturer",
            "at_least",
            4);
    assertThat(data.facts().task()).isEqualTo(new Task.Retrieval(981, 648));
    int all = data.training().size() + data.validation().size() + data.test().size();
    assertThat(data.test().size()).isBetween((int) (0.145 * all), (int) (0.155 * all));
  }

  @Test
  void foldersOfImages() {
    Dataset data = load("images", "folder", "clothes", "channels", 1);
    assertThat(data.facts().inputs()).isEqualTo(Map.of("input", Shape.image(28, 28, 1)));
    assertThat(((Targets.Classes) data.test().targets()).names())
        .containsExactly("bag", "coat", "dress", "shirt", "sneaker");
    assertSizes(data, 350, 75, 75);
  }

  @Test
  void imagesUnderTheNamesOfMnist() {
    Dataset data = Dataset.load(DataSpec.ofFolder(FOLDER.resolve("fashion-mnist")), 7);
    assertThat(data.facts().inputs()).isEqualTo(Map.of("input", Shape.image(28, 28, 1)));
    assertSizes(data, 3400, 600, 1000);
  }

  private static Dataset load(String format, Object... settings) {
    return Dataset.load(DataSpecs.of(FOLDER, format, settings), 7);
  }

  private static void assertSizes(Dataset data, int training, int validation, int test) {
    assertThat(data.training().size()).isEqualTo(training);
    assertThat(data.validation().size()).isEqualTo(validation);
    assertThat(data.test().size()).isEqualTo(test);
  }
}
