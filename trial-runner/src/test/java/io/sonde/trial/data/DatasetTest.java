package io.sonde.trial.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Splits, normalisation, and what a spec may say about data. */
class DatasetTest {
  @TempDir Path folder;

  /** 120 examples of class a, 60 of b, 20 of c; the first feature is unique. */
  @BeforeEach
  void write() throws IOException {
    StringBuilder text = new StringBuilder("id,constant,kind\n");
    for (int i = 0; i < 200; i++) {
      text.append(i).append(",7,").append(i < 120 ? "a" : i < 180 ? "b" : "c").append('\n');
    }
    Files.writeString(folder.resolve("data.csv"), text);
  }

  @Test
  void partsAreStratifiedAndDisjoint() {
    Dataset data = Dataset.load(spec(Map.of("normalize", "none")), 5);
    assertThat(count(data.training())).containsExactly(84, 42, 14);
    assertThat(count(data.validation())).containsExactly(18, 9, 3);
    assertThat(count(data.test())).containsExactly(18, 9, 3);
    List<Float> ids = new ArrayList<>();
    for (Examples part : List.of(data.training(), data.validation(), data.test())) {
      Arrays.stream(part.input().rows()).forEach(row -> ids.add(row[0]));
    }
    assertThat(ids).doesNotHaveDuplicates().hasSize(200);
  }

  @Test
  void theSeedDecidesTheParts() {
    DataSpec spec = spec(Map.of());
    assertThat(Dataset.load(spec, 5).test().input().rows())
        .isEqualTo(Dataset.load(spec, 5).test().input().rows())
        .isNotEqualTo(Dataset.load(spec, 6).test().input().rows());
  }

  @Test
  void normalizesByTheTrainingPartAlone() {
    Dataset raw = Dataset.load(spec(Map.of("normalize", "none")), 5);
    Dataset data = Dataset.load(spec(Map.of()), 5);
    double mean = mean(raw.training());
    double deviation =
        Math.sqrt(
            Arrays.stream(raw.training().input().rows())
                .mapToDouble(row -> (row[0] - mean) * (row[0] - mean))
                .average()
                .orElseThrow());
    assertThat(data.preprocessing().inputs().get("input").kind()).isEqualTo(Normalization.STANDARD);
    assertThat(mean(data.training())).isCloseTo(0, within(1e-5));
    float expected = (float) ((raw.test().input().rows()[0][0] - mean) / deviation);
    assertThat(data.test().input().rows()[0][0]).isCloseTo(expected, within(1e-4f));
    assertThat(data.test().input().rows()[0][1]).isZero();
  }

  @Test
  void rangeAndScale() {
    Dataset range = Dataset.load(spec(Map.of("normalize", "range")), 5);
    assertThat(Arrays.stream(range.training().input().rows()).mapToDouble(r -> r[0]).max())
        .hasValueCloseTo(1.0, within(1e-6));
    assertThat(Arrays.stream(range.training().input().rows()).mapToDouble(r -> r[0]).min())
        .hasValueCloseTo(0.0, within(1e-6));
    Dataset scale = Dataset.load(spec(Map.of("normalize", "scale")), 5);
    assertThat(scale.training().input().rows()[0][1])
        .isEqualTo(7f * scale.preprocessing().inputs().get("input").factor()[0], within(1e-6f));
  }

