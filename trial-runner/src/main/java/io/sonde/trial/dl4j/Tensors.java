package io.sonde.trial.dl4j;

import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Input;
import io.sonde.trial.data.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Examples outside the Java heap, as a network takes them. */
public final class Tensors implements AutoCloseable {
  private final Examples examples;
  private final List<InputTensor> inputs;
  private final int[] frequencies;

  /** Copies the examples. */
  public Tensors(Examples examples) {
    this.examples = examples;
    this.inputs = examples.inputs().stream().map(InputTensor::new).toList();
    this.frequencies = frequencies(examples);
  }

  /** How many examples there are. */
  public int size() {
    return examples.size();
  }

  /** What is to be told of them. */
  Targets targets() {
    return examples.targets();
  }

  /** What goes in, on the heap. */
  List<Input> inputs() {
    return examples.inputs();
  }

  /** Copies some examples into a batch. */
  Batch batch(int[] indices) {
    return batch(indices, ExampleChanges.NONE);
  }

  /** Copies some examples into a batch and changes them. */
  Batch batch(int[] indices, ExampleChanges changes) {
    List<INDArray> pulled = new ArrayList<>();
    List<INDArray> shaped = new ArrayList<>();
    List<Optional<INDArray>> masks = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      InputTensor input = inputs.get(i);
      INDArray rows =
          changes
              .rows(examples.inputs().get(i), indices)
              .map(input::copy)
              .orElseGet(() -> input.pull(indices));
      pulled.add(rows);
      shaped.add(input.shaped(rows));
      masks.add(input.mask(rows));
    }
    return new Batch(pulled, shaped, masks, Nd4j.createFromArray(targets(indices, changes)));
  }

  private float[][] targets(int[] indices, ExampleChanges changes) {
    float[][] rows = new float[indices.length][];
    for (int i = 0; i < indices.length; i++) {
      rows[i] = changes.target(target(indices[i]));
    }
    return rows;
  }

  private float[] target(int index) {
    Targets targets = examples.targets();
    if (targets instanceof Targets.Classes classes) {
      float[] row = new float[classes.names().size()];
      row[classes.labels()[index]] = 1;
      return row;
    } else if (targets instanceof Targets.Numbers numbers) {
      return numbers.values()[index];
    } else if (targets instanceof Targets.Labels labels) {
      return labels.values()[index];
    }
    return match(index);
  }

  /** A match is told by its user, its item, and how frequent that item is among these examples. */
  private float[] match(int index) {
    float user = examples.inputs().get(0).rows()[index][0];
    int item = (int) examples.inputs().get(1).rows()[index][0];
    return new float[] {user, item, (float) Math.log((double) frequencies[item] / size())};
  }

  private static int[] frequencies(Examples examples) {
    if (!(examples.targets() instanceof Targets.Matches matches)) {
      return new int[0];
    }
    int[] counts = new int[matches.items()];
    for (float[] item : examples.inputs().get(1).rows()) {
      counts[(int) item[0]]++;
    }
    return counts;
  }

  @Override
  public void close() {
    inputs.forEach(InputTensor::close);
  }
}
