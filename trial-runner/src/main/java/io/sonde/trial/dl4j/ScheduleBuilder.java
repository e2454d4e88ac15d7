package io.sonde.trial.dl4j;

import io.sonde.trial.network.Schedule;
import io.sonde.trial.network.graph.InfeasibleException;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/** ND4J's learning-rate schedules for ours, all by epochs. */
final class ScheduleBuilder {
  private static final ScheduleType EPOCH = ScheduleType.EPOCH;

  private ScheduleBuilder() {}

  /**
   * The schedule of a whole training. Whatever its formula, a saved model needs no class of ours to
   * be loaded.
   */
  static ISchedule build(Schedule s, double rate, int epochs) {
    int warmUp = s.warmUpEpochs(epochs);
    ISchedule formula = formula(s, rate, epochs - warmUp);
    if (warmUp == 0) {
      return formula;
    }
    Map<Integer, Double> rates = new HashMap<>();
    double start = formula.valueAt(0, 0);
    for (int epoch = 0; epoch <= epochs; epoch++) {
      boolean rising = epoch < warmUp;
      rates.put(
          epoch, rising ? start * (epoch + 1) / (warmUp + 1) : formula.valueAt(0, epoch - warmUp));
    }
    return new MapSchedule(EPOCH, rates);
  }

  private static ISchedule formula(Schedule s, double rate, int epochs) {
    return switch (s.kind()) {
      case CONSTANT -> new FixedSchedule(rate);
      case STEP -> new StepSchedule(EPOCH, rate, s.value("factor"), s.value("every"));
      case EXPONENTIAL -> new ExponentialSchedule(EPOCH, rate, s.value("decay"));
      case POLYNOMIAL -> polynomial(s, rate, epochs);
      case COSINE -> cosine(s, rate, epochs);
      case INVERSE -> new InverseSchedule(EPOCH, rate, s.value("decay"), s.value("power"));
      case SIGMOID ->
          new SigmoidSchedule(
              EPOCH, rate, -s.value("steepness"), (int) Math.round(s.value("middle")));
      case CYCLE -> cycle(s, rate, epochs);
    };
  }

  /** ND4J 1.0.0-M2.1 has a polynomial schedule, but its rate grows instead of falling. */
  private static ISchedule polynomial(Schedule s, double rate, int epochs) {
    Map<Integer, Double> rates = new HashMap<>();
    for (int epoch = 0; epoch <= epochs; epoch++) {
      rates.put(epoch, rate * Math.pow(1 - (double) epoch / epochs, s.value("power")));
    }
    return new MapSchedule(EPOCH, rates);
  }

  private static ISchedule cosine(Schedule s, double rate, int epochs) {
    Map<Integer, Double> rates = new HashMap<>();
    double floor = s.value("floor");
    for (int epoch = 0; epoch <= epochs; epoch++) {
      double wave = (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
      rates.put(epoch, rate * (floor + (1 - floor) * wave));
    }
    return new MapSchedule(EPOCH, rates);
  }

  /** ND4J counts the decay of the last part by epoch. */
  private static ISchedule cycle(Schedule s, double rate, int epochs) {
    int annealing = (int) Math.round(epochs * s.value("annealing"));
    if (epochs - annealing < 2) {
      throw new InfeasibleException(
          "a cycle needs two epochs before its annealing, but of %d only %d are left"
              .formatted(epochs, epochs - annealing));
    }
    double decay = Math.pow(s.value("floor"), 1.0 / Math.max(1, annealing));
    return new CycleSchedule(EPOCH, rate, rate * s.value("peak"), epochs, annealing, decay);
  }
}
