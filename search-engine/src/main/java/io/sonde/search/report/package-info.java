/**
 * The messages between a trial's process and the sweep loop: what a worker reports, what it is
 * answered, how an attempt ended. Used by the web room (which carries them over HTTP), by
 * trial-runner (whose client sends them) and by the loop.
 */
package io.sonde.search.report;
