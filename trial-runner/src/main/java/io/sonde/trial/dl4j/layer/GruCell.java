package io.sonde.trial.dl4j.layer;

/**
 * The gated recurrent unit of Cho and others (2014) in the form in which the reset gate is applied
 * after the recurrent projection, with a bias of its own there, as cuDNN and PyTorch have it. The
 * order of the gates is PyTorch's: reset gate r, update gate z, candidate n.
 *
 * <p>h' = (1 − z) n + z h, with n = tanh(Wx + b + r (Rh + c)).
 */
final class GruCell implements Cell {
  private static final int GATES = 3;

  private final int units;

  GruCell(int units) {
    this.units = units;
  }

  @Override
  public int gates() {
    return GATES;
  }

  @Override
  public boolean sumsProjections() {
    return false;
  }

  @Override
  public void forward(float[] gates, float[] recurrent, State previous, State next) {
    float[] before = previous.output();
    float[] memory = next.memory();
    float[] output = next.output();
    for (int row = 0; row < output.length; row += units) {
      int reset = row * GATES;
      int update = reset + units;
      int candidate = update + units;
      for (int k = reset; k < candidate; k++) {
        gates[k] += recurrent[k];
      }
      Squash.logistic(gates, reset, candidate);
      for (int j = 0; j < units; j++) {
        float projected = recurrent[candidate + j];
        memory[row + j] = projected;
        gates[candidate + j] += gates[reset + j] * projected;
      }
      Squash.tanh(gates, candidate, candidate + units);
      for (int j = 0; j < units; j++) {
        float z = gates[update + j];
        output[row + j] = (1 - z) * gates[candidate + j] + z * before[row + j];
      }
    }
  }

  @Override
  public void backward(
      float[] gates,
      float[] recurrent,
      State previous,
      State next,
      float[] output,
      float[] memory) {
    float[] before = previous.output();
    float[] projected = next.memory();
    for (int row = 0; row < output.length; row += units) {
      int r = row * GATES;
      int z = r + units;
      int n = z + units;
      for (int j = 0; j < units; j++) {
        float reset = gates[r + j];
        float update = gates[z + j];
        float candidate = gates[n + j];
        float error = output[row + j];
        float atCandidate = error * (1 - update) * (1 - candidate * candidate);
        float atUpdate = error * (before[row + j] - candidate) * update * (1 - update);
        float atReset = atCandidate * projected[row + j] * reset * (1 - reset);
        gates[r + j] = atReset;
        gates[z + j] = atUpdate;
        gates[n + j] = atCandidate;
        recurrent[r + j] = atReset;
        recurrent[z + j] = atUpdate;
        recurrent[n + j] = atCandidate * reset;
        output[row + j] = error * update;
      }
    }
  }
}
