package io.sonde.trial.dl4j.pruning;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.op.BatchNormOp;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.DepthwiseConvolutionOp;
import io.sonde.trial.network.graph.op.OutputOp;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.params.DefaultParamInitializer;

/**
 * Along which axes of a parameter, as Deeplearning4j lays it out, channels stand. An operation that
 * makes or keeps channels with parameters of its own must be known here; one that fixes them need
 * not.
 *
 * @param in the axis of the channels that go in; {@link #NONE} for none
 * @param out the axis of those that come out; {@link #NONE} for none
 * @param block how many places along {@code in} a channel takes: its pixels, where an image is
 *     flattened, channel by channel
 */
record ParameterAxes(int in, int out, int block) {
  static final int NONE = -1;

  /**
   * Those of a parameter of an operation.
   *
   * @param shape on which the operation works
   * @param rank of the parameter
   */
  static ParameterAxes of(Operation operation, Shape shape, String parameter, int rank) {
    boolean weights = parameter.equals(DefaultParamInitializer.WEIGHT_KEY);
    if (operation.channels() == ChannelFlow.FIXED) {
      return new ParameterAxes(NONE, NONE, 1);
    } else if (operation instanceof BatchNormOp || (known(operation) && !weights)) {
      // Biases and statistics: a number for each channel, in a row.
      return new ParameterAxes(NONE, rank - 1, 1);
    } else if (operation instanceof DepthwiseConvolutionOp) {
      return new ParameterAxes(NONE, weights ? 2 : rank - 1, 1);
    } else if (operation instanceof ConvolutionOp || (known(operation) && shape.isSequence())) {
      return new ParameterAxes(1, 0, 1);
    } else if (known(operation)) {
      return new ParameterAxes(0, 1, shape.isImage() ? shape.height() * shape.width() : 1);
    }
    throw new AssertionError("parameters that nothing narrows: " + parameter + " of " + operation);
  }

  private static boolean known(Operation operation) {
    return operation instanceof ConvolutionOp
        || operation instanceof DenseOp
        || operation instanceof OutputOp;
  }

  /** The places along an axis of this length that stay. */
  int[] kept(int axis, int length, int[] in, int[] out) {
    if (axis == this.in) {
      return IntStream.of(in)
          .flatMap(channel -> IntStream.range(channel * block, (channel + 1) * block))
          .toArray();
    }
    return axis == this.out ? out : IntStream.range(0, length).toArray();
  }
}
