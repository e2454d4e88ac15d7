/**
 * Whether a sweep came out worse than an earlier one: an interval for the difference of their
 * trials, and what follows from it for whoever has to decide.
 */
package io.sonde.search.gate;
