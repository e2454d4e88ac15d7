package io.sonde.trial.dl4j.inherit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.dl4j.NetworkBuilder;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.NetworkGraph;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class InheritanceTest {
  private static final DataFacts FLAT = facts(Shape.flat(7));
  private static final DataFacts IMAGES = facts(Shape.image(8, 6, 2));

  private static DataFacts facts(Shape shape) {
    return DataFacts.of(shape, new Task.Classification(List.of("a", "b", "c")));
  }

  private static Map<String, Object> dense(long units, String activation) {
    return Map.of("dense", Map.of("units", units, "activation", activation));
  }

  private static Map<String, Object> relu(long units) {
    return dense(units, "relu");
  }

  private static Map<String, Object> conv(long filters, long kernel) {
    return Map.of("conv", Map.of("filters", filters, "kernel", kernel));
  }

  private static Map<String, Object> residual(Object... layers) {
    return Map.of("residual", Map.of("layers", List.of(layers)));
  }

  private static Map<String, Object> branches(String merge, List<?>... paths) {
    return Map.of("branches", Map.of("merge", merge, "paths", List.of(paths)));
  }

  private static final Map<String, Object> POOL = Map.of("max_pool", Map.of());
  private static final Map<String, Object> MEAN = Map.of("avg_pool", Map.of());
  private static final Map<String, Object> NORM = Map.of("batch_norm", Map.of());
  private static final Map<String, Object> DROPOUT = Map.of("dropout", Map.of("rate", 0.4));

  /** A network of these layers with some training behind it. */
  private record Learner(NetworkGraph graph, ComputationGraph network) {
    static Learner of(DataFacts facts, long seed, List<Object> layers) {
      NetworkConfiguration configuration =
          NetworkConfiguration.read(
              Map.of(
                  "network", layers, "optimizer", Map.of("adam", Map.of("learning_rate", 0.01))));
      NetworkGraph graph = configuration.graph(facts);
      return new Learner(graph, NetworkBuilder.build(configuration, graph, seed));
    }

    void learn(INDArray examples) {
      INDArray targets = Nd4j.zeros(examples.size(0), 3);
      for (int i = 0; i < examples.size(0); i++) {
        targets.putScalar(i, i % 3, 1);
      }
      for (int i = 0; i < 5; i++) {
        network.fit(new INDArray[] {examples}, new INDArray[] {targets});
      }
    }
  }

  private static INDArray examples(DataFacts facts, long seed) {
    Nd4j.getRandom().setSeed(seed);
    Shape shape = facts.inputs().values().iterator().next();
    return shape.isImage()
        ? Nd4j.randn(32, shape.channels(), shape.height(), shape.width())
        : Nd4j.randn(32, shape.size());
  }

  /** Builds both, lets the parent learn, and compares what they give. */
  private static Inheritance same(DataFacts facts, List<Object> before, List<Object> after)
      throws NotInheritableException {
    Inheritance last = same(facts, before, after, 0);
    assertThat(same(facts, before, after, Inheritance.SPREAD)).hasToString(last.toString());
    return last;
  }

  private static Inheritance same(
      DataFacts facts, List<Object> before, List<Object> after, double spread)
      throws NotInheritableException {
    INDArray examples = examples(facts, 5);
    Learner parent = Learner.of(facts, 1, before);
    Learner child = Learner.of(facts, 2, after);
    parent.learn(examples);
    INDArray wanted = parent.network.outputSingle(examples).dup();
    INDArray drawn = child.network.outputSingle(examples).dup();
    assertThat(distance(drawn, wanted)).as("apart before").isGreaterThan(1e-2);
    Inheritance inheritance = Inheritance.between(parent.graph, child.graph);
    inheritance.apply(parent.network, child.network, spread, 3);
    assertThat(distance(child.network.outputSingle(examples), wanted)).isLessThan(2e-5);
    inheritance.adjust(child.network, () -> new INDArray[] {examples});
    assertThat(distance(child.network.outputSingle(examples), wanted)).isLessThan(2e-5);
    return inheritance;
  }

  private static double distance(INDArray one, INDArray other) {
    return one.sub(other).norm2Number().doubleValue();
  }

  @Test
  void theSameNetworkIsCopied() throws Exception {
    List<Object> layers = List.of(relu(6), NORM, dense(5, "tanh"));
    assertThat(same(FLAT, layers, layers)).hasToString("4 as they were");
  }

  @Test
  void aWiderLayerRepeatsItsUnits() throws Exception {
    Inheritance chain =
        same(
            FLAT,
            List.of(dense(6, "tanh"), NORM, relu(5), relu(4)),
            List.of(dense(11, "tanh"), NORM, relu(5), relu(9)));
    assertThat(chain).hasToString("1 as they were, 4 widened");
  }

  @Test
  void filtersAreRepeatedThroughPoolingNormAndFlattening() throws Exception {
    same(
        IMAGES,
        List.of(conv(4, 3), NORM, POOL, conv(3, 2), MEAN, relu(5)),
        List.of(conv(7, 3), NORM, POOL, conv(8, 2), MEAN, relu(6)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "leaky_relu", "elu", "identity"})
  void aLayerAfterARectifierPassesOnWhatItTakes(String activation) throws Exception {
    Inheritance deeper =
        same(FLAT, List.of(relu(6)), List.of(relu(6), dense(8, activation), DROPOUT));
    assertThat(deeper).hasToString("1 added, passing on what they take, 1 as they were, 1 widened");
  }

  @Test
  void convolutionsAndNormsAreAdded() throws Exception {
    same(
        IMAGES,
        List.of(conv(4, 3), POOL, relu(5)),
        List.of(conv(4, 3), NORM, POOL, conv(5, 2), relu(60), relu(5), NORM));
  }

  @Test
  void aLinearLayerCanBeAddedAnywhereAndASaturatedOneNowhere() throws Exception {
    same(FLAT, List.of(dense(6, "tanh")), List.of(dense(6, "tanh"), dense(6, "identity")));
    same(FLAT, List.of(dense(6, "tanh")), List.of(dense(6, "tanh"), dense(7, "hard_tanh")));
    for (String activation : List.of("tanh", "gelu", "sigmoid", "selu", "swish")) {
      assertThatThrownBy(() -> same(FLAT, List.of(relu(6)), List.of(relu(6), dense(6, activation))))
          .isInstanceOf(NotInheritableException.class)
          .hasMessageContaining("1_dense");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "gelu", "identity"})
  void aGainedResidualBranchBeginsWithNothingAndLearns(String activation) throws Exception {
    List<Object> after =
        List.of(relu(6), residual(relu(9), dense(6, activation)), dense(5, "tanh"));
    Inheritance gained = same(FLAT, List.of(relu(6), dense(5, "tanh")), after);
    assertThat(gained)
        .hasToString(
            "1 added, giving nothing at first, 1 added, passing on what they take, 3 as they were");
    assertThat(learns(after, "1_residual_1_dense")).isTrue();
  }

  private static boolean learns(List<Object> after, String layer) throws Exception {
    INDArray examples = examples(FLAT, 5);
    Learner parent = Learner.of(FLAT, 1, List.of(relu(6), dense(5, "tanh")));
    Learner child = Learner.of(FLAT, 2, after);
    Inheritance.between(parent.graph, child.graph).apply(parent.network, child.network, 0.5, 3);
    assertThat(child.network.getLayer(layer).getParam("W").norm2Number().doubleValue()).isZero();
    child.learn(examples);
    return child.network.getLayer(layer).getParam("W").norm2Number().doubleValue() > 1e-3;
  }

  @Test
  void residualBlocksOfImagesAreGainedWidenedAndDeepened() throws Exception {
    same(
        IMAGES,
        List.of(conv(4, 3), residual(conv(4, 3)), POOL, relu(5)),
        List.of(conv(6, 3), residual(conv(8, 3), conv(6, 3)), POOL, relu(5)));
    same(
        IMAGES,
        List.of(conv(4, 3), POOL, relu(5)),
        List.of(conv(4, 3), residual(conv(8, 3), NORM), POOL, relu(5)));
  }

  @Test
  void aBranchIsGainedBesideOthers() throws Exception {
    same(
        FLAT,
        List.of(relu(6), branches("add", List.of(relu(4)), List.of(dense(4, "tanh")))),
        List.of(
            relu(6),
            branches(
                "add", List.of(dense(4, "gelu")), List.of(relu(4)), List.of(dense(4, "tanh")))));
    same(
        FLAT,
        List.of(relu(6), branches("concat", List.of(relu(4)), List.of(dense(3, "tanh"))), relu(5)),
        List.of(
            relu(6),
            branches(
                "concat", List.of(dense(2, "gelu")), List.of(relu(6)), List.of(dense(3, "tanh"))),
            relu(5)));
  }

  @Test
  void whatShrinksOrChangesStartsAfresh() {
    List<Object> before = List.of(relu(6), dense(5, "tanh"));
    for (List<Object> after :
        List.<List<Object>>of(
            List.of(relu(5), dense(5, "tanh")),
            List.of(relu(6), dense(4, "tanh")),
            List.of(relu(6)),
            List.of(dense(6, "tanh"), dense(5, "tanh")),
            List.of(relu(6), residual(), dense(5, "tanh")),
            List.of(relu(6), residual(dense(6, "sigmoid")), dense(5, "tanh")))) {
      assertThatThrownBy(() -> same(FLAT, before, after))
          .as("%s", after)
          .isInstanceOf(NotInheritableException.class);
    }
    assertThatThrownBy(
            () -> same(IMAGES, List.of(conv(4, 3), relu(5)), List.of(conv(4, 2), relu(5))))
        .isInstanceOf(NotInheritableException.class);
  }

  @Test
  void copiesOfAUnitLearnToDifferOnlyWithUnequalShares() throws Exception {
    assertThat(difference(0)).isCloseTo(0, within(1e-6));
    assertThat(difference(Inheritance.SPREAD)).isGreaterThan(1e-3);
  }

  /** Between the incoming weights of the first unit and its copy after some training. */
  private static double difference(double spread) throws Exception {
    INDArray examples = examples(FLAT, 5);
    Learner parent = Learner.of(FLAT, 1, List.of(relu(6)));
    Learner child = Learner.of(FLAT, 2, List.of(relu(12)));
    Inheritance.between(parent.graph, child.graph).apply(parent.network, child.network, spread, 3);
    child.learn(examples);
    INDArray weights = child.network.getLayer("0_dense").getParam("W");
    return distance(weights.getColumn(0), weights.getColumn(6));
  }

  @Test
  void aModelThatIsNotItsConfigurationsIsRefused() {
    Learner parent = Learner.of(FLAT, 1, List.of(relu(6)));
    Learner other = Learner.of(FLAT, 1, List.of(relu(5)));
    Learner child = Learner.of(FLAT, 2, List.of(relu(6)));
    assertThatThrownBy(
            () ->
                Inheritance.between(parent.graph, child.graph)
                    .apply(other.network, child.network, 0, 1))
        .isInstanceOf(NotInheritableException.class)
        .hasMessageContaining("0_dense has 40 parameters, its configuration says 48");
  }
}
