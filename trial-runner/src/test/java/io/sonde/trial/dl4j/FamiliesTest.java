package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.trial.data.Shape;
import io.sonde.trial.dl4j.Networks.Portion;
import io.sonde.trial.dl4j.layer.PlainModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What holds for networks of every family. */
class FamiliesTest {
  private static final Shape IMAGE = Shape.image(8, 8, 2);
  private static final Shape STEPS = Shape.sequence(6, 4);
  private static final Shape TEXT = Shape.tokens(7, 20);

  /** A network of each family. */
  enum Family {
    DENSE(Shape.flat(5), "[dense: {units: 8}, batch_norm, dropout: {rate: 0.3}]"),
    SLIM(
        IMAGE,
        "[depthwise_conv: {multiplier: 2}, separable_conv: {filters: 5, stride: 2},"
            + " global_pool: {kind: max}]"),
    FLAT_IMAGE(IMAGE, "[max_pool, flatten, layer_norm, dense: {units: 4}, normalize]"),
    RESIDUAL(
        IMAGE,
        "[residual: {layers: [conv: {filters: 3, stride: 2}, batch_norm], activation: relu},"
            + " residual: {layers: [conv: {filters: 3}]}, global_pool]"),
    BRANCHES(
        IMAGE,
        "[branches: {paths: [[conv: {filters: 3, kernel: 1}], [avg_pool: {kernel: 3, stride: 1,"
            + " padding: same}], []]}]"),
    CELL(
        IMAGE,
        "[cell: {edges: [{conv: {filters: 2}}, skip, {avg_pool: {kernel: 3, stride: 1, padding:"
            + " same}}, none, {conv: {filters: 2, kernel: 1}}, skip]}]"),
    LSTM(STEPS, "[lstm: {units: 5, dropout: 0.2}, lstm: {units: 4}, last_step]"),
    GRU(
        TEXT,
        "[embedding: {units: 6, dropout: 0.1}, gru: {units: 4, bidirectional: true}, activation:"
            + " {function: elu}, dropout: {rate: 0.2, kind: spatial}, global_pool]"),
    TEXT_LSTM(TEXT, "[embedding: {units: 6}, lstm: {units: 4, bidirectional: true}, last_step]"),
    ATTENTION(
        TEXT,
        "[embedding: {units: 6, positions: learned}, self_attention: {heads: 2, units: 4},"
            + " global_pool: {kind: avg}]"),
    TRANSFORMER(
        TEXT,
        "[embedding: {units: 6, positions: sinusoidal}, transformer: {heads: 3, width: 8, dropout:"
            + " 0.1}, transformer: {heads: 2}, layer_norm, dense: {units: 4}, global_pool]"),
    POOLED_TEXT(TEXT, "[embedding: {units: 6, dropout: 0.2}, global_pool, dropout: {rate: 0.3}]"),
    STEPS_FLAT(STEPS, "[positions, dense: {units: 4}, flatten, dense: {units: 3}]"),
    POSITIONS(
        STEPS,
        "[positions: {kind: learned}, branches: {paths: [[lstm: {units: 2}], []]},"
            + " global_pool: {kind: sum}]"),
    THINGS(Shape.category(9), "[embedding: {units: 4}, dense: {units: 5}]");

    @SuppressWarnings("ImmutableEnumChecker") // a shape holds an immutable list
    private final Shape shape;

    private final String layers;

    Family(Shape shape, String layers) {
      this.shape = shape;
      this.layers = layers;
    }

    ComputationGraph build(long seed) {
      return Networks.build(layers, shape, seed);
    }

    Portion portion() {
      return Networks.portion(shape, 10, 4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsAreDeeplearning4js(Family family) {
    ComputationGraph network = family.build(1);
    assertThat(Networks.graph(family.layers, family.shape).parameters())
        .isEqualTo(network.numParams());
    assertThat(family.portion().output(network).shape()).containsExactly(10, Networks.CLASSES);
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedLearnsTheSame(Family family) {
    Portion portion = family.portion();
    double[] once = losses(family, portion, 5);
    assertThat(once).isEqualTo(losses(family, portion, 5)).isNotEqualTo(losses(family, portion, 6));
    assertThat(once[once.length - 1]).isLessThan(once[0]);
  }

  private static double[] losses(Family family, Portion portion, long seed) {
    ComputationGraph network = family.build(seed);
    double[] losses = new double[20];
    for (int i = 0; i < losses.length; i++) {
      portion.fit(network);
      losses[i] = network.score();
    }
    network.close();
    return losses;
  }

  @ParameterizedTest
  @EnumSource
  void aSavedModelTellsAndLearnsTheSame(Family family) throws IOException {
    ComputationGraph network = family.build(2);
    Portion portion = family.portion();
    portion.fit(network);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, saved, true);
    ComputationGraph loaded =
        ModelSerializer.restoreComputationGraph(
            new ByteArrayInputStream(saved.toByteArray()), true);
    INDArray told = portion.output(network);
    assertThat(portion.output(loaded).toFloatMatrix()).isEqualTo(told.toFloatMatrix());
    assertThat(loaded.getConfiguration().toJson()).isEqualTo(network.getConfiguration().toJson());
  }

  @ParameterizedTest
  @EnumSource
  void aModelOfDeeplearning4jsOwnLayersTellsTheSame(Family family) {
    ComputationGraph network = family.build(2);
    Portion portion = family.portion();
    portion.fit(network);
    INDArray told = portion.output(network).dup();
    INDArray plain = portion.output(PlainModel.of(network));
    assertThat(plain.distance2(told)).isLessThan(1e-5);
  }

  @ParameterizedTest
  @EnumSource
  void paddingChangesNothing(Family family) {
    if (family.shape.kind() != Shape.Kind.TOKENS) {
      return;
    }
    ComputationGraph network = family.build(3);
    Portion portion = family.portion();
    INDArray other = portion.input().dup();
    for (int i = 0; i < other.size(0); i++) {
      for (int t = 0; t < other.size(2); t++) {
        if (portion.mask().getInt(i, t) == 0) {
          other.putScalar(new int[] {i, 0, t}, 7);
        }
      }
    }
    INDArray told = portion.output(network).dup();
    assertThat(
            new Portion(other, portion.mask(), portion.targets()).output(network).toFloatMatrix())
        .isEqualTo(told.toFloatMatrix());
  }
}
