package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.trial.data.Shape;
import io.sonde.trial.dl4j.Networks.Portion;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks from a spec learn what the same networks written by hand in Deeplearning4j learn. */
class ByHandTest {
  private static final Shape IMAGE = Shape.image(8, 6, 2);
  private static final Shape TEXT = Shape.tokens(7, 20);
  private static final Shape STEPS = Shape.sequence(6, 4);

  @Test
  void residualBlocks() {
    String layers =
        "[residual: {layers: [conv: {filters: 3, stride: 2}, batch_norm], activation: relu},"
            + " residual: {layers: [conv: {filters: 3}]}]";
    same(
        layers,
        IMAGE,
        by ->
            by.addLayer("conv1", conv(3, 3, 2), "in")
                .addLayer("norm", new BatchNormalization.Builder().eps(1e-5).build(), "conv1")
                .addLayer("projection", projection(3, 2), "in")
                .addVertex("sum1", add(), "norm", "projection")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "sum1")
                .addLayer("conv2", conv(3, 3, 1), "relu")
                .addVertex("end", add(), "conv2", "relu"));
  }

  @Test
  void branches() {
    same(
        "[branches: {paths: [[conv: {filters: 3, kernel: 1}], [conv: {filters: 2}], []]},"
            + " global_pool]",
        IMAGE,
        by ->
            by.addLayer("a", conv(3, 1, 1), "in")
                .addLayer("b", conv(2, 3, 1), "in")
                .addVertex("join", new MergeVertex(), "a", "b", "in")
                .addLayer("end", new GlobalPoolingLayer(PoolingType.AVG), "join"));
  }

  @Test
  void cells() {
    same(
        "[cell: {edges: [{conv: {filters: 2}}, skip, {conv: {filters: 2, kernel: 1}}]},"
            + " global_pool: {kind: max}]",
        IMAGE,
        by ->
            by.addLayer("a", conv(2, 3, 1), "in")
                .addLayer("b", conv(2, 1, 1), "a")
                .addVertex("sum", add(), "in", "b")
                .addLayer("end", new GlobalPoolingLayer(PoolingType.MAX), "sum"));
  }

  /** Two layers of ours are one of Deeplearning4j, so they draw other weights: these are copied. */
  @Test
  void separableConvolutions() {
    ComputationGraph ours = Networks.build("[separable_conv: {filters: 5}]", IMAGE, 3);
    ComputationGraph hand =
        hand(
            IMAGE,
            3,
            by ->
                by.addLayer(
                    "end",
                    new SeparableConvolution2D.Builder(3, 3)
                        .nOut(5)
                        .convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.RELU)
                        .build(),
                    "in"));
    // By height, width, channel and multiplier there, by multiplier, channel, height, width here.
    INDArray depthwise = ours.getParam("0_separable_conv_depthwise_conv_W");
    hand.setParam("end_W", depthwise.permute(3, 2, 0, 1));
    hand.setParam("end_pW", ours.getParam("0_separable_conv_W"));
    hand.setParam("end_b", ours.getParam("0_separable_conv_b"));
    hand.setParam("output_W", ours.getParam("1_output_W"));
    assertThat(hand.numParams()).isEqualTo(ours.numParams());
    compare(ours, hand, Networks.portion(IMAGE, 10, 1));
  }

  @Test
  void recurrentLayers() {
    same(
        "[lstm: {units: 5}, lstm: {units: 4}, last_step]",
        STEPS,
        by ->
            by.addLayer("a", lstm(5), "in")
                .addLayer("b", lstm(4), "a")
                .addVertex("end", new LastTimeStepVertex("in"), "b"));
    same(
        "[embedding: {units: 6}, lstm: {units: 4, bidirectional: true}, global_pool]",
        TEXT,
        by ->
            by.addLayer("words", words(), "in")
                .addLayer("a", new Bidirectional(Bidirectional.Mode.CONCAT, lstm(4)), "words")
                .addLayer("end", new GlobalPoolingLayer(PoolingType.AVG), "a"));
  }

  /** Outputs alone: the gradients of Deeplearning4j's layer are wrong, see GraphLayer. */
  @Test
  void attention() {
    SelfAttentionLayer attention =
        new SelfAttentionLayer.Builder().nOut(4).nHeads(2).headSize(2).projectInput(true).build();
    ComputationGraph ours =
        Networks.build(
            "[embedding: {units: 6}, self_attention: {heads: 2, units: 4}, global_pool]", TEXT, 11);
    ComputationGraph hand =
        hand(
            TEXT,
            11,
            by ->
                by.addLayer("words", words(), "in")
                    .addLayer("a", attention, "words")
                    .addLayer("end", new GlobalPoolingLayer(PoolingType.AVG), "a"));
    Portion portion = Networks.portion(TEXT, 10, 1);
    assertThat(ours.params()).isEqualTo(hand.params());
    assertThat(portion.output(ours)).isEqualTo(portion.output(hand));
  }

  @Test
  void unitLength() {
    same(
        "[dense: {units: 6, activation: tanh}, normalize]",
        Shape.flat(5),
        by ->
            by.addLayer(
                    "a", new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build(), "in")
                .addVertex("end", new L2NormalizeVertex(), "a"));
  }

  private static void same(String layers, Shape shape, Consumer<GraphBuilder> byHand) {
    ComputationGraph ours = Networks.build(layers, shape, 11);
    ComputationGraph hand = hand(shape, 11, byHand);
    assertThat(ours.numParams()).isEqualTo(hand.numParams());
    compare(ours, hand, Networks.portion(shape, 10, 1));
  }

  private static void compare(ComputationGraph ours, ComputationGraph hand, Portion portion) {
    double first = 0;
    for (int i = 0; i < 8; i++) {
      portion.fit(ours);
      portion.fit(hand);
      first = i == 0 ? ours.score() : first;
      assertThat(ours.score()).isCloseTo(hand.score(), within(2e-5));
    }
    assertThat(ours.score()).isLessThan(first);
  }

  private static ComputationGraph hand(Shape shape, long seed, Consumer<GraphBuilder> layers) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.XAVIER)
            .updater(new Sgd(0.1))
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(type(shape));
    layers.accept(builder);
    OutputLayer output =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(Networks.CLASSES)
            .activation(Activation.SOFTMAX)
            .build();
    ComputationGraph network =
        new ComputationGraph(
            builder.addLayer("output", output, "end").setOutputs("output").build());
    network.init();
    return network;
  }

  private static InputType type(Shape shape) {
    return switch (shape.kind()) {
      case IMAGE -> InputType.convolutional(shape.height(), shape.width(), shape.channels());
      case TOKENS -> InputType.recurrent(shape.count(), shape.steps());
      case SEQUENCE -> InputType.recurrent(shape.features(), shape.steps());
      case FLAT, CATEGORY -> InputType.feedForward(shape.size());
    };
  }

  private static ConvolutionLayer conv(int filters, int kernel, int stride) {
    return new ConvolutionLayer.Builder(new int[] {kernel, kernel}, new int[] {stride, stride})
        .nOut(filters)
        .convolutionMode(ConvolutionMode.Same)
        .activation(Activation.RELU)
        .build();
  }

  private static ConvolutionLayer projection(int filters, int stride) {
    return new ConvolutionLayer.Builder(new int[] {1, 1}, new int[] {stride, stride})
        .nOut(filters)
        .convolutionMode(ConvolutionMode.Truncate)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static ElementWiseVertex add() {
    return new ElementWiseVertex(ElementWiseVertex.Op.Add);
  }

  private static LSTM lstm(int units) {
    return new LSTM.Builder().nOut(units).activation(Activation.TANH).build();
  }

  private static EmbeddingSequenceLayer words() {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(20)
        .nOut(6)
        .inputLength(7)
        .activation(Activation.IDENTITY)
        .weightInit(new NormalDistribution(0, 1 / Math.sqrt(6)))
        .build();
  }
}
