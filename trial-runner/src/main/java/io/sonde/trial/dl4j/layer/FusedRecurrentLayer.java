package io.sonde.trial.dl4j.layer;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A recurrent layer at work: what Deeplearning4j asks of one, answered by a {@link Recurrence}.
 *
 * <p>What the forward pass of a training step computes is kept for the backward pass of the same
 * step, in the workspace that lives until then.
 */
abstract class FusedRecurrentLayer<C extends org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer>
    extends BaseRecurrentLayer<C> {
  private static final long serialVersionUID = 1L;
  private static final String OUTPUT = "prevAct";
  private static final String MEMORY = "prevMem";

  /** Of the training step that is under way. */
  private transient @Nullable Recurrence pending;

  private transient Cell.@Nullable State last;

  FusedRecurrentLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  abstract Cell cell(int batch);

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return run(training, Map.of(), workspaces);
  }

  @Override
  public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    return activate(training, workspaces);
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    INDArray result = run(false, stateMap, workspaces);
    remember(stateMap);
    return result;
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean store, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    INDArray result = run(training, tBpttStateMap, workspaces);
    if (store) {
      remember(tBpttStateMap);
    }
    return result;
  }

  private INDArray run(
      boolean training, Map<String, INDArray> state, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    ArrayType place = training ? ArrayType.ACTIVATIONS : ArrayType.FF_WORKING_MEM;
    Recurrence recurrence = recurrence(training, workspaces, place);
    long[] shape = {input.size(0), layerConf().getNOut(), permuteIfNWC(input).size(2)};
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, shape, 'f');
    last = recurrence.forward(start(state), result);
    pending = training ? recurrence : null;
    return permuteIfNWC(asNetworkType(result, ArrayType.ACTIVATIONS, workspaces));
  }

  private Recurrence recurrence(boolean training, LayerWorkspaceMgr workspaces, ArrayType place) {
    INDArray sequences = permuteIfNWC(input);
    if (sequences.rank() != 3 || sequences.size(1) != layerConf().getNIn()) {
      throw new IllegalArgumentException(
          "layer %s: expected an input of batch x %d x time, got %s"
              .formatted(
                  layerConf().getLayerName(),
                  layerConf().getNIn(),
                  java.util.Arrays.toString(sequences.shape())));
    }
    return new Recurrence(
        cell(Math.toIntExact(sequences.size(0))),
        named(name -> asFloats(getParamWithNoise(name, training, workspaces))),
        sequences.castTo(DataType.FLOAT),
        Optional.ofNullable(maskArray),
        workspaces,
        place);
  }

  private Optional<Cell.State> start(Map<String, INDArray> state) {
    INDArray output = state.get(OUTPUT);
    INDArray memory = state.get(MEMORY);
    if (output == null || memory == null) {
      return Optional.empty();
    }
    if (output.size(0) != input.size(0)) {
      throw new IllegalArgumentException(
          "expected a batch of %d as in the previous call, got %d; clear the previous state first"
              .formatted(output.size(0), input.size(0)));
    }
    return Optional.of(new Cell.State(output.data().asFloat(), memory.data().asFloat()));
  }

  private void remember(Map<String, INDArray> state) {
    Cell.State reached = last;
    if (reached == null) {
      throw new IllegalStateException("no forward pass to remember the state of");
    }
    long batch = input.size(0);
    state.put(OUTPUT, Nd4j.createFromArray(reached.output()).reshape(batch, -1).detach());
    state.put(MEMORY, Nd4j.createFromArray(reached.memory()).reshape(batch, -1).detach());
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    return back(epsilon, 0, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int length, LayerWorkspaceMgr workspaces) {
    remember(tBpttStateMap);
    long steps = permuteIfNWC(epsilon).size(2);
    return back(epsilon, length > 0 ? (int) Math.max(0, steps - length) : 0, workspaces);
  }

  private Pair<Gradient, INDArray> back(INDArray epsilon, int first, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    Recurrence recurrence = pending == null ? again(workspaces) : pending;
    pending = null;
    long[] shape = permuteIfNWC(input).shape();
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, shape, 'f');
    Weights gradients = named(name -> floats(gradientView(name)));
    recurrence.backward(
        permuteIfNWC(epsilon).castTo(DataType.FLOAT), first, gradients, result, workspaces);
    weightNoiseParams.clear();
    INDArray atInput = asNetworkType(result, ArrayType.ACTIVATION_GRAD, workspaces);
    return new Pair<>(gradient(gradients), permuteIfNWC(backpropDropOutIfPresent(atInput)));
  }

  /** For a backward pass whose forward pass was one of inference. */
  private Recurrence again(LayerWorkspaceMgr workspaces) {
    Recurrence recurrence = recurrence(true, workspaces, ArrayType.BP_WORKING_MEM);
    long[] shape = {input.size(0), layerConf().getNOut(), permuteIfNWC(input).size(2)};
    last =
        recurrence.forward(
            Optional.empty(),
            workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, DataType.FLOAT, shape, 'f'));
    return recurrence;
  }

  @SuppressWarnings("ReferenceEquality") // an array assigned to itself is work for nothing
  private Gradient gradient(Weights found) {
    Gradient gradient = new DefaultGradient();
    found
        .byName()
        .forEach(
            (name, value) -> {
              INDArray view = gradientView(name);
              if (view != value) {
                view.assign(value);
              }
              gradient.gradientForVariable().put(name, view);
            });
    return gradient;
  }

  private INDArray gradientView(String name) {
    return Objects.requireNonNull(gradientViews.get(name), name);
  }

  private Weights named(Function<String, INDArray> parameter) {
    return Weights.of(params.keySet(), parameter);
  }

  private static INDArray asFloats(INDArray parameter) {
    return parameter.dataType() == DataType.FLOAT
        ? parameter
        : parameter.castTo(DataType.FLOAT).dup('f');
  }

  /** The place itself where it holds floats, else one of its shape. */
  private static INDArray floats(INDArray place) {
    return place.dataType() == DataType.FLOAT
        ? place
        : Nd4j.createUninitialized(DataType.FLOAT, place.shape(), 'f');
  }

  private INDArray asNetworkType(INDArray floats, ArrayType place, LayerWorkspaceMgr workspaces) {
    return dataType == DataType.FLOAT
        ? floats
        : workspaces.leverageTo(place, floats.castTo(dataType));
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatch) {
    // As Deeplearning4j's own recurrent layers: the network sets this layer's mask itself.
    return new Pair<>(mask, MaskState.Passthrough);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public void clear() {
    super.clear();
    pending = null;
  }
}
