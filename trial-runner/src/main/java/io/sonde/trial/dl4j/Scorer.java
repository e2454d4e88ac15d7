package io.sonde.trial.dl4j;

import io.sonde.trial.data.Preprocessing;
import io.sonde.trial.data.Targets;
import io.sonde.trial.data.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Scores a network's predictions, by what is to be told. */
final class Scorer {
  /** A probability of 0 would cost infinitely much; a float cannot tell it from this. */
  private static final double SMALLEST = 1e-12;

  private final Preprocessing preprocessing;
  private final Optional<RetrievalScorer> retrieval;

  /** Scores what these data are of. */
  Scorer(TrainingData data) {
    this.preprocessing = data.preprocessing();
    this.retrieval =
        data.facts().task() instanceof Task.Retrieval task
            ? Optional.of(new RetrievalScorer(data.training(), task.users()))
            : Optional.empty();
  }

  /** Scores a network on the first {@code count} examples at most. */
  Score score(ComputationGraph network, Tensors examples, int count) {
    Targets targets = examples.targets();
    if (targets instanceof Targets.Matches matches) {
      return retrieval.orElseThrow().score(network, examples, count, matches);
    }
    float[][] predictions = Predictions.of(network, examples, count);
    if (targets instanceof Targets.Classes classes) {
      return classes(predictions, classes);
    } else if (targets instanceof Targets.Numbers numbers) {
      return numbers(predictions, numbers);
    } else if (targets instanceof Targets.Labels labels) {
      return labels(predictions, labels);
    }
    throw new AssertionError("targets that nothing scores: " + targets.task());
  }

  /** Cross entropy in nats, and the fraction of examples whose class is the likeliest. */
  private static Score classes(float[][] probabilities, Targets.Classes classes) {
    double loss = 0;
    int right = 0;
    for (int i = 0; i < probabilities.length; i++) {
      int label = classes.labels()[i];
      loss -= Math.log(Math.max(SMALLEST, probabilities[i][label]));
      right += isHighest(probabilities[i], label) ? 1 : 0;
    }
    int size = probabilities.length;
    return new Score(loss / size, Map.of("accuracy", (double) right / size));
  }

  /** The first of equals counts as the highest. */
  private static boolean isHighest(float[] values, int index) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] > values[index] || (values[i] == values[index] && i < index)) {
        return false;
      }
    }
    return !Float.isNaN(values[index]);
  }

  /** The squared error of normalised numbers; the other errors are in the units of the data. */
  private Score numbers(float[][] predictions, Targets.Numbers numbers) {
    double squaresNormalized = 0;
    double squares = 0;
    double absolutes = 0;
    double determination = 0;
    int outputs = numbers.names().size();
    for (int j = 0; j < outputs; j++) {
      double mean = 0;
      for (int i = 0; i < predictions.length; i++) {
        mean += original(numbers.values()[i][j], j) / predictions.length;
      }
      double left = 0;
      double spread = 0;
      for (int i = 0; i < predictions.length; i++) {
        double wanted = original(numbers.values()[i][j], j);
        double error = original(predictions[i][j], j) - wanted;
        double normalized = predictions[i][j] - numbers.values()[i][j];
        squaresNormalized += normalized * normalized;
        left += error * error;
        absolutes += Math.abs(error);
        spread += (wanted - mean) * (wanted - mean);
      }
      squares += left;
      determination += (spread > 0 ? 1 - left / spread : 0) / outputs;
    }
    double count = (double) predictions.length * outputs;
    Map<String, Double> others = new LinkedHashMap<>();
    others.put("rmse", Math.sqrt(squares / count));
    others.put("mae", absolutes / count);
    others.put("r2", determination);
    return new Score(squaresNormalized / count, others);
  }

  private double original(double normalized, int index) {
    return preprocessing.targets().map(n -> n.invert(normalized, index)).orElse(normalized);
  }

  /** Cross entropy of a label in nats, the fraction of right labels, and F1 over all of them. */
  private static Score labels(float[][] probabilities, Targets.Labels labels) {
    double loss = 0;
    int right = 0;
    int found = 0;
    int told = 0;
    int there = 0;
    for (int i = 0; i < probabilities.length; i++) {
      for (int j = 0; j < probabilities[i].length; j++) {
        double p = probabilities[i][j];
        boolean has = labels.values()[i][j] > 0;
        loss -= Math.log(Math.max(SMALLEST, has ? p : 1 - p));
        right += (p > 0.5) == has ? 1 : 0;
        found += p > 0.5 && has ? 1 : 0;
        told += p > 0.5 ? 1 : 0;
        there += has ? 1 : 0;
      }
    }
    double count = (double) probabilities.length * labels.names().size();
    Map<String, Double> others = new LinkedHashMap<>();
    others.put("accuracy", right / count);
    others.put("f1", told + there == 0 ? 0 : 2.0 * found / (told + there));
    return new Score(loss / count, others);
  }
}
