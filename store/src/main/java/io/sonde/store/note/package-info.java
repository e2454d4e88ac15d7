/**
 * Notes on sweeps and trials, behind search-engine's port. Made by {@link io.sonde.store.Store}.
 */
package io.sonde.store.note;
