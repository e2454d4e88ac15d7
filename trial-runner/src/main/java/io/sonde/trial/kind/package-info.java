/**
 * The kind {@code network} as the server sees it: what a spec may say, what is known of a
 * configuration before it trains. Loads no class of Deeplearning4j.
 */
@NullMarked
package io.sonde.trial.kind;

import org.jspecify.annotations.NullMarked;
