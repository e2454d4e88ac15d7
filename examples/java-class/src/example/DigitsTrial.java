package example;

import io.sonde.trial.user.Trial;
import io.sonde.trial.user.TrialContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A user's own training loop as a trial: a perceptron of Deeplearning4j on handwritten digits. */
public final class DigitsTrial implements Trial<DigitsTrial.Settings> {
  private static final Path DATA = Path.of("..", "data", "digits.csv");
  private static final int PIXELS = 64;
  private static final int CLASSES = 10;

  /** The configuration: its names are the keys of the space. */
  public record Settings(int epochs, int batchSize, int units, double learningRate, double l2) {}

  @Override
  public void run(TrialContext<Settings> context) throws IOException {
    Settings settings = context.configuration();
    List<String> lines = new ArrayList<>(Files.readAllLines(DATA).subList(1, 1798));
    Collections.shuffle(lines, new Random(context.splitSeed()));
    DataSet training = examples(lines.subList(0, 1250));
    DataSet validation = examples(lines.subList(1250, 1520));
    DataSet test = examples(lines.subList(1520, lines.size()));

    var saved = context.restored();
    MultiLayerNetwork network =
        saved.isPresent()
            ? MultiLayerNetwork.load(saved.get().folder().resolve("network.zip").toFile(), true)
            : network(settings, context.seed());
    int first = saved.map(s -> s.step() + 1).orElse(1);
    for (int epoch = first; epoch <= settings.epochs(); epoch++) {
      training.shuffle(context.seed() + epoch);
      training.batchBy(settings.batchSize()).forEach(network::fit);
      boolean goOn = context.report(epoch, "accuracy", accuracy(network, validation));
      context.checkpoint(folder -> network.save(folder.resolve("network.zip").toFile(), true));
      if (!goOn) {
        return;
      }
    }
    context.result(Map.of("test_accuracy", accuracy(network, test)));
  }

  private static MultiLayerNetwork network(Settings settings, long seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(settings.learningRate()))
                .l2(settings.l2())
                .list()
                .layer(new DenseLayer.Builder().nOut(settings.units()).activation(Activation.RELU).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(PIXELS))
                .build());
    network.init();
    return network;
  }

  private static DataSet examples(List<String> lines) {
    float[][] pixels = new float[lines.size()][PIXELS];
    float[][] digits = new float[lines.size()][CLASSES];
    for (int i = 0; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",");
      for (int p = 0; p < PIXELS; p++) {
        pixels[i][p] = Float.parseFloat(cells[p]) / 16;
      }
      digits[i][Integer.parseInt(cells[PIXELS])] = 1;
    }
    return new DataSet(Nd4j.create(pixels), Nd4j.create(digits));
  }

  private static double accuracy(MultiLayerNetwork network, DataSet examples) {
    Evaluation evaluation = new Evaluation(CLASSES);
    evaluation.eval(examples.getLabels(), network.output(examples.getFeatures()));
    return evaluation.accuracy();
  }
}
