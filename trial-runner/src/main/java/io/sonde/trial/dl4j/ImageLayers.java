package io.sonde.trial.dl4j;

import io.sonde.trial.data.Shape;
import io.sonde.trial.dl4j.layer.MaxPooling;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Window;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.network.graph.op.DepthwiseConvolutionOp;
import io.sonde.trial.network.graph.op.PoolOp;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** The Deeplearning4j form of operations on images. */
final class ImageLayers {
  private ImageLayers() {}

  /** Empty for an operation on something else. */
  static Optional<Layer> of(Operation operation, Shape in) {
    if (operation instanceof ConvolutionOp convolution) {
      return Optional.of(convolution(convolution));
    } else if (operation instanceof DepthwiseConvolutionOp convolution) {
      return Optional.of(depthwise(convolution, in));
    } else if (operation instanceof PoolOp pool) {
      return Optional.of(pool(pool));
    }
    return Optional.empty();
  }

  private static ConvolutionLayer convolution(ConvolutionOp convolution) {
    Window window = convolution.window();
    ConvolutionLayer.Builder builder =
        new ConvolutionLayer.Builder(square(window.kernel()), square(window.stride()))
            .nOut(convolution.filters())
            .hasBias(convolution.bias())
            .convolutionMode(mode(window))
            .activation(Activations.of(convolution.activation()));
    Penalties.penalize(builder, convolution.penalty());
    return builder.build();
  }

  private static DepthwiseConvolution2D depthwise(DepthwiseConvolutionOp convolution, Shape in) {
    Window window = convolution.window();
    DepthwiseConvolution2D.Builder builder =
        new DepthwiseConvolution2D.Builder(square(window.kernel()), square(window.stride()))
            .depthMultiplier(convolution.multiplier())
            .nOut(convolution.out(in).channels())
            .hasBias(convolution.bias())
            .convolutionMode(mode(window))
            .activation(Activations.of(convolution.activation()));
    Penalties.penalize(builder, convolution.penalty());
    return builder.build();
  }

  private static SubsamplingLayer pool(PoolOp pool) {
    int[] kernel = square(pool.window().kernel());
    int[] stride = square(pool.window().stride());
    SubsamplingLayer.Builder builder =
        pool.maximum()
            ? new MaxPooling.Builder(kernel, stride)
            : new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG, kernel, stride);
    return builder.convolutionMode(mode(pool.window())).build();
  }

  private static int[] square(int side) {
    return new int[] {side, side};
  }

  private static ConvolutionMode mode(Window window) {
    return window.padding() == Window.Padding.SAME
        ? ConvolutionMode.Same
        : ConvolutionMode.Truncate;
  }
}
