package io.sonde.trial.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MaxPoolingTest {
  @ParameterizedTest
  @CsvSource({
    "2, 2, 0, Truncate, 8, 6",
    "2, 2, 0, Truncate, 9, 7",
    "3, 2, 1, Truncate, 9, 6",
    "3, 1, 0, Same, 5, 7",
    "3, 2, 0, Same, 8, 9",
    "2, 3, 0, Truncate, 8, 8",
    "2, 2, 0, Same, 7, 7"
  })
  void givesWhatDeeplearning4jGives(
      int size, int stride, int padding, ConvolutionMode mode, int rows, int columns) {
    int[] kernel = {size, size};
    int[] strides = {stride, stride};
    LoneLayer ours =
        new LoneLayer(
            new MaxPooling.Builder(kernel, strides)
                .padding(padding, padding)
                .convolutionMode(mode)
                .build());
    LoneLayer theirs =
        new LoneLayer(
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, kernel, strides)
                .padding(padding, padding)
                .convolutionMode(mode)
                .build());
    assertThat(ours.layer()).isInstanceOf(MaxPoolingLayer.class);
    Nd4j.getRandom().setSeed(3);
    INDArray input = Nd4j.randn(DataType.FLOAT, 3, 2, rows, columns);

    INDArray output = ours.forward(input, true);

    assertThat(output).isEqualTo(theirs.forward(input, true));
    INDArray errors = Nd4j.randn(DataType.FLOAT, output.shape());
    assertThat(ours.backward(errors).equalsWithEps(theirs.backward(errors), 1e-6)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"f", "c"})
  void takesAnyOrderOfElements(char order) {
    LoneLayer layer =
        new LoneLayer(new MaxPooling.Builder(new int[] {2, 2}, new int[] {2, 2}).build());
    INDArray input = Nd4j.arange(16).castTo(DataType.FLOAT).reshape('c', 1, 1, 4, 4);

    INDArray output = layer.layer().activate(input.dup(order), false, noWorkspaces());

    assertThat(output.data().asFloat()).containsExactly(5, 7, 13, 15);
  }

  private static org.deeplearning4j.nn.workspace.LayerWorkspaceMgr noWorkspaces() {
    return org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces();
  }
}
