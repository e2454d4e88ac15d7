package io.sonde.trial.dl4j.inherit;

import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A child's network that can do what its parent's does, because it is the same or only deepens,
 * widens or branches it. Networks that differ otherwise inherit nothing. Immutable.
 */
public final class Inheritance {
  /** How unequally the weights for copied units are divided among them. */
  public static final double SPREAD = 0.5;

  private final NetworkGraph parent;
  private final NetworkGraph child;
  private final Map<String, Step> steps;

  private Inheritance(NetworkGraph parent, NetworkGraph child, Map<String, Step> steps) {
    this.parent = parent;
    this.child = child;
    this.steps = new TreeMap<>(steps);
  }

  /**
   * Looks for a way to do it.
   *
   * @throws NotInheritableException naming the layer at which they part
   */
  public static Inheritance between(NetworkGraph parent, NetworkGraph child)
      throws NotInheritableException {
    if (!parent.inputs().equals(child.inputs())) {
      throw new NotInheritableException("their inputs differ");
    }
    Alignment alignment = new Alignment(parent, child);
    Optional<Map<String, Step>> found = alignment.find();
    if (found.isEmpty()) {
      throw new NotInheritableException(
          alignment.obstacle().name()
              + " can neither take the place of one of the parent's layers nor be added to them"
              + " without changing what the network gives");
    }
    return new Inheritance(parent, child, found.get());
  }

  /**
   * Gives the child its weights. What it gives is then what the parent gives, within the precision
   * of its numbers.
   *
   * @param parentNetwork built from the parent's graph
   * @param childNetwork built from the child's graph, with its drawn weights
   * @param spread by which part the weights for copied units differ from equal shares, in [0, 1);
   *     at 0 the copies never learn to differ
   * @param seed for that
   * @throws NotInheritableException when the parent's network is not that of its graph
   */
  public void apply(
      ComputationGraph parentNetwork, ComputationGraph childNetwork, double spread, long seed)
      throws NotInheritableException {
    for (Node node : parent.operations()) {
      Layer layer = parentNetwork.getLayer(node.name());
      long parameters = layer == null ? 0 : layer.numParams();
      if (parameters != node.parameters()) {
        throw new NotInheritableException(
            "the parent's layer %s has %d parameters, its configuration says %d"
                .formatted(node.name(), parameters, node.parameters()));
      }
    }
    new WeightTransfer(parentNetwork, childNetwork, new Shares(spread, seed)).apply(steps);
  }

  /**
   * Lets batch normalisations that were added pass on what they take while they learn as well, by
   * the statistics of examples; until then they do so only when predicting.
   *
   * @param examples gives some, of all inputs; asked only where it is needed
   */
  public void adjust(ComputationGraph childNetwork, Supplier<INDArray[]> examples) {
    if (steps.values().stream().noneMatch(Step.PassThroughNorm.class::isInstance)) {
      return;
    }
    Map<String, INDArray> given = childNetwork.feedForward(examples.get(), false);
    for (Node node : child.operations()) {
      if (steps.get(node.name()) instanceof Step.PassThroughNorm) {
        INDArray taken = Objects.requireNonNull(given.get(node.inputs().get(0)));
        NormLayer.of(childNetwork.getLayer(node.name())).passThrough(taken);
      }
    }
  }

  /** What was done with how many layers, for a log. */
  @Override
  public String toString() {
    Map<String, Long> counts =
        steps.values().stream()
            .collect(Collectors.groupingBy(Inheritance::word, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String word(Step step) {
    if (step instanceof Step.Widen widen) {
      boolean same = widen.in().isIdentity(widen.parentIn()) && unwidened(widen.out());
      return same ? "as they were" : "widened";
    } else if (step instanceof Step.Copy || step instanceof Step.Norm) {
      return "as they were";
    } else if (step instanceof Step.PassOn || step instanceof Step.PassThroughNorm) {
      return "added, passing on what they take";
    } else if (step instanceof Step.Silence) {
      return "added, giving nothing at first";
    }
    return "new";
  }

  private static boolean unwidened(ChannelMap out) {
    return out.size() == out.sources().stream().distinct().count();
  }
}
