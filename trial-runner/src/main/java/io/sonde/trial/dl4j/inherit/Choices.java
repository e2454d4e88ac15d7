package io.sonde.trial.dl4j.inherit;

import io.sonde.trial.dl4j.inherit.State.Choice;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Window;
import io.sonde.trial.network.graph.op.ActivationOp;
import io.sonde.trial.network.graph.op.BatchNormOp;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.MergeOp;
import io.sonde.trial.network.graph.op.OutputOp;
import io.sonde.trial.network.graph.op.PoolOp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What a node of a child can be to its parent, the least change first. */
final class Choices {
  private final ParentGraph parent;
  private final ChildGraph child;
  private final Merges merges;

  Choices(NetworkGraph parent, NetworkGraph child) {
    this.parent = new ParentGraph(parent);
    this.child = new ChildGraph(child);
    this.merges = new Merges(this.parent, this.child);
  }

  /** The inputs, which both have. */
  State start() {
    State state = State.START;
    for (Node input : child.inputs()) {
      Carried same =
          new Carried(
              parent.node(input.name()),
              input.shape(),
              ChannelMap.identity(Carried.channels(input.shape())));
      state = state.with(input, new Choice(Optional.of(same), Map.of(), Optional.empty()));
    }
    return state;
  }

  /** All that can be said of a node when this is said of those before it. */
  List<Choice> of(Node node, State state) {
    Operation operation = node.operation().orElseThrow();
    List<Optional<Carried>> in = node.inputs().stream().map(state::of).toList();
    List<Choice> choices = new ArrayList<>();
    if (ParentGraph.passesOn(operation)) {
      return List.of(new Choice(in.get(0), Map.of(), Optional.empty()));
    } else if (operation instanceof MergeOp merge) {
      choices.addAll(merges.of(node, merge, in, state));
    } else if (in.stream().allMatch(Optional::isPresent)) {
      choices.addAll(known(node, operation, in.stream().flatMap(Optional::stream).toList(), state));
    }
    if (child.mayBeNew(node)) {
      Step fresh = new Step.Fresh();
      choices.add(new Choice(Optional.empty(), Map.of(node.name(), fresh), Optional.empty()));
    }
    return choices;
  }

  private List<Choice> known(Node node, Operation operation, List<Carried> in, State state) {
    Carried first = in.get(0);
    if (operation instanceof DenseOp dense && !first.shape().isSequence()) {
      return dense(node, dense, first, state);
    } else if (operation instanceof ConvolutionOp convolution && first.alike()) {
      return convolution(node, convolution, first, state);
    } else if (operation instanceof BatchNormOp norm) {
      return norm(node, norm, first, state);
    } else if (operation instanceof ActivationOp activation) {
      return activation(node, activation, first, state);
    } else if (operation instanceof PoolOp pool && first.alike()) {
      return taking(node, first, PoolOp.class, state)
          .filter(place -> place.operation().orElseThrow().equals(pool))
          .map(place -> choice(place, node, first.map(), Optional.empty()))
          .toList();
    } else if (operation instanceof OutputOp output) {
      return output(node, output, first, state);
    }
    return same(node, operation, in, state);
  }

  /** The free nodes of the parent that take what a node takes, one of the same name first. */
  private Stream<Node> taking(Node node, Carried in, Class<? extends Operation> kind, State state) {
    return parent.takers(in.parent(), kind).stream()
        .filter(state::free)
        .sorted(Comparator.comparing(place -> !place.name().equals(node.name())));
  }

  private static Choice choice(Node place, Node node, ChannelMap map, Optional<Step> step) {
    return new Choice(
        Optional.of(new Carried(place, node.shape(), map)),
        step.map(s -> Map.of(node.name(), s)).orElse(Map.of()),
        Optional.of(place));
  }

  private static Choice inserted(Carried in, Node node, ChannelMap map, Optional<Step> step) {
    return new Choice(
        Optional.of(new Carried(in.parent(), node.shape(), map)),
        step.map(s -> Map.of(node.name(), s)).orElse(Map.of()),
        Optional.empty());
  }

  private List<Choice> dense(Node node, DenseOp dense, Carried in, State state) {
    List<Node> places =
        taking(node, in, DenseOp.class, state)
            .filter(p -> ((DenseOp) p.operation().orElseThrow()).activation() == dense.activation())
            .toList();
    int size = in.flatParentSize();
    Optional<Choice> insertion = Optional.empty();
    if (dense.units() >= size && parent.harmless(dense.activation(), in.parent())) {
      ChannelMap out = ChannelMap.widened(size, dense.units());
      Step step = new Step.PassOn(in.flat(), size, out);
      insertion = Optional.of(inserted(in, node, out, Optional.of(step)));
    }
    return ordered(
        places,
        dense.units(),
        insertion,
        (place, out) ->
            choice(place, node, out, Optional.of(new Step.Widen(place, in.flat(), size, out))));
  }

