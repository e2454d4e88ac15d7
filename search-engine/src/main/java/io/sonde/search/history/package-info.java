/**
 * What a sweep has seen so far, as samplers and stoppers read it: trials, their states, their
 * learning curves. In memory, in columns, without I/O; the sweep loop is the only writer.
 */
package io.sonde.search.history;
