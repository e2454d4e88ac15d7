/**
 * The program's log: where it goes, and what its lines look like. Whatever is logged, a line of it
 * stays one line.
 */
package io.sonde.app.log;
