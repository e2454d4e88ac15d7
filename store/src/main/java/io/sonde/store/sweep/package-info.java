/**
 * Sweeps in PostgreSQL: the events as they were committed, and beside them what follows from them,
 * laid out so that pages and commands can read it quickly.
 *
 * <p>Implements search-engine's {@code SweepStore} and {@code SweepReader}; nobody calls it but
 * {@link io.sonde.store.Store}.
 */
@NullMarked
package io.sonde.store.sweep;

import org.jspecify.annotations.NullMarked;
