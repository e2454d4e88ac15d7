package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sonde.trial.data.Dataset;
import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Input;
import io.sonde.trial.data.Preprocessing;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Targets;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.InfeasibleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Two towers: what they learn, and what their scores mean. */
class RetrievalTest {
  private static final int USERS = 20;
  private static final int ITEMS = 12;

  /** Even users take items of the first half, odd ones of the second. */
  private static Examples taken(int... offsets) {
    List<float[]> users = new ArrayList<>();
    List<float[]> items = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int offset : offsets) {
        users.add(new float[] {user});
        items.add(new float[] {user % 2 * ITEMS / 2 + (user / 2 + offset) % (ITEMS / 2)});
      }
    }
    return new Examples(
        List.of(
            new Input("user", Shape.category(USERS), users.toArray(float[][]::new)),
            new Input("item", Shape.category(ITEMS), items.toArray(float[][]::new))),
        new Targets.Matches(users.size(), USERS, ITEMS));
  }

  private static TrainingData data() {
    Examples training = taken(0, 1, 2, 3);
    return TrainingData.of(new Dataset(training, taken(4), taken(5), Preprocessing.none(training)));
  }

  private static Map<String, Object> tower() {
    return Map.of("embedding", Map.of("units", 6L));
  }

  private static NetworkConfiguration towers(Map<String, Object> inputs) {
    Map<String, Object> towers = Map.of("inputs", inputs, "normalize", true);
    return NetworkConfiguration.read(
        Map.of(
            "training", Map.of("epochs", 30L, "batch_size", 16L),
            "optimizer", Map.of("adam", Map.of("learning_rate", 0.03)),
            "network",
                List.of(Map.of("towers", towers), Map.of("output", Map.of("temperature", 0.2)))));
  }

  private static NetworkConfiguration towers() {
    return towers(Map.of("user", List.of(tower()), "item", List.of(tower())));
  }

  @Test
  void learnsWhoTakesWhat() throws DivergedException {
    NetworkConfiguration configuration = towers();
    try (TrainingData data = data();
        Training training =
            new Training(configuration, configuration.graph(data.facts()), data, 5)) {
      Epoch first = training.next();
      Epoch last = first;
      while (training.hasNext()) {
        last = training.next();
      }
      // Two of the eight items that a user has not taken are of its own half.
      assertThat(last.validation().other("mrr")).isGreaterThan(0.6);
      assertThat(last.validation().loss()).isLessThan(first.validation().loss());
    }
  }

  @Test
  void ranksAmongWhatTheUserDidNotTakeInTraining() {
    NetworkConfiguration configuration = towers();
    try (TrainingData data = data();
        Training training =
            new Training(configuration, configuration.graph(data.facts()), data, 5)) {
      float[][] users = rows(training, "0_towers_user_0_embedding_W");
      float[][] items = rows(training, "0_towers_item_0_embedding_W");
      double mrr = 0;
      double hits = 0;
      Examples examples = taken(5);
      for (int i = 0; i < examples.size(); i++) {
        int user = (int) examples.inputs().get(0).rows()[i][0];
        int item = (int) examples.inputs().get(1).rows()[i][0];
        int place = 1;
        for (int other = 0; other < ITEMS; other++) {
          boolean seen =
              other / (ITEMS / 2) == user % 2 && !List.of(4, 5).contains(offset(user, other));
          if (!seen && cosine(users[user], items[other]) > cosine(users[user], items[item])) {
            place++;
          }
        }
        mrr += 1.0 / place / examples.size();
        hits += place <= 10 ? 1.0 / examples.size() : 0;
      }
      Score score = training.test();
      assertThat(score.other("mrr")).isCloseTo(mrr, within(1e-6));
      assertThat(score.other("hit_rate_10")).isCloseTo(hits, within(1e-6));
      assertThat(score.isFinite()).isTrue();
    }
  }

  private static int offset(int user, int item) {
    return Math.floorMod(item % (ITEMS / 2) - user / 2, ITEMS / 2);
  }

  private static float[][] rows(Training training, String parameter) {
    INDArray weights = training.network().getParam(parameter);
    assertThat(weights)
        .as(parameter + " of " + training.network().paramTable().keySet())
        .isNotNull();
    return Nd4j.toFlattened('c', weights).reshape(weights.shape()).toFloatMatrix();
  }

  private static double cosine(float[] left, float[] right) {
    double product = 0;
    double lefts = 0;
    double rights = 0;
    for (int i = 0; i < left.length; i++) {
      product += left[i] * right[i];
      lefts += left[i] * left[i];
      rights += right[i] * right[i];
    }
    return product / Math.sqrt(lefts * rights);
  }

  @Test
  void towersMustFitTheInputs() {
    try (TrainingData data = data()) {
      assertThatThrownBy(() -> towers(Map.of("user", List.of(tower()))).graph(data.facts()))
          .isInstanceOf(InfeasibleException.class)
          .hasMessageContaining("network[0].towers: it has towers for [user]");
      NetworkConfiguration none = NetworkConfiguration.read(Map.of("network", List.of(tower())));
      assertThatThrownBy(() -> none.graph(data.facts()))
          .isInstanceOf(InfeasibleException.class)
          .hasMessageContaining("begin the network with towers");
      NetworkConfiguration uneven =
          towers(
              Map.of(
                  "user", List.of(tower()),
                  "item", List.of(Map.of("embedding", Map.of("units", 7L)))));
      assertThatThrownBy(() -> uneven.graph(data.facts()))
          .isInstanceOf(InfeasibleException.class)
          .hasMessageContaining("of the same length");
    }
  }
}
