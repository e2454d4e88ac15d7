package io.sonde.trial.dl4j;

import io.sonde.trial.network.graph.Penalty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Penalties as Deeplearning4j applies them, biases left out. */
final class Penalties {
  private Penalties() {}

  static List<Regularization> regularization(Penalty penalty) {
    List<Regularization> result = new ArrayList<>();
    if (penalty.l1() > 0) {
      result.add(new L1Regularization(penalty.l1()));
    }
    if (penalty.l2() > 0) {
      result.add(new L2Regularization(penalty.l2()));
    }
    if (penalty.weightDecay() > 0) {
      result.add(new WeightDecay(penalty.weightDecay(), true));
    }
    return result;
  }

  /** Gives a layer a penalty of its own, where it has one. */
  static void penalize(BaseLayer.Builder<?> builder, Optional<Penalty> penalty) {
    penalty.ifPresent(own -> builder.regularization(regularization(own)));
  }
}
