package io.sonde.search.reader;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.TrialKind;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A kind of trial with every form that a schema can take, its space like a network's. */
public final class SampleKind implements TrialKind {
  private static final Schema.Mapping NOTHING = Schema.mapping().closed();
  private static final Schema RATE = Schema.real(0, Math.nextDown(1.0));
  private static final Schema LAYER = new Schema.Named("layer", SampleKind::layer);
  private static final Schema SIZE = Schema.whole(1, 100_000);

  @Override
  public String name() {
    return "network";
  }

  @Override
  public Schema.Mapping space() {
    return Schema.mapping()
        .optional("training", training(), "how long, and by how much at a time")
        .required("optimizer", new Schema.Variant("optimizer", optimizers()), "the updater")
        .required("network", new Schema.Sequence(LAYER, 1), "the layers, first to last")
        .optional("compression", compression(), "what is pruned away")
        .closed();
  }

  private static Schema training() {
    Schema clip = new Schema.Either(List.of(Schema.word("none"), Schema.above(0)));
    return Schema.mapping()
        .optional("epochs", SIZE, "passes through the training data")
        .optional("batch_size", SIZE, "examples of one step")
        .optional("shuffle", new Schema.Truth(), "whether the order changes")
        .optional("clip", clip, "the largest gradient, or none")
        .optional("note", new Schema.Text("a note", Optional.empty()), "for people")
        .closed();
  }

  private static Map<String, Schema.Mapping> optimizers() {
    Map<String, Schema.Mapping> optimizers = new LinkedHashMap<>();
    Schema.Mapping sgd =
        Schema.mapping()
            .required("learning_rate", Schema.above(0), "the learning rate")
            .optional("momentum", RATE, "how much of the last step is kept")
            .optional("schedule", schedule(), "how the rate falls")
            .closed();
    optimizers.put("sgd", sgd);
    Schema.Mapping adam =
        Schema.mapping()
            .optional("learning_rate", Schema.above(0), "the learning rate")
            .optional("beta1", RATE, "decay of the mean")
            .optional("beta2", RATE, "decay of the variance")
            .closed();
    optimizers.put("adam", adam);
    return optimizers;
  }

  /** A variant and a setting of it are called as a word of the expressions is. */
  private static Schema schedule() {
    Schema.Mapping step = Schema.mapping().required("step", SIZE, "epochs of a step").closed();
    return new Schema.Variant("schedule", Map.of("step", step));
  }

  private static Schema layer() {
    Map<String, Schema.Mapping> layers = new LinkedHashMap<>();
    Schema activation = Schema.word("relu", "elu", "gelu", "tanh");
    Schema kernel = new Schema.Either(List.of(Schema.whole(1, 99), new Schema.Sequence(SIZE, 2)));
    Schema.Mapping dense =
        Schema.mapping()
            .required("units", SIZE, "the width")
            .optional("activation", activation, "the activation")
            .closed();
    layers.put("dense", dense);
    Schema.Mapping conv =
        Schema.mapping()
            .required("filters", SIZE, "the number of filters")
            .optional("kernel", kernel, "height and width")
            .optional("activation", activation, "the activation")
            .closed();
    layers.put("conv", conv);
    layers.put("max_pool", Schema.mapping().optional("kernel", kernel, "the window").closed());
    layers.put("batch_norm", NOTHING);
    layers.put("dropout", Schema.mapping().required("rate", RATE, "the part dropped").closed());
    Schema.Mapping residual =
        Schema.mapping()
            .required("layers", new Schema.Sequence(LAYER, 1), "what is added to the way past")
            .closed();
    layers.put("residual", residual);
    return new Schema.Variant("layer", layers);
  }

  private static Schema compression() {
    Map<String, Schema.Mapping> kinds = new LinkedHashMap<>();
    kinds.put("none", NOTHING);
    kinds.put("magnitude", Schema.mapping().required("ratio", RATE, "the part cut").closed());
    return new Schema.Variant("compression", kinds);
  }

  @Override
  public Schema.Mapping trial() {
    Schema set = Schema.word("fashion-mnist", "mnist");
    Schema file =
        Schema.mapping()
            .required("csv", new Schema.Text("the path of a CSV", Optional.of(".+")), "the file")
            .required("label", new Schema.Text("a column", Optional.of(".+")), "its label column")
            .optional("test", Schema.real(0, 0.9), "the part kept for the test")
            .closed();
    return Schema.mapping()
        .required("data", new Schema.Either(List.of(set, file)), "what is trained on")
        .closed();
  }

  @Override
  public Optional<Set<String>> reported() {
    return Optional.of(Set.of("accuracy", "loss"));
  }

  @Override
  public Set<String> knownBefore() {
    return Set.of("parameters");
  }

  @Override
  public boolean launchable() {
    return true;
  }

  @Override
  public PreparedTrials prepare(SweepSpec spec) {
    return new ExternalKind().prepare(spec);
  }
}
