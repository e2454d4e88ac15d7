package io.sonde.trial.network;

import io.sonde.trial.data.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network whose shapes fit: each layer with what goes in and what comes out.
 *
 * @param input the shape of one example
 * @param steps the layers in their order; the last one is an {@link Output}
 */
public record NetworkPlan(Shape input, List<Step> steps) {
  public NetworkPlan {
    steps = List.copyOf(steps);
  }

  /**
   * One layer in its place.
   *
   * @param in the shape that goes in
   * @param out the shape that comes out
   * @param parameters how many numbers it learns
   */
  public record Step(Layer layer, Shape in, Shape out, long parameters) {}

  /**
   * Fits layers to data.
   *
   * @param layers without the output, or with it at the end
   * @param classes how many classes the output tells apart
   * @throws InfeasibleException naming the layer that does not fit
   */
  public static NetworkPlan of(List<Layer> layers, Shape input, int classes) {
    List<Layer> all = new ArrayList<>(layers);
    if (all.isEmpty() || !(all.get(all.size() - 1) instanceof Output)) {
      all.add(new Output(classes, Optional.empty()));
    }
    List<Step> steps = new ArrayList<>();
    Shape shape = input;
    for (int i = 0; i < all.size(); i++) {
      Layer layer = all.get(i);
      if (layer instanceof Output && i < all.size() - 1) {
        throw at(i, layer, "an output stands only at the end of a network");
      }
      steps.add(step(i, layer, shape));
      shape = steps.get(i).out();
    }
    return new NetworkPlan(input, steps);
  }

  private static Step step(int index, Layer layer, Shape in) {
    try {
      Shape out = layer.after(in);
      long parameters = layer.parameters(in);
      if (out.size() > (1 << 28) || parameters > Integer.MAX_VALUE) {
        throw new InfeasibleException("it is too large, with " + parameters + " parameters");
      }
      return new Step(layer, in, out, parameters);
    } catch (InfeasibleException e) {
      throw at(index, layer, String.valueOf(e.getMessage()));
    } catch (ArithmeticException e) {
      throw at(index, layer, "it is larger than can be counted");
    }
  }

  private static InfeasibleException at(int index, Layer layer, String problem) {
    return new InfeasibleException(
        "layer %d of the network (%s): %s".formatted(index + 1, layer.word(), problem));
  }

  /** How many numbers the network learns, running statistics of batch normalisation included. */
  public long parameters() {
    return steps.stream().mapToLong(Step::parameters).sum();
  }
}