  @Test
  void refusesSplitsThatLeaveNothing() {
    assertThatThrownBy(() -> spec(Map.of("split", Map.of("validation", 0.5, "test", 0.5))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("data.csv.split")
        .hasMessageContaining("leave some for training");
    DataSpec tiny = spec(Map.of("split", Map.of("validation", 0.001, "test", 0.1)));
    assertThatThrownBy(() -> Dataset.load(tiny, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("its 200 examples leave none for validation");
  }

  @Test
  void aNumberToBeToldIsSpreadOverAllParts() {
    Map<String, Object> settings =
        Map.of("file", "data.csv", "target", "id", "ignore", List.of("kind"));
    DataSpec spec = DataSpec.read(Map.of("csv", settings), folder);
    Dataset data = Dataset.load(spec, 5);
    assertThat(data.training().size()).isEqualTo(140);
    for (Examples part : List.of(data.validation(), data.test())) {
      assertThat(part.size()).isEqualTo(30);
      int[] tenths = new int[10];
      for (float[] told : ((Targets.Numbers) part.targets()).values()) {
        tenths[(int) (data.preprocessing().restore(told)[0] + 0.01) / 20]++;
      }
      assertThat(tenths).containsOnly(3);
    }
    double[] told =
        Arrays.stream(((Targets.Numbers) data.training().targets()).values())
            .mapToDouble(values -> values[0])
            .toArray();
    assertThat(Arrays.stream(told).average()).hasValueCloseTo(0.0, within(1e-5));
    assertThat(Arrays.stream(told).map(v -> v * v).average()).hasValueCloseTo(1.0, within(1e-4));
  }

  @Test
  void severalLabelsAreShuffled() throws IOException {
    StringBuilder text = new StringBuilder("id,red,blue\n");
    for (int i = 0; i < 100; i++) {
      text.append(i).append(i < 50 ? ",1,0\n" : ",0,1\n");
    }
    Files.writeString(folder.resolve("data.csv"), text);
    Map<String, Object> csv = Map.of("file", "data.csv", "labels", List.of("red", "blue"));
    Dataset data = Dataset.load(DataSpec.read(Map.of("csv", csv), folder), 5);
    assertThat(data.training().size()).isEqualTo(70);
    assertThat(data.validation().size()).isEqualTo(15);
    float[][] labels = ((Targets.Labels) data.test().targets()).values();
    assertThat(Arrays.stream(labels).mapToDouble(row -> row[0]).sum()).isBetween(2.0, 13.0);
  }

  @Test
  void wordsStayZeroAndOne() throws IOException {
    String text = "id,constant,kind\n" + "1,p,a\n2,q,b\n30,p,a\n".repeat(20);
    Files.writeString(folder.resolve("data.csv"), text);
    for (String normalize : Words.of(Normalization.class)) {
      Map<String, Object> more = Map.of("normalize", normalize, "categories", List.of("constant"));
      for (float[] row : Dataset.load(spec(more), 5).training().input().rows()) {
        assertThat(row[1] + row[2]).isEqualTo(1);
        assertThat(row[1] * row[2]).isZero();
      }
    }
  }

  @Test
  void aFeatureOfASequenceIsTakenOverAllSteps() throws IOException {
    StringBuilder text = new StringBuilder("a1,b1,a2,b2,kind\n");
    for (int i = 0; i < 40; i++) {
      text.append("0,10,2,30,").append(i % 2 == 0 ? "x" : "y").append('\n');
    }
    Files.writeString(folder.resolve("data.csv"), text);
    Dataset data = Dataset.load(spec(Map.of("shape", List.of(2, 2))), 5);
    assertThat(data.test().input().rows()[0]).containsExactly(-1, -1, 1, 1);
    assertThat(data.preprocessing().inputs().get("input").offset()).containsExactly(1, 20, 1, 20);
  }

  private DataSpec spec(Map<String, Object> more) {
    Map<String, Object> csv = new HashMap<>(more);
    csv.put("file", "data.csv");
    csv.put("label", "kind");
    return DataSpec.read(Map.of("csv", csv), folder);
  }

  private static double mean(Examples examples) {
    return Arrays.stream(examples.input().rows()).mapToDouble(r -> r[0]).average().orElseThrow();
  }

  private static int[] count(Examples examples) {
    Targets.Classes classes = (Targets.Classes) examples.targets();
    int[] counts = new int[classes.names().size()];
    Arrays.stream(classes.labels()).forEach(label -> counts[label]++);
    return counts;
  }
}
