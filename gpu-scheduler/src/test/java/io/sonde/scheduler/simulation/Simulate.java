package io.sonde.scheduler.simulation;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Standing;
import io.sonde.scheduler.placement.Placement;
import io.sonde.scheduler.placement.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Simulates many seeds of several workloads, breaks where something does not hold that must, and
 * prints how well the devices were used beside plain first in, first out and beside the bound.
 * Properties: {@code devices}, {@code jobs}, {@code seeds}.
 */
final class Simulate {

  private static final List<Standing> PROJECTS =
      List.of(
          new Standing("a", 1, false), new Standing("b", 2, false), new Standing("c", 5, false));

  private static final List<Integer> SIZES = List.of(1, 1, 1, 1, 2, 4, 8, 16);
  private static final List<Standing> ONE = List.of(Standing.of("a"));

  private final int devices = Integer.getInteger("devices", 200);
  private final int jobs = Integer.getInteger("jobs", 4000);
  private final int seeds = Integer.getInteger("seeds", 20);

  private Simulate() {}

  public static void main(String[] arguments) {
    new Simulate().run();
  }

  private void run() {
    System.out.printf("%d devices, %d jobs, %d seeds of each workload%n%n", devices, jobs, seeds);
    System.out.println(
        "| workload | utilisation: bound | placed | FIFO | mean wait, min: placed | FIFO |"
            + " longest wait, min: placed | FIFO | preempted | share off by |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Workload workload : workloads()) {
      System.out.println(row(workload));
    }
  }

  private static List<Workload> workloads() {
    return List.of(
        new Workload("single GPUs, load 0.95", 0.95, List.of(1), 0, 0.8, ONE, 0, 0),
        new Workload("1 to 16 GPUs, load 0.95, all limits told", 0.95, SIZES, 0, 1, ONE, 0, 0),
        new Workload("1 to 16 GPUs, load 0.95, half tell limits", 0.95, SIZES, 0, 0.5, ONE, 0, 0),
        new Workload("half share a GPU, load 0.95", 0.95, SIZES, 0.5, 0.8, ONE, 0, 0),
        new Workload("all at once, projects 1:2:5", 0, SIZES, 0.3, 0.8, PROJECTS, 0, 0),
        new Workload("a tenth urgent, half yield", 0.95, SIZES, 0.3, 0.8, PROJECTS, 0.1, 0.5));
  }

  private String row(Workload workload) {
    boolean firm = workload.projects().size() == 1 && workload.limited() == 1;
    List<Outcome> placed = new ArrayList<>();
    List<Outcome> fifo = new ArrayList<>();
    double bound = 0;
    double off = 0;
    List<Device> gpus = Workload.gpus(devices);
    for (int seed = 1; seed <= seeds; seed++) {
      List<SimulatedJob> some = workload.jobs(jobs, devices, new Random(seed));
      Placement placement = Placement.onDevices(gpus, Settings.DEFAULT);
      Outcome outcome = run(gpus, new PlacementPolicy(placement), firm, some);
      placed.add(outcome);
      fifo.add(run(gpus, new FirstInFirstOut(gpus), false, some));
      bound += outcome.bound(some) / seeds;
      off = Math.max(off, workload.load() == 0 ? outcome.offFromWeights(PROJECTS) : 0);
    }
    return "| %s | %.3f | %.3f | %.3f | %.1f | %.1f | %.0f | %.0f | %d | %s |"
        .formatted(
            workload.name(),
            bound,
            mean(placed, Outcome::utilisation),
            mean(fifo, Outcome::utilisation),
            mean(placed, Outcome::meanWait) / 60,
            mean(fifo, Outcome::meanWait) / 60,
            mean(placed, outcome -> outcome.waitQuantile(1)) / 60,
            mean(fifo, outcome -> outcome.waitQuantile(1)) / 60,
            placed.stream().mapToInt(Outcome::preemptions).sum() / seeds,
            workload.load() == 0 ? "%.1f %%".formatted(100 * off) : "");
  }

  private static Outcome run(
      List<Device> gpus, Policy policy, boolean firm, List<SimulatedJob> jobs) {
    return new Simulation(gpus, policy, Settings.DEFAULT.reserve(), firm).run(jobs);
  }

  private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> what) {
    return outcomes.stream().mapToDouble(what).average().orElseThrow();
  }
}
