/**
 * The composition root: the commands, and the one place where every room is seen and wired by plain
 * constructors. Nobody uses it.
 */
package io.sonde.app;
