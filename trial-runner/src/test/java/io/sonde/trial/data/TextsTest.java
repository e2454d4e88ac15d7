package io.sonde.trial.data;

import static io.sonde.trial.data.DataSpecs.assertRefused;
import static io.sonde.trial.data.DataSpecs.assertUnreadable;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextsTest {
  @TempDir Path folder;

  @Test
  void cutsWordsAsUnicodeSeesThem() {
    Tokenizer tokenizer = new Tokenizer(true);
    assertThat(tokenizer.words("Don't stop: 3-fold, naïve ÉTÉ! don’t_x", 100))
        .containsExactly("don't", "stop", "3", "fold", "naïve", "été", "don’t", "x");
    assertThat(tokenizer.words("e\u0301te\u0301", 9)).containsExactly("été");
    assertThat(tokenizer.words("हिन्दी мир 'quoted'", 9))
        .containsExactly("हिन्दी", "мир", "quoted");
    assertThat(tokenizer.words("a b c", 2)).containsExactly("a", "b");
    assertThat(new Tokenizer(false).words("Don't", 9)).containsExactly("Don't");
  }

  @Test
  void theMostFrequentWordsOfTheTrainingPartAreKnown() throws IOException {
    StringBuilder text = new StringBuilder("label,text\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 2 == 0 ? "odd" : "even").append(",\"Often, often seldom word").append(i);
      text.append("\"\n");
    }
    Files.writeString(folder.resolve("texts.csv"), text);
    DataSpec spec = DataSpecs.of(folder, "text", "file", "texts.csv", "length", 5);
    Dataset data = Dataset.load(spec, 3);
    Vocabulary vocabulary = (Vocabulary) data.preprocessing().encodings().get("input");
    assertThat(vocabulary.words()).startsWith("often", "seldom").hasSize(2 + 28);
    // All 42 words that occur, no word, and an unknown one: the same whatever the split.
    assertThat(data.facts()).isEqualTo(DataFacts.of(spec));
    assertThat(data.facts().inputs().get("input")).isEqualTo(Shape.tokens(5, 44));
    assertThat(data.training().input().rows()[0]).startsWith(2, 2, 3).endsWith(0);
    Set<Float> own = new HashSet<>();
    for (float[] row : data.training().input().rows()) {
      own.add(row[3]);
    }
    assertThat(own).hasSize(28).allMatch(index -> index >= 4 && index < 32);
    for (Examples part : List.of(data.validation(), data.test())) {
      for (float[] row : part.input().rows()) {
        assertThat(row).containsExactly(2, 2, 3, 1, 0);
      }
    }
  }

  @Test
  void rareWordsAreLeftOut() throws IOException {
    String text = "text,label\n" + "b a,x\nb c,y\n".repeat(20) + "c d,x\n";
    Files.writeString(folder.resolve("texts.csv"), text);
    DataSpec spec = DataSpecs.of(folder, "text", "file", "texts.csv", "length", 3, "vocabulary", 2);
    Dataset data = Dataset.load(spec, 1);
    Vocabulary vocabulary = (Vocabulary) data.preprocessing().encodings().get("input");
    assertThat(vocabulary.words()).hasSize(2).startsWith("b");
    assertThat(data.facts().inputs().get("input")).isEqualTo(Shape.tokens(3, 4));
    for (float[] row : data.training().input().rows()) {
      assertThat(row).endsWith(0);
      for (float index : row) {
        assertThat(index).isLessThan(4);
      }
    }
  }

  @Test
  void equallyFrequentWordsAreOrderedByTheirCharacters() {
    Vocabulary all = new Vocabulary(new Tokenizer(true), 9, List.of("pear", "fig", "apple"));
    float[][] rows = {{2, 3, 4, 4, 0}};
    assertThat(all.fit(rows).words()).containsExactly("apple", "fig", "pear");
  }

  @Test
  void aFolderIsAClass() throws IOException {
    write("spam/2.txt", "buy now,\nbuy!");
    write("spam/1.txt", "cheap");
    write("ham/1.TXT", "hello (:");
    write("ham/2.txt", "(:");
    DataSpec spec = DataSpecs.of(folder, "text", "folder", ".", "length", 4);
    Examples examples = spec.source().read().examples();
    Targets.Classes classes = (Targets.Classes) examples.targets();
    assertThat(classes.names()).containsExactly("ham", "spam");
    assertThat(classes.labels()).containsExactly(0, 0, 1, 1);
    assertThat(examples.input().rows()[3]).containsExactly(4, 5, 4, 0);
    // A text without words is one unknown word, so that no network meets an empty one.
    assertThat(examples.input().rows()[1]).containsExactly(1, 0, 0, 0);
    assertThat(spec.source().files()).hasSize(4);
  }

  @Test
  void namesTheFileAndLineOfEveryProblem() throws IOException {
    DataSpec file = DataSpecs.of(folder, "text", "file", "texts.csv");
    write("texts.csv", "text,class\na,b\n");
    assertUnreadable(file, "texts.csv, line 1: there is no column 'label'");
    write("texts.csv", "words,label\na,b\n");
    assertUnreadable(file, "texts.csv, line 1: there is no column 'text'");
    write("texts.csv", "text,label\n");
    assertUnreadable(file, "has column names but no examples");
    write("texts.csv", "text,label\na,x\n,y\n");
    assertUnreadable(file, "line 3, column 'text': the text is missing");
    write("texts.csv", "text,label\na,x\nb,\n");
    assertUnreadable(file, "line 3, column 'label': the label is missing");
    write("texts.csv", "text,label\na, b,x\n");
    assertUnreadable(file, "line 2: 3 values, expected 2");
    write("texts.csv", "text,label\na,x\nb,x\n");
    assertUnreadable(file, "every example has the label 'x'");
    DataSpec texts = DataSpecs.of(folder, "text", "folder", "texts");
    assertUnreadable(texts, "there is no folder");
    write("texts/a/1.txt", "one");
    assertUnreadable(texts, "holds one class, [a]");
    write("texts/b/1.txt", " \n");
    assertUnreadable(texts, "b/1.txt holds no text");
    Files.write(folder.resolve("texts/b/1.txt"), new byte[] {(byte) 0xC3, 0x28});
    assertUnreadable(texts, "b/1.txt is not a text file in UTF-8");
    write("texts/b/1.md", "two");
    assertUnreadable(texts, "b/1.md cannot be an example; expected a name that ends in .txt");
  }

  @Test
  void namesTheKeyOfEveryMistakeInTheSpec() {
    assertRefused(folder, "trial.data.text: expected exactly one of file, folder", "text");
    assertRefused(folder, "got file and folder", "text", "file", "a", "folder", "b");
    assertRefused(
        folder, "text.label: names a column of a file", "text", "folder", "b", "label", "c");
    assertRefused(
        folder, "text.text: 'c' is the label", "text", "file", "b", "label", "c", "text", "c");
    assertRefused(
        folder, "text.length: expected at least 1, got 0", "text", "file", "b", "length", 0);
    assertRefused(
        folder,
        "text.lower_case: expected true or false, got 'no'",
        "text",
        "file",
        "b",
        "lower_case",
        "no");
  }

  @Test
  void newTextsAreEncodedLikeThoseLearnedFrom() throws IOException {
    write("texts.csv", "text,label\n" + "One two,x\nthree two two,y\n".repeat(10));
    Dataset data = Dataset.load(DataSpecs.of(folder, "text", "file", "texts.csv", "length", 4), 1);
    Preprocessing read = Preprocessing.read(data.preprocessing().toMap());
    assertThat(read.prepare("input", "two TWO, four")).containsExactly(2, 2, 1, 0);
    assertThat(Arrays.stream(data.training().input().rows()).map(Arrays::toString))
        .contains(Arrays.toString(read.prepare("input", "Three two two")));
    @SuppressWarnings("unchecked")
    Map<String, Map<String, Object>> inputs =
        (Map<String, Map<String, Object>>) data.preprocessing().toMap().get("inputs");
    assertThat(inputs.get("input"))
        .containsEntry("first_index", 2)
        .containsEntry("tokenizer", Map.of("pattern", Tokenizer.PATTERN, "lower_case", true))
        .containsEntry("shape", List.of(4, 5));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
