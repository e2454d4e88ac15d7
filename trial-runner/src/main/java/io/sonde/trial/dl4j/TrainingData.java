package io.sonde.trial.dl4j;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.data.Preprocessing;

/**
 * The three parts of a data set as tensors.
 *
 * @param training what the network learns from
 * @param validation what trials are compared by
 * @param test what only a kept model is scored on
 * @param facts what a network must fit
 * @param preprocessing what was done to the examples
 */
public record TrainingData(
    Tensors training,
    Tensors validation,
    Tensors test,
    DataFacts facts,
    Preprocessing preprocessing)
    implements AutoCloseable {

  /** Copies a data set. */
  public static TrainingData of(Dataset data) {
    return new TrainingData(
        new Tensors(data.training()),
        new Tensors(data.validation()),
        new Tensors(data.test()),
        data.facts(),
        data.preprocessing());
  }

  @Override
  public void close() {
    training.close();
    validation.close();
    test.close();
  }
}
