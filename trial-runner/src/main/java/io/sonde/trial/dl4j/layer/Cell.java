package io.sonde.trial.dl4j.layer;

/**
 * The arithmetic of one time step of a recurrent layer, for a whole batch.
 *
 * <p>All arrays are row-major, a row for each example. Gates of an example stand side by side, each
 * as wide as the layer. The <em>memory</em> is what a step leaves behind beside its output: an
 * LSTM's cell state, or the recurrent projection that a GRU needs to find its gradient.
 */
interface Cell {
  /** How many gates there are, the candidate among them. */
  int gates();

  /**
   * Whether the gates see the sum of what comes from the input and what comes from the previous
   * output, so that both have the same gradient.
   */
  boolean sumsProjections();

  /**
   * One step.
   *
   * @param gates the projection of the input, biases included; turned into the gates' activations
   * @param recurrent the projection of the previous output, biases included
   */
  void forward(float[] gates, float[] recurrent, State previous, State next);

  /**
   * One step backwards.
   *
   * @param gates the activations; turned into the gradient at the projection of the input
   * @param recurrent set to the gradient at the projection of the previous output, unless that is
   *     the same
   * @param output the gradient at this step's output; turned into the part of the gradient at the
   *     previous output that does not come through the projection
   * @param memory the gradient at this step's memory; turned into that at the previous memory
   */
  void backward(
      float[] gates, float[] recurrent, State previous, State next, float[] output, float[] memory);

  /** What a step leaves behind, by example and unit; the arrays are its own, not copies. */
  final class State {
    private final float[] output;
    private final float[] memory;

    State(float[] output, float[] memory) {
      this.output = output;
      this.memory = memory;
    }

    static State of(int size) {
      return new State(new float[size], new float[size]);
    }

    float[] output() {
      return output;
    }

    float[] memory() {
      return memory;
    }
  }
}
