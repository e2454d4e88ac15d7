package io.sonde.trial.dl4j.pruning;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.prune.KeptChannels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies what stays of a network into a smaller one: weights, biases, statistics and the state of
 * the updater, so that training goes on with its moments, and the counts of updates and epochs.
 */
final class Narrowing {
  /** Places are told in two digits of this base, each of which a float holds exactly. */
  private static final int BASE = 1 << 20;

  private final NetworkGraph graph;
  private final KeptChannels kept;

  /**
   * A narrowing.
   *
   * @param graph of the larger network
   * @param kept what stays of it
   */
  Narrowing(NetworkGraph graph, KeptChannels kept) {
    this.graph = graph;
    this.kept = kept;
  }

  /** Copies from the larger into the smaller network; the larger is left as it is. */
  void copy(ComputationGraph large, ComputationGraph small) {
    long[] places = places(large, small);
    small.setParams(gathered(large.params(), places));
    copyUpdater(large, small, places);
    small.getConfiguration().setIterationCount(large.getConfiguration().getIterationCount());
    // Counting up is what hands the counts on to the layers.
    small.getConfiguration().setEpochCount(large.getConfiguration().getEpochCount() - 1);
    small.incrementEpochCount();
  }

  /** For each parameter of the smaller network, where it stands in the larger one's. */
  private long[] places(ComputationGraph large, ComputationGraph small) {
    INDArray params = large.params().dup();
    float[] low = new float[(int) params.length()];
    float[] high = new float[low.length];
    for (int i = 0; i < low.length; i++) {
      low[i] = i % BASE;
      int times = i / BASE;
      high[i] = times;
    }
    try {
      float[] lows = narrowed(large, small, low);
      float[] highs = narrowed(large, small, high);
      long[] places = new long[lows.length];
      for (int i = 0; i < places.length; i++) {
        places[i] = ((long) highs[i]) * BASE + (long) lows[i];
      }
      return places;
    } finally {
      large.setParams(params);
      params.close();
    }
  }

  /** What the smaller network's parameters are when the larger one has these. */
  private float[] narrowed(ComputationGraph large, ComputationGraph small, float[] params) {
    try (INDArray all = Nd4j.create(params, new long[] {1, params.length}, 'c')) {
      large.setParams(all);
    }
    Map<String, Node> nodes = graph.byName();
    for (Node node : graph.operations()) {
      if (node.parameters() > 0) {
        Node in = Objects.requireNonNull(nodes.get(node.inputs().get(0)));
        large
            .getVertex(node.name())
            .paramTable(false)
            .forEach((name, values) -> narrow(node, in, name, values, small));
      }
    }
    return small.params().dup('c').data().asFloat();
  }

  private void narrow(
      Node node, Node in, String parameter, INDArray values, ComputationGraph small) {
    Operation operation = node.operation().orElseThrow();
    Shape shape = in.shape();
    ParameterAxes axes = ParameterAxes.of(operation, shape, parameter, values.rank());
    int[][] places = new int[values.rank()][];
    long[] sizes = new long[places.length];
    for (int axis = 0; axis < places.length; axis++) {
      places[axis] =
          axes.kept(axis, (int) values.size(axis), kept.of(in.name()), kept.of(node.name()));
      sizes[axis] = places[axis].length;
    }
    try (INDArray part = Nd4j.create(part(values, places), sizes, 'c')) {
      Map<String, INDArray> table = small.getVertex(node.name()).paramTable(false);
      INDArray target = Objects.requireNonNull(table.get(parameter));
      if (!Arrays.equals(target.shape(), sizes)) {
        // An assignment would copy what fits and say nothing.
        throw new IllegalStateException(
            "%s of %s is %s in the smaller network, but %s is left of it"
                .formatted(
                    parameter,
                    node.name(),
                    Arrays.toString(target.shape()),
                    Arrays.toString(sizes)));
      }
      target.assign(part);
    }
  }

  /** The numbers at these places along each axis, the last axis fastest. */
  private static float[] part(INDArray values, int[][] places) {
    float[] all = values.dup('c').data().asFloat();
    int count = 1;
    for (int[] axis : places) {
      count *= axis.length;
    }
    float[] part = new float[count];
    for (int i = 0; i < count; i++) {
      int rest = i;
      int from = 0;
      int stride = 1;
      for (int axis = places.length - 1; axis >= 0; axis--) {
        from += stride * places[axis][rest % places[axis].length];
        rest /= places[axis].length;
        stride *= (int) values.size(axis);
      }
      part[i] = all[from];
    }
    return part;
  }

  private static INDArray gathered(INDArray values, long[] places) {
    float[] all = values.dup('c').data().asFloat();
    float[] some = new float[places.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[(int) places[i]];
    }
    return Nd4j.create(some, new long[] {1, some.length}, 'c');
  }

  /**
   * An updater keeps some numbers for each parameter, such as Adam's two moments: block by block,
   * and within a block all first moments before all second ones.
   */
  private static void copyUpdater(ComputationGraph large, ComputationGraph small, long[] places) {
    ComputationGraphUpdater from = large.getUpdater(false);
    if (from == null || from.getStateViewArray() == null) {
      return;
    }
    ComputationGraphUpdater to = small.getUpdater(true);
    float[] state = from.getStateViewArray().dup('c').data().asFloat();
    float[] smaller = new float[(int) to.getStateViewArray().length()];
    List<UpdaterBlock> blocks = from.getUpdaterBlocks();
    for (int b = 0; b < blocks.size(); b++) {
      copy(blocks.get(b), state, to.getUpdaterBlocks().get(b), smaller, places);
    }
    try (INDArray all = Nd4j.create(smaller, new long[] {1, smaller.length}, 'c')) {
      to.getStateViewArray().assign(all);
    }
  }

  private static void copy(
      UpdaterBlock from, float[] state, UpdaterBlock to, float[] smaller, long[] places) {
    int before = from.getParamOffsetEnd() - from.getParamOffsetStart();
    int after = to.getParamOffsetEnd() - to.getParamOffsetStart();
    int kinds = (from.getUpdaterViewOffsetEnd() - from.getUpdaterViewOffsetStart()) / before;
    for (int kind = 0; kind < kinds; kind++) {
      for (int i = 0; i < after; i++) {
        int place = (int) places[to.getParamOffsetStart() + i] - from.getParamOffsetStart();
        smaller[to.getUpdaterViewOffsetStart() + kind * after + i] =
            state[from.getUpdaterViewOffsetStart() + kind * before + place];
      }
    }
  }
}
