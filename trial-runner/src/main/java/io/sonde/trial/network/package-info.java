/**
 * What a network trial's configuration means, without any network library: layers with their
 * settings and shape arithmetic, optimizer, schedule, compression. The server checks with it, the
 * worker builds from it; the building itself stands in {@link io.sonde.trial.dl4j}.
 */
@NullMarked
package io.sonde.trial.network;

import org.jspecify.annotations.NullMarked;
