/**
 * Rules that end poor trials early, by name. Used by the sweep loop and by the library's users;
 * pure functions of the history.
 */
package io.sonde.search.stopper;
