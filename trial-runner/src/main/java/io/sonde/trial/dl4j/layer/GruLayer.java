package io.sonde.trial.dl4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/** A {@link Gru} at work. */
final class GruLayer extends FusedRecurrentLayer<Gru> {
  private static final long serialVersionUID = 1L;

  GruLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  Cell cell(int batch) {
    return new GruCell(Math.toIntExact(layerConf().getNOut()));
  }
}
