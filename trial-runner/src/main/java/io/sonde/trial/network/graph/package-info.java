/**
 * A network as a graph of operations with known shapes, parameters and costs, without any network
 * library. Layers are laid into it, the worker builds the Deeplearning4j network from it, and what
 * changes a network's structure works on it. For trial-runner's own packages.
 */
@NullMarked
package io.sonde.trial.network.graph;

import org.jspecify.annotations.NullMarked;
