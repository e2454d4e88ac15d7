package io.sonde.trial.dl4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.nd4j.linalg.api.buffer.DataType;

/** A {@link FusedLstm} at work. */
final class FusedLstmLayer extends FusedRecurrentLayer<LSTM> {
  private static final long serialVersionUID = 1L;

  FusedLstmLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  Cell cell(int batch) {
    return new LstmCell(batch, Math.toIntExact(layerConf().getNOut()));
  }
}
