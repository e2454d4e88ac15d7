/**
 * Search spaces and configurations: a document in which some values are search expressions, and the
 * same document after every expression became a value. Pure values without I/O; every other package
 * and room may use it.
 */
package io.sonde.search.space;
