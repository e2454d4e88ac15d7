package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.Window;
import io.sonde.trial.network.graph.op.ActivationOp;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.MergeOp;
import io.sonde.trial.settings.Settings;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Layers whose result is added to what went into them (He and others 2016, "Deep residual learning
 * for image recognition"). Where they change the shape, what went in is projected: an image by a
 * convolution of side 1, anything else by weighted sums.
 *
 * @param layers what is learnt beside the straight way
 * @param activation applied to the sum
 */
public record ResidualLayer(Chain layers, ActivationFunction activation) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "residual",
          "Adds what goes in to what `layers` make of it (He and others 2016); where they change the"
              + " shape, what goes in is projected.",
          "residual: {layers: [{conv: {filters: 16}}, {conv: {filters: 16}}], "
              + "activation: relu}",
          Schema.mapping()
              .required("layers", Chain.SCHEMA, "what is learnt beside the straight way")
              .optional("activation", ActivationFunction.SCHEMA, "of the sum, default identity")
              .closed(),
          ResidualLayer::read);

  private static ResidualLayer read(Settings settings) {
    return new ResidualLayer(
        Chain.read(settings.at("layers"), settings.items("layers")),
        settings.oneOf("activation", ActivationFunction.class, ActivationFunction.IDENTITY));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    Node learnt = sketch.at(".layers", "", () -> layers.attach(sketch, in));
    Node straight = in.shape().equals(learnt.shape()) ? in : project(sketch, in, learnt.shape());
    Node sum = sketch.add(new MergeOp(MergeOp.Kind.ADD), learnt, straight);
    return activation == ActivationFunction.IDENTITY
        ? sum
        : sketch.add(new ActivationOp(activation), sum);
  }

  private static Node project(Sketch sketch, Node in, Shape wanted) {
    if (in.shape().isImage() && wanted.isImage()) {
      int stride = stride(sketch, in.shape(), wanted);
      Window window = new Window(1, stride, Window.Padding.VALID);
      return sketch.at(
          "",
          "projection",
          () ->
              sketch.add(
                  new ConvolutionOp(
                      wanted.channels(),
                      window,
                      ActivationFunction.IDENTITY,
                      true,
                      Optional.empty()),
                  in));
    }
    boolean sequences = in.shape().isSequence() && wanted.isSequence();
    if ((sequences && in.shape().steps() == wanted.steps())
        || (in.shape().isFlat() && wanted.isFlat())) {
      int units = sequences ? wanted.features() : wanted.size();
      DenseOp sums = new DenseOp(units, ActivationFunction.IDENTITY, Optional.empty());
      return sketch.at("", "projection", () -> sketch.add(sums, in));
    }
    throw sketch.infeasible(
        "what goes in is %s and what its layers give is %s, between which nothing projects"
            .formatted(in.shape(), wanted));
  }

  /** The step with which a window of side 1 shrinks an image to another. */
  private static int stride(Sketch sketch, Shape from, Shape to) {
    return IntStream.rangeClosed(1, Math.max(from.height(), from.width()))
        .filter(s -> places(from.height(), s) == to.height())
        .filter(s -> places(from.width(), s) == to.width())
        .findFirst()
        .orElseThrow(
            () ->
                sketch.infeasible(
                    "its layers make an image of %s of one of %s, to which no stride leads"
                        .formatted(to, from)));
  }

  private static int places(int length, int stride) {
    return (length - 1) / stride + 1;
  }
}
