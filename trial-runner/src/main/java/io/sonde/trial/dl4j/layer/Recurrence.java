package io.sonde.trial.dl4j.layer;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A cell run over the time steps of a batch, forwards and then backwards.
 *
 * <p>The input of all steps is projected by one matrix product, and the gradients of the weights
 * and of the input are one product each over all steps; what remains for each step is the product
 * with the recurrent weights and the cell's arithmetic, neither of which allocates anything. A step
 * that an example's mask leaves out has 0 for its output and memory, as in Deeplearning4j.
 */
final class Recurrence {
  private final Cell cell;
  private final Weights weights;
  private final int batch;
  private final int steps;
  private final int inputs;
  private final int units;
  private final int width;
  private final Optional<float[]> mask;

  private final Floats input;
  private final Floats gates;
  private final Floats outputs;
  private final Floats memories;
  private final Floats projection;

  /**
   * Copies the input and takes the memory for all steps.
   *
   * @param input batch × inputs × steps
   * @param mask batch × steps, 0 for what is left out
   * @param place where the memory is taken from; it must stay valid until {@link #backward} if that
   *     is called
   */
  Recurrence(
      Cell cell,
      Weights weights,
      INDArray input,
      Optional<INDArray> mask,
      LayerWorkspaceMgr workspaces,
      ArrayType place) {
    this.cell = cell;
    this.weights = weights;
    this.batch = Math.toIntExact(input.size(0));
    this.inputs = Math.toIntExact(input.size(1));
    this.steps = Math.toIntExact(input.size(2));
    this.units = Math.toIntExact(weights.recurrent().size(0));
    this.width = cell.gates() * units;
    this.mask = mask.map(m -> m.castTo(DataType.FLOAT).transpose().dup('c').data().asFloat());
    this.input = new Floats(workspaces.dup(place, input.permute(2, 0, 1), 'c'));
    this.gates = take(workspaces, place, steps, width);
    this.outputs = take(workspaces, place, steps + 1, units);
    this.memories = take(workspaces, place, steps + 1, units);
    this.projection = take(workspaces, place, 1, width);
  }

  private Floats take(LayerWorkspaceMgr workspaces, ArrayType place, int steps, int columns) {
    long[] shape = {steps, batch, columns};
    return new Floats(workspaces.createUninitialized(place, DataType.FLOAT, shape, 'c'));
  }

  /**
   * Runs forwards.
   *
   * @param start the state before the first step; empty for zeros. It is overwritten.
   * @param result batch × units × steps in column-major order; receives the outputs
   * @return the state after the last step
   */
  Cell.State forward(Optional<Cell.State> start, INDArray result) {
    Floats.Matrix all = gates.matrix(0, steps * batch, width);
    all.setProduct(input.matrix(0, steps * batch, inputs), inputWeights().transpose());
    float[] bias = row(weights.bias());
    Optional<float[]> recurrentBias = weights.recurrentBias().map(Recurrence::row);
    Floats out = new Floats(result);
    float[] column = new float[batch * units];
    float[] activations = new float[batch * width];
    float[] recurrent = new float[batch * width];
    Cell.State previous = start.orElseGet(() -> Cell.State.of(batch * units));
    Cell.State next = Cell.State.of(batch * units);
    store(0, previous);
    for (int t = 0; t < steps; t++) {
      projection.matrix(0, batch, width).setProduct(output(t), recurrentWeights().transpose());
      projection.get(0, recurrent);
      recurrentBias.ifPresent(b -> addToRows(recurrent, b));
      gates.get(t * batch * width, activations);
      addToRows(activations, bias);
      cell.forward(activations, recurrent, previous, next);
      gates.put(t * batch * width, activations);
      applyMask(t, next.output());
      applyMask(t, next.memory());
      store(t + 1, next);
      Transposition.of(next.output(), batch, units, column);
      out.put(t * batch * units, column);
      Cell.State swapped = previous;
      previous = next;
      next = swapped;
    }
    return previous;
  }

