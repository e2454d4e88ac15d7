package io.sonde.trial.dl4j;

import io.sonde.trial.network.Optimizer;
import io.sonde.trial.network.Schedule;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** ND4J's updaters for our optimizers. */
final class UpdaterBuilder {
  private UpdaterBuilder() {}

  /**
   * The updater with its schedule.
   *
   * @param epochs of the whole training, which some schedules need
   */
  static IUpdater build(Optimizer optimizer, int epochs) {
    IUpdater updater = updater(optimizer);
    if (updater.hasLearningRate() && !optimizer.schedule().equals(Schedule.CONSTANT)) {
      double rate = optimizer.value("learning_rate");
      updater.setLrAndSchedule(rate, ScheduleBuilder.build(optimizer.schedule(), rate, epochs));
    }
    return updater;
  }

  private static IUpdater updater(Optimizer o) {
    return switch (o.kind()) {
      case SGD ->
          o.value("momentum") > 0 ? new Nesterovs(rate(o), o.value("momentum")) : new Sgd(rate(o));
      case NESTEROVS -> new Nesterovs(rate(o), o.value("momentum"));
      case ADAM -> new Adam(rate(o), o.value("beta1"), o.value("beta2"), epsilon(o));
      case ADAMAX -> new AdaMax(rate(o), o.value("beta1"), o.value("beta2"), epsilon(o));
      case AMSGRAD -> new AMSGrad(rate(o), o.value("beta1"), o.value("beta2"), epsilon(o));
      case NADAM -> new Nadam(rate(o), o.value("beta1"), o.value("beta2"), epsilon(o));
      case ADAGRAD -> new AdaGrad(rate(o), epsilon(o));
      case ADADELTA -> new AdaDelta(o.value("rho"), epsilon(o));
      case RMSPROP -> new RmsProp(rate(o), o.value("decay"), epsilon(o));
    };
  }

  private static double rate(Optimizer optimizer) {
    return optimizer.value("learning_rate");
  }

  private static double epsilon(Optimizer optimizer) {
    return optimizer.value("epsilon");
  }
}
