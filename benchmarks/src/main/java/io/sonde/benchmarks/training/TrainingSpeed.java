package io.sonde.benchmarks.training;

import static io.sonde.benchmarks.TextTable.fixed;

import io.sonde.benchmarks.TextTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.function.ToDoubleFunction;

/**
 * Training steps of the same networks in Deeplearning4j with our layers, in PyTorch and, where we
 * have a layer of our own, with Deeplearning4j's; in turns, in one run, on one thread each. Takes
 * system properties:
 *
 * <ul>
 *   <li>{@code python}: an interpreter that has PyTorch; needed
 *   <li>{@code networks}: default {@code mlp,cnn,lstm,gru}
 *   <li>{@code turns}: how many count; default 15
 *   <li>{@code scripts}: where {@code pytorch_training.py} lies
 *   <li>{@code worker}: the file with the class path of worker processes
 * </ul>
 */
public final class TrainingSpeed {
  private static final int WARM_UP = 4;

  /** Of a turn; so many that the processor's clock, which ticks every 10 ms, is fine enough. */
  private static final int LONG_STEPS = 20;

  private static final int SHORT_STEPS = 10 * LONG_STEPS;
  private static final List<String> HAVE_PLAIN = List.of("mlp", "cnn", "lstm");

  private final Contestant ours;
  private final Contestant theirs;
  private final int turns;

  private TrainingSpeed(Contestant ours, Contestant theirs, int turns) {
    this.ours = ours;
    this.theirs = theirs;
    this.turns = turns;
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException {
    Properties given = System.getProperties();
    String python = given.getProperty("python", "");
    if (python.isEmpty()) {
      System.err.println("missing: -Dpython=FILE, an interpreter that has PyTorch");
      System.exit(2);
    }
    String script = Path.of(given.getProperty("scripts", "."), "pytorch_training.py").toString();
    TextTable table =
        new TextTable(
            List.of(
                "network",
                "CPU ms",
                "PyTorch",
                "times",
                "wall ms",
                "PyTorch",
                "times",
                "Deeplearning4j's layers, CPU ms"));
    try (Contestant ours = new Contestant(java(Path.of(given.getProperty("worker", ""))));
        Contestant theirs = new Contestant(List.of(python, script))) {
      TrainingSpeed speed =
          new TrainingSpeed(ours, theirs, Integer.parseInt(given.getProperty("turns", "15")));
      for (String network : given.getProperty("networks", "mlp,cnn,lstm,gru").split(",", -1)) {
        System.err.println(network);
        table.add(speed.row(network));
      }
    }
    System.out.println(table);
  }

  /** With the settings of a trial's worker process. */
  private static List<String> java(Path worker) throws IOException {
    String classpath = System.getProperty("java.class.path");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx1g",
        "-Dorg.bytedeco.javacpp.maxbytes=0",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
        "-cp",
        Files.readString(worker).strip() + File.pathSeparator + classpath,
        Steps.class.getName());
  }

  private List<String> row(String network) throws IOException {
    boolean plain = HAVE_PLAIN.contains(network);
    List<Contestant.Turn> own = new ArrayList<>();
    List<Contestant.Turn> torch = new ArrayList<>();
    List<Contestant.Turn> unchanged = new ArrayList<>();
    int steps = network.equals("mlp") ? SHORT_STEPS : LONG_STEPS;
    warmUp(network, steps);
    for (int i = 0; i < turns; i++) {
      own.add(ours.turn(network, steps));
      torch.add(theirs.turn(network, steps));
      if (plain) {
        unchanged.add(ours.turn(network + "-plain", steps));
      }
    }
    List<String> cells = new ArrayList<>(List.of(network));
    compare(own, torch, Contestant.Turn::cpuMillis, cells);
    compare(own, torch, Contestant.Turn::wallMillis, cells);
    cells.add(plain ? fixed(median(unchanged, Contestant.Turn::cpuMillis), 2) : "-");
    return cells;
  }

  private static void compare(
      List<Contestant.Turn> own,
      List<Contestant.Turn> torch,
      ToDoubleFunction<Contestant.Turn> figure,
      List<String> cells) {
    double one = median(own, figure);
    double other = median(torch, figure);
    cells.add(fixed(one, 2));
    cells.add(fixed(other, 2));
    cells.add(fixed(one / other, 2));
  }

  /** Until what runs is compiled code; these turns do not count. */
  private void warmUp(String network, int steps) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      ours.turn(network, steps);
      theirs.turn(network, steps);
    }
  }

  private static double median(
      List<Contestant.Turn> turns, ToDoubleFunction<Contestant.Turn> figure) {
    return turns.stream()
        .sorted(Comparator.comparingDouble(figure))
        .skip(turns.size() / 2)
        .mapToDouble(figure)
        .findFirst()
        .orElseThrow();
  }
}
