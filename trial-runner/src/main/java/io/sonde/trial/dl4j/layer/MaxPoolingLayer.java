package io.sonde.trial.dl4j.layer;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link MaxPooling} at work, plane by plane. */
final class MaxPoolingLayer extends SubsamplingLayer {
  private static final long serialVersionUID = 1L;

  MaxPoolingLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    if (input.rank() != 4) {
      throw new IllegalArgumentException(
          "layer %s: expected an input of batch x channels x rows x columns, got %d dimensions"
              .formatted(layerConf().getLayerName(), input.rank()));
    }
    PoolingWindow window = window();
    long[] shape = {input.size(0), input.size(1), window.outRows(), window.outColumns()};
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, shape, 'c');
    Floats from = rowMajor(input, ArrayType.FF_WORKING_MEM, workspaces);
    Floats to = new Floats(result);
    float[] plane = new float[window.inSize()];
    float[] pooled = new float[window.outSize()];
    float[] row = new float[window.columns()];
    int planes = planes();
    for (int i = 0; i < planes; i++) {
      from.get(i * plane.length, plane);
      window.pool(plane, row, pooled);
      to.put(i * pooled.length, pooled);
    }
    return result;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    PoolingWindow window = window();
    INDArray result =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
    Floats from = rowMajor(input, ArrayType.BP_WORKING_MEM, workspaces);
    Floats errors = rowMajor(epsilon, ArrayType.BP_WORKING_MEM, workspaces);
    Floats to = new Floats(result);
    float[] plane = new float[window.inSize()];
    float[] error = new float[window.outSize()];
    float[] gradient = new float[window.inSize()];
    int planes = planes();
    for (int i = 0; i < planes; i++) {
      from.get(i * plane.length, plane);
      errors.get(i * error.length, error);
      window.back(plane, error, gradient);
      to.put(i * plane.length, gradient);
    }
    return new Pair<>(new DefaultGradient(), result);
  }

  private int planes() {
    return Math.toIntExact(input.size(0) * input.size(1));
  }

  private static Floats rowMajor(INDArray array, ArrayType place, LayerWorkspaceMgr workspaces) {
    INDArray floats = array.castTo(DataType.FLOAT);
    boolean plain =
        floats.ordering() == 'c'
            && floats.equalShapes(array)
            && org.nd4j.linalg.api.shape.Shape.hasDefaultStridesForShape(floats);
    return new Floats(plain ? floats : workspaces.dup(place, floats, 'c'));
  }

  private PoolingWindow window() {
    int[] kernel = layerConf().getKernelSize();
    int[] stride = layerConf().getStride();
    int[] in = {(int) input.size(2), (int) input.size(3)};
    int[] padding = layerConf().getPadding();
    int[] out = new int[2];
    boolean same = layerConf().getConvolutionMode() == ConvolutionMode.Same;
    for (int i = 0; i < 2; i++) {
      out[i] =
          same
              ? (in[i] + stride[i] - 1) / stride[i]
              : (in[i] + 2 * padding[i] - kernel[i]) / stride[i] + 1;
    }
    if (same) {
      padding =
          ConvolutionUtils.getSameModeTopLeftPadding(out, in, kernel, stride, new int[] {1, 1});
    }
    return new PoolingWindow(
        in[0],
        in[1],
        out[0],
        out[1],
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        padding[0],
        padding[1]);
  }
}
