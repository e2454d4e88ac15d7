package io.sonde.trial.data;

import static io.sonde.trial.data.DataSpecs.assertUnreadable;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Float2DArrayAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  @Test
  void readsNumbersAndLabels() throws IOException {
    Examples examples = readText("a,kind,b\n1,cat,2.5\n-3e1, dog ,4\n\n5,cat,6\n");
    Targets.Classes classes = (Targets.Classes) examples.targets();
    assertThat(classes.names()).containsExactly("cat", "dog");
    assertThat(classes.labels()).containsExactly(0, 1, 0);
    rows(examples).isDeepEqualTo(new float[][] {{1, 2.5f}, {-30, 4}, {5, 6}});
    assertThat(examples.input().shape()).isEqualTo(Shape.flat(2));
  }

  @Test
  void ordersClassesAsNumbersWhereTheyAre() throws IOException {
    assertThat(classes("a,kind\n1,10\n2,9\n3,10\n")).containsExactly("9", "10");
  }

  @Test
  void understandsQuotesWindowsLinesAndByteOrderMarks() throws IOException {
    String text = "\uFEFFa,\"kind\"\r\n1,\"a \"\"b\"\", c\"\r\n2,5\" disc\r\n";
    assertThat(classes(text)).containsExactly("5\" disc", "a \"b\", c");
    assertThat(classes("a,kind\n1,\"two\nlines\"\n2,\"\"\"\"\n"))
        .containsExactly("\"", "two\nlines");
  }

  @Test
  void unpacks() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("data.csv.gz")))) {
      out.write("a,kind\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8));
    }
    DataSpec spec = DataSpecs.of(folder, "csv", "file", "data.csv.gz", "label", "kind");
    assertThat(spec.source().read().examples().size()).isEqualTo(2);
  }

  @Test
  void readsOneNumberOrSeveralToTell() throws IOException {
    write("a,b,c\n1,2,3\n4,5,6\n");
    Targets.Numbers one = (Targets.Numbers) read("target", "b").targets();
    assertThat(one.names()).containsExactly("b");
    assertThat(one.values()).isDeepEqualTo(new float[][] {{2}, {5}});
    Examples examples = read("target", List.of("c", "a"));
    assertThat(((Targets.Numbers) examples.targets()).values())
        .isDeepEqualTo(new float[][] {{3, 1}, {6, 4}});
    rows(examples).isDeepEqualTo(new float[][] {{2}, {5}});
  }

  @Test
  void readsLabelsFromColumnsOfTheirOwn() throws IOException {
    write("a,red,blue\n1,0,1\n4,1,1\n");
    Targets.Labels labels = (Targets.Labels) read("labels", List.of("red", "blue")).targets();
    assertThat(labels.names()).containsExactly("red", "blue");
    assertThat(labels.values()).isDeepEqualTo(new float[][] {{0, 1}, {1, 1}});
    write("a,red,blue\n1,0,1\n4,2,1\n");
    assertUnreadable(
        spec("labels", List.of("red", "blue")),
        "line 3, column 'red': expected 0 or 1 for a label, got '2'");
  }

  @Test
  void readsLabelsFromAColumnThatListsThem() throws IOException {
    write("a,tags\n1,red;blue\n4,\n5, blue ;;\n");
    Targets.Labels labels = (Targets.Labels) read("labels", Map.of("column", "tags")).targets();
    assertThat(labels.names()).containsExactly("blue", "red");
    assertThat(labels.values()).isDeepEqualTo(new float[][] {{1, 1}, {0, 0}, {1, 0}});
    write("a,tags\n1,red|blue\n4,|\n");
    Map<String, Object> bars = Map.of("column", "tags", "separator", "|");
    assertThat(((Targets.Labels) read("labels", bars).targets()).names())
        .containsExactly("blue", "red");
    write("a,tags\n1,\n4,\n");
    assertUnreadable(
        spec("labels", Map.of("column", "tags")), "no row has a label in column 'tags'");
  }

  @Test
  void turnsWordsIntoAsManyNumbersAsThereAreWords() throws IOException {
    write("a,colour,kind,size\n1,red,x,10\n2,blue,y,9\n3,red,x,10\n");
    Examples examples = read("label", "kind", "categories", List.of("colour", "size"));
    rows(examples).isDeepEqualTo(new float[][] {{1, 0, 1, 0, 1}, {2, 1, 0, 1, 0}, {3, 0, 1, 0, 1}});
    assertThat(((Encoding.Columns) examples.input().encoding()).columns())
        .containsExactly(
            new Encoding.Column("a", List.of()),
            new Encoding.Column("colour", List.of("blue", "red")),
            new Encoding.Column("size", List.of("9", "10")));
    assertUnreadable(
        spec("label", "kind"),
        "line 2, column 'colour': expected a finite number, got 'red';",
        "if the column holds words, list it under categories");
    write("a,colour,kind\n1,,x\n2,red,y\n");
    assertUnreadable(
        spec("label", "kind", "categories", List.of("colour")),
        "line 2, column 'colour': the value is missing");
  }

  @Test
  void aColumnThatOnlyNamesThingsIsNoCategory() throws IOException {
    StringBuilder text = new StringBuilder("name,kind\n");
    for (int i = 0; i < 1000; i++) {
      text.append('n').append(i).append(i % 2 == 0 ? ",x\n" : ",y\n");
    }
    write(text.toString());
    DataSpec spec = spec("label", "kind", "categories", List.of("name"));
    assertThat(spec.source().read().examples().input().shape()).isEqualTo(Shape.flat(1000));
    write(text + "n1000,x\n");
    assertUnreadable(spec, "line 1002, column 'name': more than 1,000 different words");
  }

  @Test
  void takesTheFeaturesThatAreAskedFor() throws IOException {
    write("a,b,c,kind\n1,2,3,x\n4,5,6,y\n");
    rows(read("label", "kind", "features", List.of("c", "a")))
        .isDeepEqualTo(new float[][] {{3, 1}, {6, 4}});
    rows(read("label", "kind", "ignore", List.of("a", "c")))
        .isDeepEqualTo(new float[][] {{2}, {5}});
    for (String key : List.of("features", "ignore", "categories")) {
      assertUnreadable(
          spec("label", "kind", key, List.of("none")), "line 1: there is no column 'none'");
    }
    assertUnreadable(
        spec("label", "kind", "ignore", List.of("a", "b", "c")),
        "line 1: there is no column beside the label");
  }

  @Test
  void namesTheLineOfEveryProblem() throws IOException {
    assertRefused("", "is empty; its first line must name the columns");
    assertRefused("a,b\n1,2\n", "line 1: there is no column 'kind'; the columns are a, b");
    assertRefused("a,a,kind\n1,2,x\n", "line 1: two columns are called 'a'");
    assertRefused("kind\nx\n", "line 1: there is no column beside the label");
    assertRefused("a,kind\n", "has column names but no examples");
    assertRefused("a,kind\n1,x\n1\n", "line 3: 1 values, expected 2 as in the first line");
    assertRefused(
        "a,kind\n1,x\ntwo,y\n", "line 3, column 'a': expected a finite number, got 'two'");
    assertRefused("a,kind\n1,x\n,y\n", "line 3, column 'a': expected a finite number, got ''");
    assertRefused("a,kind\n1,x\nNaN,y\n", "line 3, column 'a': expected a finite number");
    assertRefused("a,kind\n1,x\n2,\n", "line 3, column 'kind': the label is missing");
    assertRefused("a,kind\n1,x\n2,x\n", "every example has the label 'x'");
    assertRefused("a,kind\n1,y\n1,\"x\n", "line 3: a quote is not closed");
    assertRefused("a,kind\n1,\"x\ny\"\nb,y\n", "line 4, column 'a': expected a finite number");
    assertRefused("a,kind\n1,\"x\"y\n", "line 2: expected a comma after the closing quote");
  }

  @Test
  void checksTheShape() throws IOException {
    write("a,b,c,d,kind\n1,2,3,4,x\n1,2,3,4,y\n");
    assertThat(read("label", "kind", "shape", List.of(2, 2, 1)).input().shape())
        .isEqualTo(Shape.image(2, 2, 1));
    assertThat(read("label", "kind", "shape", List.of(2, 2)).input().shape())
        .isEqualTo(Shape.sequence(2, 2));
    assertUnreadable(
        spec("label", "kind", "shape", List.of(3, 2, 1)),
        "the shape 3×2×1 needs 6 features, the file has 4");
  }

  @Test
  void saysWhichFileIsMissingOrNoText() throws IOException {
    assertUnreadable(spec("label", "kind"), "there is no data file", "data.csv");
    Files.write(folder.resolve("data.csv"), new byte[] {(byte) 0xC3, 0x28});
    assertUnreadable(spec("label", "kind"), "data.csv is not a text file in UTF-8");
  }

  @Test
  void namesTheKeyOfEveryMistakeInTheSpec() {
    assertNoSpec("trial.data.csv: expected exactly one of label, target, labels, got none");
    assertNoSpec("got label and target", "label", "a", "target", "b");
    assertNoSpec("expected features or ignore, got both", with("features", "a", "ignore", "b"));
    assertNoSpec("csv.features: 'kind' is what is to be told", with("features", "kind"));
    assertNoSpec("csv.categories: 'kind' is not among the features", with("categories", "kind"));
    assertNoSpec(
        "csv.categories: 'b' is not among the features", with("features", "a", "categories", "b"));
    assertNoSpec(
        "csv.features: names the column 'a' twice", "label", "kind", "features", List.of("a", "a"));
    assertNoSpec("csv.target: expected a column or more, got none", "target", List.of());
    assertNoSpec("csv.target: expected a list of columns, got '3'", "target", List.of(3L));
    assertNoSpec("csv.labels.column: missing", "labels", Map.of());
    assertNoSpec("csv.labels.column: missing", "labels", Map.of("separator", ","));
    assertNoSpec(
        "csv.labels.separator: expected a character or more",
        "labels",
        Map.of("column", "a", "separator", ""));
    assertNoSpec("csv.labels.colum: unknown", "labels", Map.of("colum", "a"));
    assertNoSpec(
        "csv.shape: expected [features], [steps, features] or",
        "label",
        "kind",
        "shape",
        List.of(1, 2, 3, 4));
    assertNoSpec("csv.labl: unknown; expected one of", "labl", "kind");
  }

  private static Object[] with(String key, String column) {
    return new Object[] {"label", "kind", key, List.of(column)};
  }

  private static Object[] with(String key, String column, String other, String otherColumn) {
    return new Object[] {"label", "kind", key, List.of(column), other, List.of(otherColumn)};
  }

  private void assertNoSpec(String message, Object... settings) {
    Map<String, Object> csv = DataSpecs.map(settings);
    csv.put("file", "data.csv");
    Object[] all =
        csv.entrySet().stream().flatMap(e -> List.of(e.getKey(), e.getValue()).stream()).toArray();
    DataSpecs.assertRefused(folder, message, "csv", all);
  }

  private void assertRefused(String text, String message) throws IOException {
    write(text);
    assertUnreadable(spec("label", "kind"), "data.csv", message);
  }

  private List<String> classes(String text) throws IOException {
    return ((Targets.Classes) readText(text).targets()).names();
  }

  private Examples readText(String text) throws IOException {
    write(text);
    return read("label", "kind");
  }

  private Examples read(Object... settings) {
    return spec(settings).source().read().examples();
  }

  private DataSpec spec(Object... settings) {
    Map<String, Object> csv = DataSpecs.map(settings);
    csv.put("file", "data.csv");
    return DataSpec.read(Map.of("csv", csv), folder);
  }

  private static Float2DArrayAssert rows(Examples examples) {
    return assertThat(examples.input().rows());
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("data.csv"), text);
  }
}
