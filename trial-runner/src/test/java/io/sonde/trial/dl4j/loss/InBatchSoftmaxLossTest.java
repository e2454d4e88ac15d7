package io.sonde.trial.dl4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.serde.json.JsonMappers;

class InBatchSoftmaxLossTest {
  private static final ActivationIdentity IDENTITY = new ActivationIdentity();
  private final InBatchSoftmaxLoss loss = new InBatchSoftmaxLoss(0.5);

  /** Users, items and log frequencies; the first and the last item are the same. */
  private static INDArray labels() {
    return Nd4j.createFromArray(
        new float[][] {
          {0, 3, (float) Math.log(0.5)},
          {1, 4, (float) Math.log(0.25)},
          {2, 3, (float) Math.log(0.5)}
        });
  }

  private static INDArray vectors() {
    return Nd4j.createFromArray(new float[][] {{0.6f, 0.8f, 1, 0}, {1, 0, 0, 1}, {0, 1, 1, 0}});
  }

  @Test
  void isTheCrossEntropyAmongTheRivalsOfTheBatch() {
    // similarities over the temperature, less the log frequency; the same item is no rival
    double own = Math.exp(0.6 / 0.5) / 0.5;
    double rival = Math.exp(0.8 / 0.5) / 0.25;
    double first = -Math.log(own / (own + rival));
    double second = -Math.log(Math.exp(0) / 0.25 / (Math.exp(0) / 0.25 + 2 * Math.exp(2) / 0.5));
    double third = -Math.log(Math.exp(0) / 0.5 / (Math.exp(0) / 0.5 + Math.exp(2) / 0.25));
    INDArray each = loss.computeScoreArray(labels(), vectors(), IDENTITY, null);
    assertThat(each.getDouble(0)).isCloseTo(first, within(1e-5));
    assertThat(each.getDouble(1)).isCloseTo(second, within(1e-5));
    assertThat(each.getDouble(2)).isCloseTo(third, within(1e-5));
    assertThat(loss.computeScore(labels(), vectors(), IDENTITY, null, true))
        .isCloseTo((first + second + third) / 3, within(1e-5));
  }

  @Test
  void itsGradientIsTheSlopeOfTheLoss() {
    INDArray at = vectors();
    INDArray gradient = loss.computeGradient(labels(), at, IDENTITY, null);
    double step = 1e-2;
    for (int i = 0; i < at.rows(); i++) {
      for (int j = 0; j < at.columns(); j++) {
        INDArray up = at.dup().putScalar(i, j, at.getDouble(i, j) + step);
        INDArray down = at.dup().putScalar(i, j, at.getDouble(i, j) - step);
        double slope =
            (loss.computeScore(labels(), up, IDENTITY, null, false)
                    - loss.computeScore(labels(), down, IDENTITY, null, false))
                / (2 * step);
        assertThat(gradient.getDouble(i, j)).isCloseTo(slope, within(2e-3));
      }
    }
  }

  @Test
  void survivesASavedModel() throws Exception {
    String json = JsonMappers.getMapper().writeValueAsString(loss);
    assertThat(JsonMappers.getMapper().readValue(json, ILossFunction.class)).isEqualTo(loss);
  }

  @Test
  void refusesATemperatureThatDividesByNothing() {
    assertThatThrownBy(() -> new InBatchSoftmaxLoss(0)).hasMessageContaining("got 0.0");
  }
}
