package io.sonde.trial.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside a model is enough to prepare a new example like those it learned from. */
class PreprocessingTest {
  @TempDir Path folder;

  @Test
  void preparesARowOfATable() throws IOException {
    StringBuilder text = new StringBuilder("size,colour,price\n");
    for (int i = 0; i < 100; i++) {
      text.append(i % 7).append(i % 3 == 0 ? ",red," : ",blue,").append(i).append('\n');
    }
    Files.writeString(folder.resolve("data.csv"), text);
    DataSpec spec =
        DataSpecs.of(
            folder, "csv", "file", "data.csv", "target", "price", "categories", List.of("colour"));
    Dataset data = Dataset.load(spec, 2);
    Preprocessing read = written(data.preprocessing());
    float[][] told = ((Targets.Numbers) data.test().targets()).values();
    for (int i = 0; i < data.test().size(); i++) {
      long price = Math.round(read.restore(told[i])[0]);
      assertThat(price).isEqualTo(Math.round(data.preprocessing().restore(told[i])[0]));
      Map<String, Object> row =
          Map.of("size", price % 7, "colour", price % 3 == 0 ? "red" : "blue");
      assertThat(read.prepare("input", row)).containsExactly(data.test().input().rows()[i]);
    }
    assertThatThrownBy(() -> read.prepare("input", Map.of("size", 1)))
        .hasMessage("the column 'colour' is missing");
    assertThatThrownBy(() -> read.prepare("input", Map.of("size", 1, "colour", "pink")))
        .hasMessage("the column 'colour' holds one of [blue, red], got 'pink'");
    assertThatThrownBy(() -> read.prepare("input", Map.of("size", "big", "colour", "red")))
        .hasMessage("the column 'size' holds a number, got 'big'");
    assertThatThrownBy(() -> read.prepare("inputs", new float[3]))
        .hasMessage("there is no input 'inputs', expected one of [input]");
  }

  @Test
  void saysWhatEachNumberIs() throws IOException {
    Files.writeString(folder.resolve("data.csv"), "a,c,kind\n" + "1,p,x\n3,q,y\n".repeat(20));
    DataSpec spec =
        DataSpecs.of(
            folder, "csv", "file", "data.csv", "label", "kind", "categories", List.of("c"));
    Map<String, Object> tree = Dataset.load(spec, 2).preprocessing().toMap();
    assertThat(tree.get("target")).isEqualTo(Map.of("kind", "classes", "names", List.of("x", "y")));
    Map<?, ?> input = (Map<?, ?>) ((Map<?, ?>) tree.get("inputs")).get("input");
    assertThat(input.get("kind")).isEqualTo("flat");
    assertThat(input.get("shape")).isEqualTo(List.of(3));
    assertThat(input.get("columns"))
        .isEqualTo(List.of(Map.of("name", "a"), Map.of("name", "c", "words", List.of("p", "q"))));
    Map<?, ?> normalization = (Map<?, ?>) input.get("normalization");
    assertThat((float[]) normalization.get("offset")).containsExactly(2, 0, 0);
    assertThat((float[]) normalization.get("factor")).containsExactly(1, 1, 1);
  }

  @Test
  void preparesAnImage() throws IOException {
    for (String name : List.of("a", "b")) {
      Files.createDirectory(folder.resolve(name));
      for (int i = 0; i < 10; i++) {
        BufferedImage image = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(i % 5, i % 4, 0xFF8000 + i);
        ImageIO.write(image, "png", folder.resolve(name + "/" + i + ".png").toFile());
      }
    }
    Dataset data =
        Dataset.load(DataSpecs.of(folder, "images", "folder", ".", "size", List.of(3, 3)), 2);
    Preprocessing read = written(data.preprocessing());
    String first = Arrays.toString(data.test().input().rows()[0]);
    assertThat(data.preprocessing().inputs().get("input").kind()).isEqualTo(Normalization.SCALE);
    assertThat(IntStream.range(0, 10))
        .anyMatch(
            i ->
                Arrays.toString(read.prepare("input", folder.resolve("a/" + i + ".png")))
                    .equals(first));
  }

  @Test
  void everyKindOfTargetIsReadBack() {
    for (Task task :
        List.of(
            new Task.Classification(List.of("a", "b")),
            new Task.Regression(List.of("price")),
            new Task.MultiLabel(List.of("red")),
            new Task.Retrieval(3, 4))) {
      DataFacts facts = DataFacts.of(Shape.sequence(3, 2), task);
      Preprocessing preprocessing = new Preprocessing(facts, Map.of(), Map.of(), Optional.empty());
      assertThat(Preprocessing.read(preprocessing.toMap()).facts()).isEqualTo(facts);
    }
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    assertThatThrownBy(() -> Preprocessing.read(Map.of())).hasMessageContaining("inputs: missing");
    Map<String, Object> target = Map.of("kind", "colours");
    assertThatThrownBy(() -> Preprocessing.read(Map.of("inputs", Map.of(), "target", target)))
        .hasMessage("target.kind: expected classes, numbers, labels or matches, got 'colours'");
    Map<String, Object> numbers =
        Map.of("kind", "none", "offset", List.of("a"), "factor", List.of(1));
    Map<String, Object> input =
        Map.of("kind", "flat", "shape", List.of(1), "normalization", numbers);
    assertThatThrownBy(() -> Preprocessing.read(Map.of("inputs", Map.of("input", input))))
        .hasMessage("inputs.input.normalization.offset: expected numbers, got 'a'");
  }

  @Test
  void refusesWhatAnInputDoesNotTake() {
    DataFacts facts = DataFacts.of(Shape.category(3), new Task.Regression(List.of("rating")));
    Preprocessing things =
        new Preprocessing(
            facts,
            Map.of("input", new Encoding.Names(List.of("a", "b", "c"))),
            Map.of(),
            Optional.empty());
    assertThat(things.prepare("input", "b")).containsExactly(1);
    assertThatThrownBy(() -> things.prepare("input", "d")).hasMessageContaining("'d'");
    assertThatThrownBy(() -> things.prepare("input", new float[] {1}))
        .hasMessage("the input 'input' takes one of 3 and no numbers");
    assertThatThrownBy(() -> things.prepare("input", Map.of("a", 1)))
        .hasMessageContaining("takes one of 3, not a table's columns");
    assertThatThrownBy(() -> things.restore(new float[] {1})).hasMessage("this is no regression");
  }

  /** As it comes back from the file beside the model. */
  private static Preprocessing written(Preprocessing preprocessing) throws IOException {
    ObjectMapper json = new ObjectMapper();
    @SuppressWarnings("unchecked")
    Map<String, Object> tree =
        json.readValue(json.writeValueAsBytes(preprocessing.toMap()), LinkedHashMap.class);
    return Preprocessing.read(tree);
  }
}
