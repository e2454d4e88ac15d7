package io.sonde.trial.network.layer;

import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;

/** One layer of a network as its configuration describes it. */
public interface Layer {

  /** The word for this layer in a spec. */
  String word();

  /**
   * Lays the layer out behind a node; answers the node that gives what comes out.
   *
   * @throws io.sonde.trial.network.graph.InfeasibleException when it does not fit there
   */
  Node attach(Sketch sketch, Node in);
}
