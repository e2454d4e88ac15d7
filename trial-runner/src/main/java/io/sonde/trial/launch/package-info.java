/**
 * Runs trials as jobs of the scheduler: networks by a pool of worker processes for each sweep,
 * which take one trial after the other; users' code in a process for each attempt. For the
 * composition root; loads no class of Deeplearning4j.
 */
@NullMarked
package io.sonde.trial.launch;

import org.jspecify.annotations.NullMarked;
