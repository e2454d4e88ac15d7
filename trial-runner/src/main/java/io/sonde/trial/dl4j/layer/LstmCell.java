package io.sonde.trial.dl4j.layer;

/**
 * The long short-term memory of Hochreiter and Schmidhuber (1997) with a forget gate (Gers and
 * others 2000) and without peepholes. The order of the gates is Deeplearning4j's: candidate, forget
 * gate, output gate, input gate.
 */
final class LstmCell implements Cell {
  private static final int GATES = 4;

  private final int units;
  private final float[] squashed;

  LstmCell(int batch, int units) {
    this.units = units;
    this.squashed = new float[batch * units];
  }

  @Override
  public int gates() {
    return GATES;
  }

  @Override
  public boolean sumsProjections() {
    return true;
  }

  @Override
  public void forward(float[] gates, float[] recurrent, State previous, State next) {
    for (int i = 0; i < gates.length; i++) {
      gates[i] += recurrent[i];
    }
    float[] before = previous.memory();
    float[] memory = next.memory();
    float[] output = next.output();
    for (int row = 0; row < memory.length; row += units) {
      int candidate = row * GATES;
      int forget = candidate + units;
      int in = candidate + 3 * units;
      Squash.tanh(gates, candidate, forget);
      Squash.logistic(gates, forget, candidate + GATES * units);
      for (int j = 0; j < units; j++) {
        memory[row + j] =
            gates[forget + j] * before[row + j] + gates[in + j] * gates[candidate + j];
      }
    }
    squash(memory);
    for (int row = 0; row < memory.length; row += units) {
      int out = row * GATES + 2 * units;
      for (int j = 0; j < units; j++) {
        output[row + j] = gates[out + j] * squashed[row + j];
      }
    }
  }

  private void squash(float[] memory) {
    System.arraycopy(memory, 0, squashed, 0, memory.length);
    Squash.tanh(squashed, 0, memory.length);
  }

  @Override
  public void backward(
      float[] gates,
      float[] recurrent,
      State previous,
      State next,
      float[] output,
      float[] memory) {
    squash(next.memory());
    float[] before = previous.memory();
    for (int row = 0; row < output.length; row += units) {
      int c = row * GATES;
      int f = c + units;
      int o = f + units;
      int i = o + units;
      for (int j = 0; j < units; j++) {
        float candidate = gates[c + j];
        float forget = gates[f + j];
        float out = gates[o + j];
        float in = gates[i + j];
        float t = squashed[row + j];
        float error = output[row + j];
        float cell = memory[row + j] + error * out * (1 - t * t);
        gates[c + j] = cell * in * (1 - candidate * candidate);
        gates[f + j] = cell * before[row + j] * forget * (1 - forget);
        gates[o + j] = error * t * out * (1 - out);
        gates[i + j] = cell * candidate * in * (1 - in);
        memory[row + j] = cell * forget;
        output[row + j] = 0;
      }
    }
  }
}
