package io.sonde.trial.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Deeplearning4j 1.0.0-M2.1 gives each layer the weight decay of the whole network twice, so that
 * weights would decay twice as fast as is written.
 */
final class DistinctPenalties {
  private DistinctPenalties() {}

  /** Leaves each penalty of each layer once; before the network is made. */
  static void apply(ComputationGraphConfiguration configuration) {
    configuration
        .getVertices()
        .values()
        .forEach(
            vertex -> {
              if (vertex instanceof LayerVertex layer) {
                apply(layer.getLayerConf().getLayer());
              }
            });
  }

  private static void apply(Layer layer) {
    if (layer instanceof BaseLayer base) {
      base.setRegularization(distinct(base.getRegularization()));
    } else if (layer instanceof AbstractSameDiffLayer base) {
      base.setRegularization(distinct(base.getRegularization()));
    } else if (layer instanceof BaseWrapperLayer wrapper) {
      apply(wrapper.getUnderlying());
    } else if (layer instanceof Bidirectional both) {
      apply(both.getFwd());
      apply(both.getBwd());
    }
  }

  private static List<Regularization> distinct(List<Regularization> penalties) {
    return new ArrayList<>(new LinkedHashSet<>(Objects.requireNonNullElse(penalties, List.of())));
  }
}
