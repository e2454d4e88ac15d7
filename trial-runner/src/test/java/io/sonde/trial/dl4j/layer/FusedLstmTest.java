package io.sonde.trial.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FusedLstmTest {
  private static final int BATCH = 4;
  private static final int STEPS = 9;
  private static final int INPUTS = 3;
  private static final int UNITS = 6;

  private final LoneLayer ours =
      new LoneLayer(
          new FusedLstm.Builder().nIn(INPUTS).nOut(UNITS).activation(Activation.TANH).build());
  private final LoneLayer theirs =
      new LoneLayer(new LSTM.Builder().nIn(INPUTS).nOut(UNITS).activation(Activation.TANH).build());
  private final INDArray input;
  private final INDArray errors;

  FusedLstmTest() {
    Nd4j.getRandom().setSeed(7);
    INDArray parameters = Nd4j.randn(DataType.FLOAT, ours.parameters().shape());
    ours.parameters().assign(parameters);
    theirs.parameters().assign(parameters);
    input = Nd4j.randn(DataType.FLOAT, BATCH, INPUTS, STEPS);
    errors = Nd4j.randn(DataType.FLOAT, BATCH, UNITS, STEPS);
  }

  @Test
  void givesDeeplearning4jsOutputsAndGradients() {
    assertThat(ours.layer()).isInstanceOf(FusedLstmLayer.class);
    assertSame(ours.forward(input, true), theirs.forward(input, true));
    assertSame(ours.backward(errors), theirs.backward(errors));
    assertSame(ours.gradient(), theirs.gradient());
    assertSame(ours.forward(input, false), theirs.forward(input, false));
  }

  @Test
  void givesThemWithStepsLeftOutAtTheEnd() {
    INDArray mask = Nd4j.ones(DataType.FLOAT, BATCH, STEPS);
    for (int step = 5; step < STEPS; step++) {
      mask.putScalar(1, step, 0);
      for (int unit = 0; unit < UNITS; unit++) {
        errors.putScalar(1, unit, step, 0);
      }
    }
    ours.layer().setMaskArray(mask);
    theirs.layer().setMaskArray(mask);

    INDArray output = ours.forward(input, true);

    assertThat(output.getDouble(1, 0, STEPS - 1)).isZero();
    assertSame(output, theirs.forward(input, true));
    assertSame(ours.backward(errors), theirs.backward(errors));
    assertSame(ours.gradient(), theirs.gradient());
  }

  @Test
  void goesOnFromItsLastStepWhenAskedStepByStep() {
    var ourSteps = (FusedLstmLayer) ours.layer();
    var theirSteps = (org.deeplearning4j.nn.layers.recurrent.LSTM) theirs.layer();
    for (int i = 0; i < 3; i++) {
      INDArray part = Nd4j.randn(DataType.FLOAT, BATCH, INPUTS, 2);
      assertSame(
          ourSteps.rnnTimeStep(part.dup(), LayerWorkspaceMgr.noWorkspaces()),
          theirSteps.rnnTimeStep(part.dup(), LayerWorkspaceMgr.noWorkspaces()));
    }
  }

  @Test
  void leavesToDeeplearning4jWhatItHasNoFastWayFor() {
    LoneLayer layer =
        new LoneLayer(
            new FusedLstm.Builder().nIn(2).nOut(3).activation(Activation.SOFTSIGN).build());

    assertThat(layer.layer()).isInstanceOf(org.deeplearning4j.nn.layers.recurrent.LSTM.class);
  }

  private static void assertSame(INDArray one, INDArray other) {
    assertThat(one.equalsWithEps(other, 1e-5)).as("%s%nand%n%s", one, other).isTrue();
  }
}
