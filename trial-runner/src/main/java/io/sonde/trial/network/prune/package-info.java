/**
 * Which channels of a network can be taken out, which only together, and what is left. Works on
 * graphs, without any network library. For trial-runner's own packages.
 */
@NullMarked
package io.sonde.trial.network.prune;

import org.jspecify.annotations.NullMarked;
