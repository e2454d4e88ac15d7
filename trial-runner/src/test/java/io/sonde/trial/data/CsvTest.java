package io.sonde.trial.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  @Test
  void readsNumbersAndLabels() throws IOException {
    Examples examples = read("a,kind,b\n1,cat,2.5\n-3e1, dog ,4\n\n5,cat,6\n");
    assertThat(((Targets.Classes) examples.targets()).names()).containsExactly("cat", "dog");
    assertThat(((Targets.Classes) examples.targets()).labels()).containsExactly(0, 1, 0);
    assertThat(examples.input().rows()).isEqualTo(new float[][] {{1, 2.5f}, {-30, 4}, {5, 6}});
    assertThat(examples.input().shape()).isEqualTo(Shape.flat(2));
  }

  @Test
  void ordersClassesAsNumbersWhereTheyAre() throws IOException {
    assertThat(((Targets.Classes) read("a,kind\n1,10\n2,9\n3,10\n").targets()).names()).containsExactly("9", "10");
  }

  @Test
  void understandsQuotesWindowsLinesAndByteOrderMarks() throws IOException {
    Examples examples = read("\uFEFFa,\"kind\"\r\n1,\"a \"\"b\"\", c\"\r\n2,d\r\n");
    assertThat(((Targets.Classes) examples.targets()).names()).containsExactly("a \"b\", c", "d");
  }

  @Test
  void unpacks() throws IOException {
    Path file = folder.resolve("data.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,kind\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new Csv(file, "kind", List.of()).read().size()).isEqualTo(2);
  }

  @Test
  void namesTheLineOfEveryProblem() {
    assertRefused("", "is empty; its first line must name the columns");
    assertRefused("a,b\n1,2\n", "line 1: there is no column 'kind'; the columns are a, b");
    assertRefused("kind\nx\n", "line 1: there is no column beside the label");
    assertRefused("a,kind\n", "has column names but no examples");
    assertRefused("a,kind\n1,x\n1\n", "line 3: 1 values, expected 2 as in the first line");
    assertRefused(
        "a,kind\n1,x\ntwo,y\n", "line 3, column 'a': expected a finite number, got 'two'");
    assertRefused("a,kind\n1,x\n,y\n", "line 3, column 'a': expected a finite number, got ''");
    assertRefused("a,kind\n1,x\nNaN,y\n", "line 3, column 'a': expected a finite number");
    assertRefused("a,kind\n1,x\n2,\n", "line 3: the label is missing");
    assertRefused("a,kind\n1,x\n2,x\n", "every example has the label 'x'");
    assertRefused("a,kind\n1,\"x\n", "line 2: a quote is not closed");
  }

  @Test
  void checksTheShape() throws IOException {
    Path file = write("a,b,c,d,kind\n1,2,3,4,x\n1,2,3,4,y\n");
    assertThat(new Csv(file, "kind", List.of(2, 2, 1)).read().input().shape())
        .isEqualTo(Shape.image(2, 2, 1));
    assertThatThrownBy(() -> new Csv(file, "kind", List.of(3, 2, 1)).read())
        .hasMessageContaining("the shape 3×2×1 needs 6 columns beside the label, the file has 4");
  }

  @Test
  void saysWhichFileIsMissingOrNoText() throws IOException {
    assertThatThrownBy(() -> new Csv(folder.resolve("no.csv"), "kind", List.of()).read())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no data file")
        .hasMessageContaining("no.csv");
    Path binary = Files.write(folder.resolve("binary.csv"), new byte[] {(byte) 0xC3, 0x28});
    assertThatThrownBy(() -> new Csv(binary, "kind", List.of()).read())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("binary.csv is not a text file in UTF-8");
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.csv")
        .hasMessageContaining(message);
  }

  private Examples read(String text) throws IOException {
    return new Csv(write(text), "kind", List.of()).read();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }
}
