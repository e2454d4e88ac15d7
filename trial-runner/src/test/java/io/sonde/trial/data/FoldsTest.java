package io.sonde.trial.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldsTest {
  @TempDir Path folder;

  @Test
  void foldsCutWhatIsNotTheTestIntoStratifiedParts() throws IOException {
    StringBuilder text = new StringBuilder("id,kind\n");
    for (int i = 0; i < 200; i++) {
      text.append(i).append(i < 120 ? ",a" : i < 180 ? ",b" : ",c").append('\n');
    }
    Files.writeString(folder.resolve("data.csv"), text);
    DataSpec spec = csv("label", "kind", "normalize", "none");
    Folds folds = Folds.load(spec, 5, 4);
    List<Float> validated = new ArrayList<>();
    for (int fold = 0; fold < folds.count(); fold++) {
      Dataset data = folds.dataset(fold);
      assertThat(ids(data.test())).isEqualTo(ids(Dataset.load(spec, 5).test()));
      assertThat(data.validation().size()).isBetween(42, 43);
      int[] count = count(data.validation());
      assertThat(count[0]).isBetween(25, 26);
      assertThat(count[1]).isBetween(12, 13);
      assertThat(count[2]).isBetween(4, 5);
      List<Float> all = ids(data.training());
      all.addAll(ids(data.validation()));
      all.addAll(ids(data.test()));
      assertThat(all).doesNotHaveDuplicates().hasSize(200);
      validated.addAll(ids(data.validation()));
    }
    assertThat(validated).doesNotHaveDuplicates().hasSize(170);
    assertThat(ids(Folds.load(spec, 5, 4).dataset(2).validation()))
        .isEqualTo(ids(folds.dataset(2).validation()));
    assertThat(ids(Folds.load(spec, 6, 4).dataset(2).validation()))
        .isNotEqualTo(ids(folds.dataset(2).validation()));
  }

  @Test
  void eachFoldIsFittedOnItsOwnTrainingPart() throws IOException {
    StringBuilder text = new StringBuilder("id,kind\n");
    for (int i = 0; i < 60; i++) {
      text.append(i * i).append(i % 2 == 0 ? ",a\n" : ",b\n");
    }
    Files.writeString(folder.resolve("data.csv"), text);
    Folds folds = Folds.load(csv("label", "kind"), 5, 3);
    for (int fold = 0; fold < 3; fold++) {
      float[][] rows = folds.dataset(fold).training().input().rows();
      assertThat(Arrays.stream(rows).mapToDouble(row -> row[0]).average())
          .hasValueCloseTo(0.0, within(1e-5));
    }
    assertThat(folds.dataset(0).preprocessing().inputs().get("input").offset())
        .isNotEqualTo(folds.dataset(1).preprocessing().inputs().get("input").offset());
  }

  @Test
  void everyUserKeepsSomethingToLearnFromInEachFold() throws IOException {
    StringBuilder text = new StringBuilder("user,item\n");
    for (int user = 0; user < 20; user++) {
      for (int item = 0; item <= user % 4; item++) {
        text.append(user).append(",i").append(item).append('\n');
      }
    }
    Files.writeString(folder.resolve("taken.csv"), text);
    Folds folds = Folds.load(DataSpecs.of(folder, "interactions", "file", "taken.csv"), 5, 3);
    for (int fold = 0; fold < 3; fold++) {
      assertThat(ids(folds.dataset(fold).training()).stream().distinct()).hasSize(20);
    }
  }

  @Test
  void theTestFilesStayTheTest() throws IOException {
    for (String part : List.of("train", "t10k")) {
      byte[] labels = {0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 0, 1};
      byte[] rows = {0, 0, 8, 2, 0, 0, 0, 4, 0, 0, 0, 1, 1, 2, 3, 4};
      Files.write(folder.resolve(part + "-images-idx3-ubyte"), rows);
      Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels);
    }
    Folds folds = Folds.load(DataSpec.ofFolder(folder), 1, 2);
    assertThat(folds.dataset(1).test().size()).isEqualTo(4);
    assertThat(folds.dataset(1).validation().size()).isEqualTo(2);
  }

  @Test
  void saysWhenThereAreTooFewExamples() throws IOException {
    Files.writeString(folder.resolve("data.csv"), "id,kind\n" + "1,a\n2,b\n".repeat(4));
    DataSpec spec = csv("label", "kind");
    assertThatThrownBy(() -> Folds.load(spec, 1, 10))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.csv: its 8 examples cannot be cut into 10 folds");
    assertThatThrownBy(() -> Folds.load(spec, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected two folds or more, got 1");
  }

  private DataSpec csv(Object... settings) {
    Object[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "file";
    all[settings.length + 1] = "data.csv";
    return DataSpecs.of(folder, "csv", all);
  }

  private static List<Float> ids(Examples examples) {
    List<Float> ids = new ArrayList<>();
    Arrays.stream(examples.input().rows()).forEach(row -> ids.add(row[0]));
    return ids;
  }

  private static int[] count(Examples examples) {
    Targets.Classes classes = (Targets.Classes) examples.targets();
    int[] counts = new int[classes.names().size()];
    Arrays.stream(classes.labels()).forEach(label -> counts[label]++);
    return counts;
  }
}