  /**
   * Runs backwards, once after each {@link #forward}.
   *
   * @param errors the gradient at the outputs: batch × units × steps
   * @param first the first step that is run through; the gradient is cut there
   * @param gradients set to the gradients of the weights
   * @param result batch × inputs × steps in column-major order; set to the gradient at the input
   */
  void backward(
      INDArray errors,
      int first,
      Weights gradients,
      INDArray result,
      LayerWorkspaceMgr workspaces) {
    Floats atOutputs =
        new Floats(workspaces.dup(ArrayType.BP_WORKING_MEM, errors.permute(2, 0, 1), 'c'));
    Floats deltas =
        cell.sumsProjections() ? gates : take(workspaces, ArrayType.BP_WORKING_MEM, steps, width);
    runBack(atOutputs, first, deltas);
    int from = first * batch;
    int rows = (steps - first) * batch;
    Floats.Matrix atGates = gates.matrix((long) from * width, rows, width);
    Floats.Matrix atRecurrent = deltas.matrix((long) from * width, rows, width);
    new Floats(gradients.input())
        .matrix(0, width, inputs)
        .setProduct(atGates.transpose(), input.matrix((long) from * inputs, rows, inputs));
    new Floats(gradients.recurrent())
        .matrix(0, width, units)
        .setProduct(atRecurrent.transpose(), outputs.matrix((long) from * units, rows, units));
    sumRows(gates, first, new Floats(gradients.bias()));
    gradients.recurrentBias().ifPresent(b -> sumRows(deltas, first, new Floats(b)));
    // The input is needed no more: its memory takes the gradient.
    input.matrix((long) from * inputs, rows, inputs).setProduct(atGates, inputWeights());
    writeInputGradient(first, new Floats(result));
  }

  private void runBack(Floats atOutputs, int first, Floats deltas) {
    int size = batch * units;
    float[] activations = new float[batch * width];
    float[] recurrent = new float[batch * width];
    float[] output = new float[size];
    float[] memory = new float[size];
    float[] direct = new float[size];
    float[] later = new float[size];
    Cell.State previous = Cell.State.of(size);
    Cell.State next = Cell.State.of(size);
    load(steps, next);
    Floats.Matrix back = projection.matrix(0, batch, units);
    for (int t = steps - 1; t >= first; t--) {
      load(t, previous);
      gates.get(t * batch * width, activations);
      atOutputs.get(t * size, output);
      for (int i = 0; i < size; i++) {
        output[i] += direct[i] + later[i];
      }
      applyMask(t, output);
      applyMask(t, memory);
      cell.backward(activations, recurrent, previous, next, output, memory);
      System.arraycopy(output, 0, direct, 0, size);
      gates.put(t * batch * width, activations);
      if (!cell.sumsProjections()) {
        deltas.put(t * batch * width, recurrent);
      }
      back.setProduct(deltas.matrix((long) t * batch * width, batch, width), recurrentWeights());
      projection.get(0, later);
      Cell.State swapped = previous;
      previous = next;
      next = swapped;
    }
  }

  /** Column-major, so this is the transposed matrix in row-major order: gates × inputs. */
  private Floats.Matrix inputWeights() {
    return new Floats(weights.input()).matrix(0, width, inputs);
  }

  private Floats.Matrix recurrentWeights() {
    return new Floats(weights.recurrent()).matrix(0, width, units);
  }

  private Floats.Matrix output(int step) {
    return outputs.matrix((long) step * batch * units, batch, units);
  }

  private void store(int step, Cell.State state) {
    outputs.put(step * batch * units, state.output());
    memories.put(step * batch * units, state.memory());
  }

  private void load(int step, Cell.State state) {
    outputs.get(step * batch * units, state.output());
    memories.get(step * batch * units, state.memory());
  }

  private void applyMask(int step, float[] values) {
    if (mask.isEmpty()) {
      return;
    }
    for (int example = 0; example < batch; example++) {
      float factor = mask.get()[step * batch + example];
      for (int j = example * units; j < (example + 1) * units; j++) {
        values[j] *= factor;
      }
    }
  }

  private static float[] row(INDArray bias) {
    float[] values = new float[Math.toIntExact(bias.length())];
    new Floats(bias).get(0, values);
    return values;
  }

  private static void addToRows(float[] matrix, float[] row) {
    for (int from = 0; from < matrix.length; from += row.length) {
      for (int j = 0; j < row.length; j++) {
        matrix[from + j] += row[j];
      }
    }
  }

  private void sumRows(Floats matrix, int first, Floats into) {
    float[] step = new float[batch * width];
    float[] sums = new float[width];
    for (int t = first; t < steps; t++) {
      matrix.get(t * batch * width, step);
      for (int from = 0; from < step.length; from += width) {
        for (int j = 0; j < width; j++) {
          sums[j] += step[from + j];
        }
      }
    }
    into.put(0, sums);
  }

  private void writeInputGradient(int first, Floats result) {
    float[] step = new float[batch * inputs];
    float[] column = new float[batch * inputs];
    for (int t = 0; t < steps; t++) {
      if (t < first) {
        Arrays.fill(column, 0);
      } else {
        input.get(t * batch * inputs, step);
        Transposition.of(step, batch, inputs, column);
      }
      result.put(t * batch * inputs, column);
    }
  }
}
