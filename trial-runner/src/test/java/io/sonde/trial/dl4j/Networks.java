package io.sonde.trial.dl4j;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.NetworkGraph;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Networks from YAML and something to put into them, for tests. */
final class Networks {
  static final int CLASSES = 3;

  private Networks() {}

  /** A configuration of these layers, a list in YAML, trained by plain gradient descent. */
  static NetworkConfiguration configuration(String layers) {
    return NetworkConfiguration.read(
        Map.of(
            "optimizer", Map.of("sgd", Map.of("learning_rate", 0.1)),
            "network", new Load(LoadSettings.builder().build()).loadFromString(layers)));
  }

  static NetworkGraph graph(String layers, Shape input) {
    return configuration(layers).graph(data(input));
  }

  static ComputationGraph build(String layers, Shape input, long seed) {
    NetworkConfiguration configuration = configuration(layers);
    return NetworkBuilder.build(configuration, configuration.graph(data(input)), seed);
  }

  static DataFacts data(Shape input) {
    List<String> names = IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList();
    return DataFacts.of(input, new Task.Classification(names));
  }

  /** Some examples, as a network takes them. */
  record Portion(INDArray input, INDArray mask, INDArray targets) {
    /** Texts of differing length have a mask, others none. */
    boolean masked() {
      return mask.length() > 0;
    }

    void fit(ComputationGraph network) {
      INDArray[] masks = masked() ? new INDArray[] {mask} : null;
      network.fit(new INDArray[] {input}, new INDArray[] {targets}, masks, null);
    }

    INDArray output(ComputationGraph network) {
      INDArray[] masks = masked() ? new INDArray[] {mask} : null;
      return network.output(false, new INDArray[] {input}, masks)[0];
    }
  }

  /** Examples of this shape; those of texts end at different words. */
  static Portion portion(Shape shape, int count, long seed) {
    Random random = new Random(seed);
    float[][] targets = new float[count][CLASSES];
    for (float[] row : targets) {
      row[random.nextInt(CLASSES)] = 1;
    }
    float[] numbers = new float[count * shape.size()];
    float[] mask = new float[shape.kind() == Shape.Kind.TOKENS ? numbers.length : 0];
    for (int i = 0; i < count; i++) {
      int length = 1 + random.nextInt(shape.size());
      for (int j = 0; j < shape.size(); j++) {
        int at = i * shape.size() + j;
        switch (shape.kind()) {
          case TOKENS -> {
            numbers[at] = j < length ? 1 + random.nextInt(shape.count() - 1) : 0;
            mask[at] = j < length ? 1 : 0;
          }
          case CATEGORY -> numbers[at] = random.nextInt(shape.count());
          case FLAT, IMAGE, SEQUENCE -> numbers[at] = (float) random.nextGaussian();
        }
      }
    }
    INDArray input = Nd4j.createFromArray(numbers).reshape(sizes(shape, count));
    INDArray masks =
        mask.length == 0 ? Nd4j.empty() : Nd4j.createFromArray(mask).reshape(count, shape.size());
    return new Portion(input, masks, Nd4j.createFromArray(targets));
  }

  private static long[] sizes(Shape shape, int count) {
    return switch (shape.kind()) {
      case FLAT, CATEGORY -> new long[] {count, shape.size()};
      case IMAGE -> new long[] {count, shape.channels(), shape.height(), shape.width()};
      case SEQUENCE -> new long[] {count, shape.features(), shape.steps()};
      case TOKENS -> new long[] {count, 1, shape.steps()};
    };
  }
}
