package io.sonde.trial.dl4j;

import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Input;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Targets;
import io.sonde.trial.dl4j.loss.InBatchSoftmaxLoss;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Scores a two-tower model: each example's item is ranked by similarity to its user among all items
 * that the user did not take in the training part. Items of one similarity share their places.
 */
final class RetrievalScorer {
  /** How far down a list people look. */
  private static final int CUTOFF = 10;

  private final BitSet[] taken;

  /** Notes what the training part holds. */
  RetrievalScorer(Tensors training, int users) {
    this.taken = new BitSet[users];
    for (int i = 0; i < users; i++) {
      taken[i] = new BitSet();
    }
    for (int i = 0; i < training.size(); i++) {
      taken[user(training, i)].set(item(training, i));
    }
  }

  private static int user(Tensors examples, int index) {
    return (int) examples.inputs().get(0).rows()[index][0];
  }

  private static int item(Tensors examples, int index) {
    return (int) examples.inputs().get(1).rows()[index][0];
  }

  /**
   * The metrics: {@code hit_rate_10}, how often the item is among the first ten; {@code ndcg_10},
   * which counts early places more (Järvelin and Kekäläinen 2002); {@code mrr}, the mean of one
   * over its place. The loss is the cross entropy of the item among all ranked.
   */
  Score score(ComputationGraph network, Tensors examples, int count, Targets.Matches matches) {
    float[][] vectors = vectors(network, matches);
    double temperature = temperature(network);
    int size = Math.min(count, examples.size());
    double loss = 0;
    double hits = 0;
    double gain = 0;
    double reciprocal = 0;
    for (int i = 0; i < size; i++) {
      Ranked ranked =
          rank(vectors, user(examples, i), item(examples, i), matches.items(), temperature);
      loss += ranked.loss();
      reciprocal += 1 / ranked.place();
      if (ranked.place() <= CUTOFF) {
        hits++;
        gain += Math.log(2) / Math.log(1 + ranked.place());
      }
    }
    return new Score(
        loss / size,
        Map.of("hit_rate_10", hits / size, "ndcg_10", gain / size, "mrr", reciprocal / size));
  }

  /** Where an item stands, from 1, and what its place costs. */
  private record Ranked(double place, double loss) {}

  private Ranked rank(float[][] vectors, int user, int item, int items, double temperature) {
    double wanted = similarity(vectors, user, item);
    double sum = 0;
    double before = 0;
    for (int other = 0; other < items; other++) {
      if (other != item && taken[user].get(other)) {
        continue;
      }
      double similarity = similarity(vectors, user, other);
      sum += Math.exp((similarity - wanted) / temperature);
      before += other == item ? 0 : similarity > wanted ? 1 : similarity == wanted ? 0.5 : 0;
    }
    return new Ranked(1 + before, Double.isNaN(wanted) ? Double.NaN : Math.log(sum));
  }

  private static double similarity(float[][] vectors, int user, int item) {
    int half = vectors[user].length / 2;
    double sum = 0;
    for (int k = 0; k < half; k++) {
      sum += vectors[user][k] * vectors[item][half + k];
    }
    return sum;
  }

  /** Row i holds the vector of user i and then that of item i, as far as there are any. */
  private static float[][] vectors(ComputationGraph network, Targets.Matches matches) {
    int rows = Math.max(matches.users(), matches.items());
    float[][] users = new float[rows][];
    float[][] items = new float[rows][];
    for (int i = 0; i < rows; i++) {
      users[i] = new float[] {i % matches.users()};
      items[i] = new float[] {i % matches.items()};
    }
    Examples all =
        new Examples(
            List.of(
                new Input("user", Shape.category(matches.users()), users),
                new Input("item", Shape.category(matches.items()), items)),
            new Targets.Matches(rows, matches.users(), matches.items()));
    try (Tensors tensors = new Tensors(all)) {
      return Predictions.of(network, tensors, rows);
    }
  }

  private static double temperature(ComputationGraph network) {
    LossLayer output = (LossLayer) network.getOutputLayer(0).conf().getLayer();
    return ((InBatchSoftmaxLoss) output.getLossFn()).temperature();
  }
}
