package io.sonde.trial.dl4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Some examples as a network takes them; closing it frees their memory at once. */
final class Batch implements AutoCloseable {
  private final List<INDArray> pulled;
  private final List<INDArray> inputs;
  private final List<Optional<INDArray>> masks;
  private final INDArray targets;

  /**
   * Takes over what it is given.
   *
   * @param pulled the memory of the inputs
   * @param inputs in the shapes that the network takes
   * @param masks of inputs whose examples differ in length
   */
  Batch(
      List<INDArray> pulled,
      List<INDArray> inputs,
      List<Optional<INDArray>> masks,
      INDArray targets) {
    this.pulled = List.copyOf(pulled);
    this.inputs = List.copyOf(inputs);
    this.masks = List.copyOf(masks);
    this.targets = targets;
  }

  INDArray[] inputs() {
    return inputs.toArray(INDArray[]::new);
  }

  /** As Deeplearning4j takes them: null where an input has none, and null when none has. */
  @Nullable INDArray @Nullable [] masks() {
    if (masks.stream().allMatch(Optional::isEmpty)) {
      return null;
    }
    @Nullable INDArray[] all = new INDArray[masks.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = masks.get(i).orElse(null);
    }
    return all;
  }

  INDArray[] targets() {
    return new INDArray[] {targets};
  }

  @Override
  public void close() {
    Stream.of(pulled.stream(), masks.stream().flatMap(Optional::stream), Stream.of(targets))
        .flatMap(arrays -> arrays)
        .forEach(INDArray::close);
  }
}
