package io.sonde.benchmarks.speed;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Finished trials of ten mixed parameters, such as a small network has, drawn at random with an
 * invented loss that depends on most of them.
 */
public final class Trials {
  private static final Objective LOSS = new Objective("loss", Direction.MINIMIZE);

  private final Space space = create();
  private final List<double[]> rows = new ArrayList<>();
  private final double[] losses;

  /** So many trials. */
  public Trials(int size, RandomGenerator random) {
    losses = new double[size];
    for (int i = 0; i < size; i++) {
      double[] row = space.encode(draw(random));
      rows.add(row);
      losses[i] = loss(row) + 0.1 * random.nextGaussian();
    }
  }

  private static Space create() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("learning_rate", real(1e-5, 1, Scale.LOG));
    domains.put("weight_decay", real(1e-6, 1e-1, Scale.LOG));
    domains.put("dropout", real(0, 0.8, Scale.LINEAR));
    domains.put("momentum", real(0.5, 0.99, Scale.LINEAR));
    domains.put(
        "label_smoothing", new Domain.FloatRange(0, 0.3, Scale.LINEAR, OptionalDouble.of(0.05)));
    domains.put("units", new Domain.IntRange(8, 1024, Scale.LOG, 1));
    domains.put("layers", new Domain.IntRange(1, 12, Scale.LINEAR, 1));
    domains.put("warmup", new Domain.IntRange(0, 100, Scale.LINEAR, 10));
    domains.put("activation", new Domain.Choice(List.of("relu", "elu", "gelu", "tanh")));
    domains.put("optimizer", new Domain.Choice(List.of("sgd", "adam", "rmsprop")));
    return Space.flat(domains);
  }

  private static Domain real(double low, double high, Scale scale) {
    return new Domain.FloatRange(low, high, scale, OptionalDouble.empty());
  }

  /** Uniform on each parameter's scale. */
  private Configuration draw(RandomGenerator random) {
    return space.configure(
        parameter -> {
          double u = random.nextDouble();
          if (parameter.domain() instanceof Domain.FloatRange range) {
            return between(range.scale(), range.low(), range.high(), u);
          } else if (parameter.domain() instanceof Domain.IntRange range) {
            return between(range.scale(), range.low(), range.high(), u);
          }
          return Math.floor(u * parameter.domain().cardinality());
        });
  }

  private static double between(Scale scale, double low, double high, double unit) {
    double from = scale.toModel(low);
    return scale.fromModel(from + unit * (scale.toModel(high) - from));
  }

  private static double loss(double[] row) {
    double rate = Math.log10(row[0]) + 2.5;
    double dropout = row[2] - 0.3;
    double units = Math.log(row[5] / 256);
    return rate * rate
        + 4 * dropout * dropout
        + 0.1 * units * units
        + 0.02 * Math.abs(row[6] - 4)
        + (row[8] == 0 ? 0 : 0.2)
        + (row[9] == 1 ? 0 : 0.3 * Math.abs(row[3] - 0.9));
  }

  /** The space of the ten parameters. */
  public Space space() {
    return space;
  }

  /** A history of the first of these trials. */
  public ColumnarHistory history(int size) {
    ColumnarHistory history = new ColumnarHistory(space, LOSS);
    for (int i = 0; i < size; i++) {
      history.propose(rows.get(i));
      finish(history, i);
    }
    return history;
  }

  /** Ends a trial that was just proposed, with the loss of that number. */
  void finish(ColumnarHistory history, int trial) {
    history.become(trial, TrialState.RUNNING);
    history.report(trial, 1, losses[trial % losses.length]);
    history.become(trial, TrialState.COMPLETED);
  }

  /** Writes the first of these trials for others to read. */
  void write(Path csv, int size) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(csv))) {
      out.println(
          space.parameters().stream().map(p -> p.path() + ",").collect(Collectors.joining())
              + "loss");
      for (int i = 0; i < size; i++) {
        double[] row = rows.get(i);
        for (int p = 0; p < row.length; p++) {
          out.print(space.parameters().get(p).domain().decode(row[p]) + ",");
        }
        out.println(losses[i]);
      }
    }
  }
}
