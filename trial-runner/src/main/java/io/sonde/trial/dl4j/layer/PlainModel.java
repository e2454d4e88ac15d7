package io.sonde.trial.dl4j.layer;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network with Deeplearning4j's own layers in place of ours that equal them, so that it can be
 * saved for people who do not have our classes. Layers that Deeplearning4j has no equal for, such
 * as {@link Gru}, stay.
 */
public final class PlainModel {
  private PlainModel() {}

  /**
   * Makes one with the same configuration, and the same parameters and updater state at that time.
   * It holds memory outside the Java heap until it is closed.
   */
  public static ComputationGraph of(ComputationGraph network) {
    ComputationGraph plain = new ComputationGraph(of(network.getConfiguration()));
    plain.init(network.params().dup(), false);
    if (network.getUpdater(false) != null
        && network.getUpdater(false).getUpdaterStateViewArray() != null) {
      plain
          .getUpdater()
          .setStateViewArray(network.getUpdater(false).getUpdaterStateViewArray().dup());
    }
    return plain;
  }

  /** A configuration with Deeplearning4j's own layers. */
  public static ComputationGraphConfiguration of(ComputationGraphConfiguration configuration) {
    return ComputationGraphConfiguration.fromJson(json(configuration));
  }

  private static String json(ComputationGraphConfiguration configuration) {
    // The settings of both layers have the same names, so only the name of the class differs.
    return configuration
        .toJson()
        .replace(FusedDense.class.getName(), DenseLayer.class.getName())
        .replace(FusedLstm.class.getName(), LSTM.class.getName())
        .replace(MaxPooling.class.getName(), SubsamplingLayer.class.getName())
        .replace(SequenceDropout.class.getName(), ActivationLayer.class.getName())
        .replace(StepPooling.class.getName(), GlobalPoolingLayer.class.getName());
  }

  /**
   * Writes a file that Deeplearning4j's {@link ModelSerializer} reads as {@link #of} would be: the
   * configuration and the parameters, without the updater. Made for every best epoch, so it builds
   * no second network.
   */
  public static void write(ComputationGraph network, Path file) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      zip.putNextEntry(new ZipEntry(ModelSerializer.CONFIGURATION_JSON));
      zip.write(json(network.getConfiguration()).getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(ModelSerializer.COEFFICIENTS_BIN));
      DataOutputStream numbers = new DataOutputStream(zip);
      Nd4j.write(network.params(), numbers);
      numbers.flush();
    }
  }
}
