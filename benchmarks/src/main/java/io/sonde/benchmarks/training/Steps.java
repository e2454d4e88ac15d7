package io.sonde.benchmarks.training;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's side: a process that reads lines with a network's name and a number of steps
 * from standard input, trains for so many on one random batch, and answers with {@code turn}, the
 * ms of processor time and of wall time of a step, and the loss.
 */
public final class Steps {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final double MILLION = 1e6;

  private Steps() {}

  /** Answers until the end of the input. */
  public static void main(String[] arguments) throws IOException {
    // As io.sonde.trial.worker.WorkerMain does, before the first class of Deeplearning4j is loaded.
    System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "false");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    Map<String, ComputationGraph> networks = new HashMap<>();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null) {
      String[] words = line.split(" ", -1);
      ComputationGraph network = networks.computeIfAbsent(words[0], Networks::build);
      System.out.println(turn(network, batch(words[0]), Integer.parseInt(words[1])));
      line = lines.readLine();
    }
  }

  private static MultiDataSet batch(String name) {
    Nd4j.getRandom().setSeed(1);
    INDArray inputs = Nd4j.rand(DataType.FLOAT, Networks.shape(name));
    INDArray targets = Nd4j.zeros(DataType.FLOAT, inputs.size(0), Networks.CLASSES);
    for (int i = 0; i < inputs.size(0); i++) {
      targets.putScalar(i, i % Networks.CLASSES, 1);
    }
    return new MultiDataSet(inputs, targets);
  }

  private static String turn(ComputationGraph network, MultiDataSet batch, int steps) {
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      network.fit(batch);
    }
    double cpuMillis = (SYSTEM.getProcessCpuTime() - cpu) / MILLION / steps;
    double wallMillis = (System.nanoTime() - wall) / MILLION / steps;
    return "turn %s %s %s".formatted(cpuMillis, wallMillis, network.score());
  }
}
