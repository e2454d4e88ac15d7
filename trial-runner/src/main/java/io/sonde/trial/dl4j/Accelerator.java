package io.sonde.trial.dl4j;

import io.sonde.trial.network.Precision;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.settings.Words;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a process was given to compute on, against what ND4J can use.
 *
 * @param gpus the GPUs the process holds, as the environment names them; empty for none
 * @param backend the backend that ND4J chose, such as {@code CpuBackend} or {@code JCublasBackend}
 * @param capability the compute capability of the first GPU, such as {@code 8.6}, where known
 */
public record Accelerator(String gpus, String backend, Optional<String> capability) {
  /** The newest GPUs that nd4j-cuda-11.6 1.0.0-M2.1 holds machine code for; it holds no PTX. */
  private static final double NEWEST = 8.6;

  /**
   * What this process was given. Initialises ND4J.
   *
   * @param capability of the GPU that the process holds, where it was told
   */
  public static Accelerator ofThisProcess(Optional<String> capability) {
    String gpus = System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", "");
    return new Accelerator(gpus, Nd4j.getBackend().getClass().getSimpleName(), capability);
  }

  /**
   * Refuses numbers that the device does not compute with.
   *
   * @throws InfeasibleException with a sentence that says what to do instead
   */
  public void check(Precision precision) {
    if (precision != Precision.FLOAT && !backend.contains("Cublas")) {
      throw new InfeasibleException(
          ("training.precision is %s, which needs a GPU: on the CPU Deeplearning4j trains with"
                  + " numbers of 32 bits; set it to float, or resources.gpus to 1")
              .formatted(Words.of(precision)));
    }
  }

  /**
   * Refuses to train on the CPU while a GPU is held.
   *
   * @throws InfeasibleException with a sentence that says what to do instead
   */
  public void check() {
    if (gpus.isBlank()) {
      return;
    }
    if (capability.isPresent() && Double.parseDouble(capability.get()) > NEWEST) {
      throw new InfeasibleException(
          ("the GPU has compute capability %s, but Deeplearning4j's CUDA backend knows GPUs up to"
                  + " %s; set resources.gpus to 0 to train this network on the CPU")
              .formatted(capability.get(), NEWEST));
    }
    if (!backend.contains("Cublas")) {
      throw new InfeasibleException(
          "the trial holds a GPU, but Deeplearning4j's CUDA backend is not there; build with"
              + " -Pcuda, or set resources.gpus to 0 to train this network on the CPU");
    }
  }
}
