package io.sonde.trial.data;

import static io.sonde.trial.data.DataSpecs.assertRefused;
import static io.sonde.trial.data.DataSpecs.assertUnreadable;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractionsTest {
  @TempDir Path folder;

  /** 30 users who rated 10 items each, 20 more who rated one. */
  @BeforeEach
  void write() throws IOException {
    StringBuilder text = new StringBuilder("user,item,rating\n");
    for (int user = 0; user < 50; user++) {
      for (int i = 0; i < (user < 30 ? 10 : 1); i++) {
        text.append("u%02d,i%02d,%s%n".formatted(user, (user + i) % 40, 1 + (user + i) % 5));
      }
    }
    Files.writeString(folder.resolve("ratings.csv"), text);
  }

  @Test
  void everyUserKeepsSomethingToLearnFrom() {
    Dataset data = Dataset.load(spec(), 4);
    assertThat(data.facts())
        .isEqualTo(
            new DataFacts(
                Map.of("user", Shape.category(50), "item", Shape.category(40)),
                new Task.Retrieval(50, 40)));
    assertThat(data.facts().inputs().keySet()).containsExactly("user", "item");
    assertThat(users(data.training())).hasSize(50);
    assertThat(data.validation().size()).isBetween(44, 46);
    assertThat(data.test().size()).isBetween(44, 46);
    assertThat(users(data.validation())).hasSize(30);
    Set<List<Float>> pairs = new HashSet<>();
    for (Examples part : List.of(data.training(), data.validation(), data.test())) {
      for (int i = 0; i < part.size(); i++) {
        pairs.add(List.of(part.inputs().get(0).rows()[i][0], part.inputs().get(1).rows()[i][0]));
      }
    }
    assertThat(pairs).hasSize(320);
    assertThat(Dataset.load(spec(), 4).test().input().rows())
        .isDeepEqualTo(data.test().input().rows());
    assertThat(data.preprocessing().inputs()).isEmpty();
    assertThat(data.preprocessing().prepare("user", "u07")).containsExactly(7);
    assertThat(Preprocessing.read(data.preprocessing().toMap()).prepare("item", "i39"))
        .containsExactly(39);
  }

  @Test
  void onlyRatingsFromALeastOneCount() throws IOException {
    Examples examples = spec("at_least", 4).source().read().examples();
    assertThat(examples.size()).isEqualTo(30 * 4 + 8);
    // Who and what there is is taken from the whole file.
    assertThat(examples.targets()).isEqualTo(new Targets.Matches(128, 50, 40));
    assertUnreadable(spec("at_least", 6), "no rating is at least 6");
    Files.writeString(folder.resolve("ratings.csv"), "user,item,rating\na,b,0.7\n");
    assertThat(spec("at_least", 0.7).source().read().examples().size()).isEqualTo(1);
  }

  @Test
  void aPairThatStandsTwiceCountsOnce() throws IOException {
    Files.writeString(folder.resolve("ratings.csv"), "user,item,rating\na,b,1\na,c,2\na,b,3\n");
    assertThat(spec().source().read().examples().size()).isEqualTo(2);
    assertUnreadable(
        spec("predict", "rating"),
        "line 4, column 'item': user 'a' has rated item 'b' already in line 2");
  }

  @Test
  void theRatingMayBeWhatIsTold() {
    Dataset data = Dataset.load(spec("predict", "rating"), 4);
    assertThat(data.facts().task()).isEqualTo(new Task.Regression(List.of("rating")));
    assertThat(users(data.training())).hasSize(50);
    Targets.Numbers told = (Targets.Numbers) data.test().targets();
    double[] restored = data.preprocessing().restore(told.values()[0]);
    assertThat(restored[0]).isBetween(0.99, 5.01);
  }

  @Test
  void columnsMayHaveOtherNames() throws IOException {
    Files.writeString(folder.resolve("ratings.csv"), "reader,book,stars\n10,x,1\n9,x,2\n");
    DataSpec spec = spec("user", "reader", "item", "book", "rating", "stars", "predict", "rating");
    Examples examples = spec.source().read().examples();
    assertThat(examples.inputs()).extracting(Input::name).containsExactly("user", "item");
    assertThat(((Encoding.Names) examples.input().encoding()).names()).containsExactly("9", "10");
    assertThat(examples.targets().task()).isEqualTo(new Task.Regression(List.of("stars")));
  }

  @Test
  void namesTheLineOfEveryProblem() throws IOException {
    assertProblem("user,items\n", "line 1: there is no column 'item'; the columns are user, items");
    assertProblem("user,item\n", "has column names but no interactions");
    assertProblem("user,item\na,b\n,b\n", "line 3, column 'user': the value is missing");
    assertProblem("user,item\na,b\na,\n", "line 3, column 'item': the value is missing");
    Files.writeString(folder.resolve("ratings.csv"), "user,item,rating\na,b,good\n");
    assertUnreadable(
        spec("at_least", 4), "line 2, column 'rating': expected a finite number, got 'good'");
  }

  @Test
  void namesTheKeyOfEveryMistakeInTheSpec() {
    assertRefused(folder, "trial.data.interactions.file: missing", "interactions");
    assertRefused(
        folder,
        "interactions.rating: nothing uses the ratings",
        "interactions",
        "file",
        "a",
        "rating",
        "b");
    assertRefused(
        folder,
        "interactions.at_least: leaves no ratings to be told",
        "interactions",
        "file",
        "a",
        "at_least",
        3,
        "predict",
        "rating");
    assertRefused(
        folder,
        "interactions.item: 'b' is the column of the users",
        "interactions",
        "file",
        "a",
        "user",
        "b",
        "item",
        "b");
    assertRefused(
        folder,
        "interactions.rating: 'b' is the column of the users or the items",
        "interactions",
        "file",
        "a",
        "user",
        "b",
        "rating",
        "b",
        "at_least",
        1);
    assertRefused(
        folder,
        "interactions.predict: expected one of [item, rating]",
        "interactions",
        "file",
        "a",
        "predict",
        "users");
  }

  private void assertProblem(String text, String message) throws IOException {
    Files.writeString(folder.resolve("ratings.csv"), text);
    assertUnreadable(spec(), "ratings.csv", message);
  }

  private static Set<Float> users(Examples examples) {
    Set<Float> users = new HashSet<>();
    for (float[] row : examples.input().rows()) {
      users.add(row[0]);
    }
    return users;
  }

  private DataSpec spec(Object... more) {
    Map<String, Object> settings = DataSpecs.map(more);
    settings.put("file", "ratings.csv");
    return DataSpec.read(Map.of("interactions", settings), folder);
  }
}
