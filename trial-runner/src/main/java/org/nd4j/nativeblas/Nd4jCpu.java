package org.nd4j.nativeblas;

/**
 * The place where Deeplearning4j 1.0.0-M2.1 looks for oneDNN.
 *
 * <p>Its layer helpers ask a class of this name, which moved to another package before that
 * release, whether oneDNN is in use; they find none and fall back to kernels that are several times
 * slower. This class answers from the present one. Nothing else may use it.
 */
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** The native environment under its former name. */
  public static final class Environment {
    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    /** Returns the one environment of this process; found by its name. */
    public static Environment getInstance() {
      return INSTANCE;
    }

    /** Returns whether this process's native library uses oneDNN; found by its name. */
    public boolean isUseMKLDNN() {
      return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance().isUseONEDNN();
    }
  }
}
