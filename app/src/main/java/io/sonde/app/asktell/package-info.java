/**
 * The conversation of {@code sonde ask-tell}: JSON lines in, JSON lines out, over the engine in
 * memory. For its command alone.
 */
package io.sonde.app.asktell;
