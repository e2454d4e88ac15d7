package io.sonde.trial.dl4j.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where the parameters of a {@link Gru} lie in the flat array of its network, and how they are
 * drawn: weights as Deeplearning4j's LSTM draws its own, biases 0.
 */
final class GruParameters implements ParamInitializer {
  static final GruParameters INSTANCE = new GruParameters();
  private static final int GATES = 3;
  private static final List<String> WEIGHTS = List.of(Weights.INPUT, Weights.RECURRENT);
  private static final List<String> BIASES = List.of(Weights.BIAS, Weights.RECURRENT_BIAS);
  private static final List<String> ALL =
      List.of(Weights.INPUT, Weights.RECURRENT, Weights.BIAS, Weights.RECURRENT_BIAS);

  private GruParameters() {}

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return numParams(configuration.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    Gru gru = (Gru) layer;
    return GATES * gru.getNOut() * (gru.getNIn() + gru.getNOut() + 2);
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return ALL;
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return WEIGHTS;
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return BIASES;
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return WEIGHTS.contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return BIASES.contains(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray flat, boolean initialize) {
    Gru gru = (Gru) configuration.getLayer();
    ALL.forEach(configuration::addVariable);
    Map<String, INDArray> views = views(gru, flat);
    if (initialize) {
      views.forEach((name, view) -> initialize(gru, name, view));
    }
    return views;
  }

  private static void initialize(Gru gru, String name, INDArray view) {
    switch (name) {
      case Weights.INPUT -> draw(gru, gru.getWeightInitFn(), view);
      case Weights.RECURRENT ->
          draw(
              gru,
              Optional.ofNullable(gru.getWeightInitFnRecurrent()).orElse(gru.getWeightInitFn()),
              view);
      default -> view.assign(0);
    }
  }

  private static void draw(Gru gru, IWeightInit init, INDArray view) {
    init.init(
        gru.getNOut(),
        gru.getNIn() + gru.getNOut(),
        view.shape(),
        IWeightInit.DEFAULT_WEIGHT_INIT_ORDER,
        view.reshape('f', new long[] {view.length()}));
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray flat) {
    return views((Gru) configuration.getLayer(), flat);
  }

  private Map<String, INDArray> views(Gru gru, INDArray flat) {
    if (flat.length() != numParams(gru)) {
      throw new IllegalArgumentException(
          "expected %d parameters, got %d".formatted(numParams(gru), flat.length()));
    }
    long width = GATES * gru.getNOut();
    INDArray row = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long[][] shapes = {{gru.getNIn(), width}, {gru.getNOut(), width}, {1, width}, {1, width}};
    long from = 0;
    for (int i = 0; i < shapes.length; i++) {
      long to = from + shapes[i][0] * shapes[i][1];
      views.put(ALL.get(i), row.get(NDArrayIndex.interval(from, to)).reshape('f', shapes[i]));
      from = to;
    }
    return views;
  }
}
