package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The variables by which a job learns of its devices. They make jobs side by side keep to
 * themselves: each sees its own GPUs only and starts no more threads than its share of the cores,
 * and threads without work sleep instead of spinning on a core that another job could use.
 *
 * @param cores processor cores of this machine
 * @param gpus GPUs of this machine
 * @param engine whether an engine chooses the devices, and so names them itself
 */
record JobEnvironment(int cores, int gpus, boolean engine) {

  /** The bytes that a job has declared to take of the GPU which it shares. */
  private static final String GPU_MEMORY = "SONDE_GPU_MEMORY";

  private static final List<String> THREAD_COUNTS =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

  /** What the job wants, with the variables of its devices in place of entries of the same name. */
  Map<String, String> of(Map<String, String> wanted, Resources resources, List<Device> devices) {
    Map<String, String> environment = new HashMap<>(wanted);
    String visible =
        devices.stream()
            .filter(device -> device.kind() == Device.Kind.GPU)
            .map(Device::id)
            .collect(Collectors.joining(","));
    if (!engine) {
      environment.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
      environment.put("CUDA_VISIBLE_DEVICES", visible);
    }
    resources
        .gpuMemoryBytes()
        .ifPresent(bytes -> environment.put(GPU_MEMORY, Long.toString(bytes)));
    String threads = Integer.toString(threads(resources));
    THREAD_COUNTS.forEach(name -> environment.put(name, threads));
    environment.put("OMP_WAIT_POLICY", "PASSIVE");
    return environment;
  }

  private int threads(Resources resources) {
    return resources.gpus() == 0 || engine
        ? Math.max(1, resources.cpus())
        : Math.max(1, cores * resources.gpus() / Math.max(1, gpus));
  }
}
