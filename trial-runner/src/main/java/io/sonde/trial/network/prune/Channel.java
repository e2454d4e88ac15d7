package io.sonde.trial.network.prune;

/**
 * A filter of a convolution or a unit of a dense layer.
 *
 * @param node that makes it
 * @param index among those of the node, from 0
 */
public record Channel(String node, int index) {}
