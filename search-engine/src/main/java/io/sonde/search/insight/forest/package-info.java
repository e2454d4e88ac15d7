/**
 * Regression forests on axes cut into cells, and what can be read off their leaves exactly. For the
 * packages of insight only.
 */
package io.sonde.search.insight.forest;
