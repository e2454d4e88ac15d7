package io.sonde.scheduler.probe;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.device.DeviceProcess;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.port.DeviceProbe;
import io.sonde.scheduler.port.DeviceProbeException;
import io.sonde.scheduler.probe.SmiReport.Computing;
import io.sonde.scheduler.probe.SmiReport.Gpu;
import io.sonde.scheduler.probe.SmiReport.Instance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds NVIDIA GPUs by asking {@code nvidia-smi}, the tool that comes with the driver. A machine
 * without the tool has no such GPU. A GPU in MIG mode is given by its instances, each a device of
 * its own; jobs cannot use it in any other way.
 *
 * <p>One call of {@code nvidia-smi -q -x} tells nearly all at one moment, and an element that a
 * driver does not know is simply missing, where a query for columns would fail as a whole. The
 * names of MIG instances are only in {@code nvidia-smi -L}, which is asked where there are some,
 * and the compute capability only in {@code --query-gpu}, since driver 510. Source: nvidia-smi's
 * manual page and the MIG user guide.
 */
public final class NvidiaSmiProbe implements DeviceProbe {

  private static final Logger log = LoggerFactory.getLogger(NvidiaSmiProbe.class);

  private final Optional<NvidiaSmi> tool;

  /** Looks for the tool in the folders of this process's {@code PATH}. */
  public NvidiaSmiProbe() {
    this(NvidiaSmi.onPath());
  }

  /**
   * Uses a tool that stands elsewhere.
   *
   * @param tool the executable, empty for a machine that has none
   */
  public NvidiaSmiProbe(Optional<Path> tool) {
    this(tool, NvidiaSmi.PATIENCE);
  }

  NvidiaSmiProbe(Optional<Path> tool, Duration patience) {
    this.tool = tool.map(path -> new NvidiaSmi(path, patience));
  }

  @Override
  public List<Device> devices() {
    return tool.map(this::devices).orElse(List.of());
  }

  @Override
  public List<Reading> readings() {
    return tool.map(this::readings).orElse(List.of());
  }

  private List<Device> devices(NvidiaSmi smi) {
    List<Gpu> gpus = gpus(smi);
    SmiListing names = names(smi, gpus);
    Map<String, String> capabilities = gpus.isEmpty() ? Map.of() : capabilities(smi);
    List<Device> devices = new ArrayList<>();
    for (Gpu gpu : gpus) {
      Optional<String> capability = Optional.ofNullable(capabilities.get(gpu.uuid()));
      if (!gpu.mig()) {
        devices.add(device(gpu.uuid(), gpu.name(), gpu.memory(), capability));
        continue;
      }
      List<Device> instances =
          gpu.instances().stream()
              .flatMap(one -> instance(gpu, one, names, capability).stream())
              .toList();
      if (instances.isEmpty()) {
        log.warn(
            "GPU {} is in MIG mode and has no instances, so no job can use it; make some with"
                + " 'nvidia-smi mig -cgi … -C', or switch MIG mode off.",
            gpu.uuid());
      }
      devices.addAll(instances);
    }
    return devices;
  }

  private static Optional<Device> instance(
      Gpu gpu, Instance instance, SmiListing names, Optional<String> capability) {
    return names
        .name(gpu.uuid(), instance.index())
        .map(
            name ->
                device(
                    name.uuid(),
                    gpu.name() + " MIG " + name.profile(),
                    instance.memory(),
                    capability));
  }

  private static Device device(
      String id, String name, SmiReport.Memory memory, Optional<String> capability) {
    return new Device(id, Device.Kind.GPU, name, memory.total().orElse(0), capability);
  }

  private List<Reading> readings(NvidiaSmi smi) {
    List<Gpu> gpus = gpus(smi);
    SmiListing names = names(smi, gpus);
    List<Reading> readings = new ArrayList<>();
    for (Gpu gpu : gpus) {
      if (!gpu.mig()) {
        readings.add(reading(gpu.uuid(), gpu, gpu.memory(), gpu.utilisation(), gpu.processes()));
      }
      for (Instance instance : gpu.mig() ? gpu.instances() : List.<Instance>of()) {
        List<Computing> there = gpu.processes().stream().filter(one -> one.on(instance)).toList();
        names
            .name(gpu.uuid(), instance.index())
            .map(name -> reading(name.uuid(), gpu, instance.memory(), OptionalInt.empty(), there))
            .ifPresent(readings::add);
      }
    }
    return readings;
  }

  private static Reading reading(
      String id,
      Gpu gpu,
      SmiReport.Memory memory,
      OptionalInt utilisation,
      List<Computing> computing) {
    List<DeviceProcess> processes = computing.stream().map(Computing::process).toList();
    return new Reading(id, memory.used(), memory.free(), utilisation, gpu.temperature(), processes);
  }

  /**
   * Some exit codes are warnings (14: a GPU's information memory is damaged) or tell of one GPU
   * among several (15: it is lost); so what counts is whether a report is there.
   */
  private static List<Gpu> gpus(NvidiaSmi smi) {
    NvidiaSmi.Answer answer = smi.ask("-q", "-x");
    List<Gpu> gpus = SmiReport.read(answer.text()).map(SmiReport::gpus).orElse(List.of());
    if (gpus.isEmpty() && !NvidiaSmi.noDevices(answer) && !emptyReport(answer)) {
      throw smi.refused(answer);
    }
    return gpus;
  }

  /** A report of 0 GPUs, which some drivers give where there is none. */
  private static boolean emptyReport(NvidiaSmi.Answer answer) {
    return answer.exitCode() == 0
        && answer.text().contains("<attached_gpus>0</attached_gpus>")
        && SmiReport.read(answer.text()).isPresent();
  }

  private static SmiListing names(NvidiaSmi smi, List<Gpu> gpus) {
    if (gpus.stream().noneMatch(gpu -> gpu.mig() && !gpu.instances().isEmpty())) {
      return new SmiListing(Map.of());
    }
    NvidiaSmi.Answer answer = smi.ask("-L");
    SmiListing names = SmiListing.read(answer.text());
    if (names.instances().isEmpty()) {
      throw smi.refused(answer);
    }
    return names;
  }

  /** By the UUIDs of the GPUs; none from a driver that does not know them. */
  private static Map<String, String> capabilities(NvidiaSmi smi) {
    Map<String, String> capabilities = new HashMap<>();
    try {
      String text = smi.ask("--query-gpu=uuid,compute_cap", "--format=csv,noheader").text();
      for (String line : text.lines().toList()) {
        String[] fields = line.strip().split(" *, *", -1);
        if (fields.length == 2 && fields[1].matches("[0-9]+\\.[0-9]+")) {
          capabilities.put(fields[0], fields[1]);
        }
      }
    } catch (DeviceProbeException e) {
      log.info("Going on without compute capabilities: {}", e.getMessage());
    }
    return capabilities;
  }
}
