package io.sonde.trial.dl4j.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A layer outside of any network, with its flat parameters and their flat gradient. */
final class LoneLayer {
  private final Layer layer;
  private final INDArray parameters;
  private final INDArray gradient;

  LoneLayer(org.deeplearning4j.nn.conf.layers.Layer settings) {
    NeuralNetConfiguration configuration =
        new NeuralNetConfiguration.Builder().seed(1).layer(settings).build();
    long size = settings.initializer().numParams(configuration);
    boolean any = size > 0;
    this.parameters = Nd4j.zeros(DataType.FLOAT, 1, Math.max(1, size));
    this.gradient = Nd4j.valueArrayOf(new long[] {1, Math.max(1, size)}, 7, DataType.FLOAT);
    this.layer =
        configuration
            .getLayer()
            .instantiate(configuration, null, 0, any ? parameters : null, any, DataType.FLOAT);
    if (any) {
      layer.setBackpropGradientsViewArray(gradient);
    }
  }

  Layer layer() {
    return layer;
  }

  INDArray parameters() {
    return parameters;
  }

  INDArray gradient() {
    return gradient;
  }

  INDArray forward(INDArray input, boolean training) {
    return layer.activate(input.dup(), training, LayerWorkspaceMgr.noWorkspaces()).dup('c');
  }

  /** The gradient at the input. */
  INDArray backward(INDArray errors) {
    return layer
        .backpropGradient(errors.dup(), LayerWorkspaceMgr.noWorkspaces())
        .getSecond()
        .dup('c');
  }
}
