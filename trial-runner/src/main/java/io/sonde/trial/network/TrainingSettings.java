package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.Words;

/**
 * How long, on what and how often a network is trained.
 *
 * @param epochs how many times the training part is gone through, at least 1
 * @param batchSize examples per update, at least 1
 * @param initialization where weights start
 * @param clipping of the gradients
 * @param labelSmoothing which part of the target is spread over all classes, 0 to below 1 (Szegedy
 *     and others 2016)
 * @param classWeights of the loss
 * @param augmentation of images
 * @param precision of the numbers
 * @param patience that ends a training early
 * @param folds in how many a cross-validation cuts the data; 1 for none
 * @param repeats how often it is trained, each time from another seed; at least 1
 */
public record TrainingSettings(
    int epochs,
    int batchSize,
    Initialization initialization,
    Clipping clipping,
    double labelSmoothing,
    ClassWeights classWeights,
    Augmentation augmentation,
    Precision precision,
    Patience patience,
    int folds,
    int repeats) {
  private static final double MOST_DELTA = 1e12;
  private static final double MOST_SMOOTHING = 0.9;
  private static final int MOST_EPOCHS = 1_000_000;
  private static final int MOST_RUNS = 100;

  /** What may stand under {@code training}. */
  static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .optional("epochs", Schema.whole(1, MOST_EPOCHS), "default 10")
          .optional("batch_size", Schema.whole(1, 1 << 20), "examples per update, default 32")
          .optional(
              "initialization",
              new Schema.Word(Words.of(Initialization.class)),
              "where weights start, default xavier")
          .optional("clip", Clipping.SCHEMA, "a bound on gradients, default none")
          .optional(
              "label_smoothing",
              Schema.real(0, MOST_SMOOTHING),
              "which part of a target is spread over all classes, default 0")
          .optional(
              "class_weights", ClassWeights.SCHEMA, "balanced, or a weight by class; default none")
          .optional("augmentation", Augmentation.SCHEMA, "random changes of images, default none")
          .optional(
              "precision",
              new Schema.Word(Words.of(Precision.class)),
              "default float; half needs a GPU, bfloat16 has none yet")
          .optional(
              "patience",
              Schema.whole(1, MOST_EPOCHS),
              "epochs without a better objective that end the training, default all")
          .optional(
              "min_delta",
              Schema.real(0, MOST_DELTA),
              "by how much it must be better for that, default 0")
          .optional("folds", Schema.whole(1, MOST_RUNS), "of a cross-validation, default 1: none")
          .optional("repeats", Schema.whole(1, MOST_RUNS), "trainings by other seeds, default 1")
          .closed();

  static TrainingSettings read(Settings settings) {
    settings.only(SCHEMA.fields().keySet());
    return new TrainingSettings(
        settings.positive("epochs", 10),
        settings.positive("batch_size", 32),
        settings.oneOf("initialization", Initialization.class, Initialization.XAVIER),
        Clipping.read(settings.section("clip")),
        settings.within("label_smoothing", 0, MOST_SMOOTHING, 0),
        ClassWeights.read(settings, "class_weights"),
        Augmentation.read(settings.section("augmentation")),
        settings.oneOf("precision", Precision.class, Precision.FLOAT),
        patience(settings),
        settings.positive("folds", 1),
        settings.positive("repeats", 1));
  }

  private static Patience patience(Settings settings) {
    double least = settings.within("min_delta", 0, MOST_DELTA, 0);
    return settings.has("patience")
        ? new Patience(settings.positive("patience"), least)
        : Patience.ENDLESS;
  }

  /** How often a network is trained in one trial. */
  public int runs() {
    return folds * repeats;
  }

  /** Refuses data that the settings do not suit. */
  void check(DataFacts data) {
    boolean images = data.inputs().values().stream().anyMatch(Shape::isImage);
    if (!augmentation.equals(Augmentation.NONE) && !images) {
      throw new InfeasibleException("training.augmentation: the data have no images to change");
    }
    boolean classes =
        data.task() instanceof Task.Classification || data.task() instanceof Task.MultiLabel;
    if (labelSmoothing > 0 && !classes) {
      throw new InfeasibleException(
          "training.label_smoothing: the data have neither classes nor labels to smooth");
    }
    classWeights.check(data);
    if (precision == Precision.BFLOAT16) {
      throw new InfeasibleException(
          "training.precision: Deeplearning4j 1.0.0-M2.1 has no networks of bfloat16; use float,"
              + " or half on a GPU");
    }
  }
}
