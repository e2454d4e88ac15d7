package io.sonde.trial.dl4j.inherit;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gives a child's network its weights, as the steps of an alignment say. */
final class WeightTransfer {
  private static final String WEIGHTS = "W";
  private static final String BIAS = "b";

  /** A silent rectifier gives so little instead of 0, at which it would never learn. */
  private static final float ALMOST_NOTHING = 1e-6f;

  private final ComputationGraph parent;
  private final ComputationGraph child;
  private final Shares shares;

  WeightTransfer(ComputationGraph parent, ComputationGraph child, Shares shares) {
    this.parent = parent;
    this.child = child;
    this.shares = shares;
  }

  void apply(Map<String, Step> steps) {
    steps.forEach(this::apply);
  }

  private void apply(String name, Step step) {
    Layer layer = child.getLayer(name);
    if (layer == null || step instanceof Step.Fresh) {
      return; // a vertex, or something new
    }
    if (step instanceof Step.Copy copy) {
      theirs(copy.parent().name()).forEach((key, values) -> layer.getParam(key).assign(values));
    } else if (step instanceof Step.Norm norm) {
      theirs(norm.parent().name())
          .forEach((key, values) -> spread(values, layer.getParam(key), norm.map()));
    } else if (step instanceof Step.Widen widen) {
      widen(layer, widen);
    } else if (step instanceof Step.PassOn pass) {
      passOn(layer, pass);
    } else if (step instanceof Step.PassThroughNorm) {
      NormLayer.of(layer).passThrough();
    } else if (step instanceof Step.Silence silence) {
      silence(layer, silence);
    }
  }

  private Map<String, INDArray> theirs(String name) {
    return parent.getLayer(name).paramTable();
  }

  /** One number for each channel; what is not the parent's stays. */
  private static void spread(INDArray from, INDArray to, ChannelMap map) {
    for (int i = 0; i < map.size(); i++) {
      if (map.source(i) != ChannelMap.NONE) {
        to.putScalar(i, from.getFloat(map.source(i)));
      }
    }
  }

  private void widen(Layer layer, Step.Widen step) {
    Map<String, INDArray> theirs = theirs(step.parent().name());
    Weights from = Weights.of(Objects.requireNonNull(theirs.get(WEIGHTS)));
    Weights to = Weights.zero(layer.getParam(WEIGHTS));
    float[][] parts =
        shares.of(step.in(), step.parentIn(), to.outputs(), step.parent().name().hashCode());
    for (int out = 0; out < to.outputs(); out++) {
      for (int in = 0; in < to.inputs(); in++) {
        for (int place = 0; place < to.places() && step.in().source(in) >= 0; place++) {
          float weight = from.get(step.out().source(out), step.in().source(in), place);
          to.set(out, in, place, parts[out][in] * weight);
        }
      }
    }
    to.into(layer.getParam(WEIGHTS));
    INDArray bias = theirs.get(BIAS);
    if (bias != null) {
      spread(bias, layer.getParam(BIAS), step.out());
    }
  }

  private void passOn(Layer layer, Step.PassOn step) {
    Weights to = Weights.zero(layer.getParam(WEIGHTS));
    float[][] parts = shares.of(step.in(), step.channels(), to.outputs(), 0);
    for (int out = 0; out < to.outputs(); out++) {
      for (int in = 0; in < to.inputs(); in++) {
        if (step.in().source(in) == step.out().source(out)) {
          to.set(out, in, to.centre(), parts[out][in]);
        }
      }
    }
    to.into(layer.getParam(WEIGHTS));
    clear(layer, BIAS, 0);
  }

  private static void silence(Layer layer, Step.Silence step) {
    float rest = step.alive() ? ALMOST_NOTHING : 0;
    if (layer.paramTable().containsKey(WEIGHTS)) {
      layer.getParam(WEIGHTS).assign(0);
      clear(layer, BIAS, rest);
    } else {
      NormLayer.of(layer).silence(rest);
    }
  }

  private static void clear(Layer layer, String key, float value) {
    if (layer.paramTable().containsKey(key)) {
      layer.getParam(key).assign(value);
    }
  }
}
