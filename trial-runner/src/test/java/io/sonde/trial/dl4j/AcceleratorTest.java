package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.trial.network.Precision;
import io.sonde.trial.network.graph.InfeasibleException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceleratorTest {
  @Test
  void acceptsWhatItCanUse() {
    assertThatCode(new Accelerator("", "CpuBackend", Optional.empty())::check)
        .doesNotThrowAnyException();
    assertThatCode(new Accelerator("GPU-1", "JCublasBackend", Optional.of("8.6"))::check)
        .doesNotThrowAnyException();
    assertThatCode(Accelerator.ofThisProcess(Optional.empty())::check).doesNotThrowAnyException();
  }

  @Test
  void neverTrainsOnTheCpuWhileHoldingAGpu() {
    assertThatThrownBy(new Accelerator("GPU-1", "CpuBackend", Optional.of("8.0"))::check)
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("build with -Pcuda");
    assertThatThrownBy(new Accelerator("GPU-1", "JCublasBackend", Optional.of("9.0"))::check)
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("compute capability 9.0");
  }

  @Test
  void halfPrecisionNeedsAGpu() {
    Accelerator cpu = new Accelerator("", "CpuBackend", Optional.empty());
    Accelerator gpu = new Accelerator("GPU-1", "JCublasBackend", Optional.of("8.6"));
    assertThatCode(() -> cpu.check(Precision.FLOAT)).doesNotThrowAnyException();
    assertThatCode(() -> gpu.check(Precision.HALF)).doesNotThrowAnyException();
    assertThatThrownBy(() -> cpu.check(Precision.HALF))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("precision is half, which needs a GPU");
  }
}