  private List<Choice> convolution(Node node, ConvolutionOp convolution, Carried in, State state) {
    List<Node> places =
        taking(node, in, ConvolutionOp.class, state)
            .filter(place -> alike((ConvolutionOp) place.operation().orElseThrow(), convolution))
            .toList();
    int channels = in.parent().shape().channels();
    Optional<Choice> insertion = Optional.empty();
    if (keepsSize(convolution.window())
        && convolution.filters() >= channels
        && parent.harmless(convolution.activation(), in.parent())) {
      ChannelMap out = ChannelMap.widened(channels, convolution.filters());
      Step step = new Step.PassOn(in.map(), channels, out);
      insertion = Optional.of(inserted(in, node, out, Optional.of(step)));
    }
    return ordered(
        places,
        convolution.filters(),
        insertion,
        (place, out) ->
            choice(place, node, out, Optional.of(new Step.Widen(place, in.map(), channels, out))));
  }

  private static boolean alike(ConvolutionOp one, ConvolutionOp other) {
    return one.window().equals(other.window())
        && one.activation() == other.activation()
        && one.bias() == other.bias();
  }

  private static boolean keepsSize(Window window) {
    return window.stride() == 1
        && (window.padding() == Window.Padding.SAME || window.kernel() == 1);
  }

  /** Places of the same width, then the insertion, then places that are widened. */
  private static List<Choice> ordered(
      List<Node> places,
      int width,
      Optional<Choice> insertion,
      BiFunction<Node, ChannelMap, Choice> choice) {
    List<Choice> same = new ArrayList<>();
    List<Choice> wider = new ArrayList<>();
    for (Node place : places) {
      int narrow = Carried.channels(place.shape());
      if (narrow <= width) {
        (narrow == width ? same : wider)
            .add(choice.apply(place, ChannelMap.widened(narrow, width)));
      }
    }
    insertion.ifPresent(same::add);
    same.addAll(wider);
    return same;
  }

  private List<Choice> norm(Node node, BatchNormOp norm, Carried in, State state) {
    List<Choice> choices = new ArrayList<>();
    if (in.alike()) {
      taking(node, in, BatchNormOp.class, state)
          .filter(p -> ((BatchNormOp) p.operation().orElseThrow()).epsilon() == norm.epsilon())
          .map(p -> choice(p, node, in.map(), Optional.of(new Step.Norm(p, in.map()))))
          .forEach(choices::add);
    }
    choices.add(inserted(in, node, in.map(), Optional.of(new Step.PassThroughNorm())));
    return choices;
  }

  private List<Choice> activation(Node node, ActivationOp activation, Carried in, State state) {
    List<Choice> choices = new ArrayList<>();
    if (in.alike()) {
      taking(node, in, ActivationOp.class, state)
          .filter(place -> place.operation().orElseThrow().equals(activation))
          .map(place -> choice(place, node, in.map(), Optional.empty()))
          .forEach(choices::add);
    }
    if (parent.harmless(activation.function(), in.parent())) {
      choices.add(inserted(in, node, in.map(), Optional.empty()));
    }
    return choices;
  }

  /** Which of two losses is made small does not change what the output gives for numbers. */
  private List<Choice> output(Node node, OutputOp output, Carried in, State state) {
    boolean crossEntropy = output.loss() == OutputOp.Loss.CROSS_ENTROPY;
    ChannelMap all = ChannelMap.identity(output.task().outputs());
    return taking(node, in, OutputOp.class, state)
        .filter(
            place -> {
              OutputOp theirs = (OutputOp) place.operation().orElseThrow();
              return theirs.task().equals(output.task())
                  && (theirs.loss() == OutputOp.Loss.CROSS_ENTROPY) == crossEntropy;
            })
        .map(
            place ->
                choice(
                    place,
                    node,
                    all,
                    Optional.of(new Step.Widen(place, in.flat(), in.flatParentSize(), all))))
        .toList();
  }

  /** An operation of which nothing is known but that the same one does the same. */
  private List<Choice> same(Node node, Operation operation, List<Carried> in, State state) {
    if (!in.stream().allMatch(Carried::exact)) {
      return List.of();
    }
    List<Node> taken = in.stream().map(Carried::parent).toList();
    ChannelMap all = ChannelMap.identity(Carried.channels(node.shape()));
    return parent.doing(operation).stream()
        .filter(place -> state.free(place) && parent.inputs(place).equals(taken))
        .map(place -> choice(place, node, all, Optional.of(new Step.Copy(place))))
        .toList();
  }
}
