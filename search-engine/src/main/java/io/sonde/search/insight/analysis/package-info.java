/**
 * Learns from a history all that is shown of it. For whoever implements the port, and for library
 * users; a pure function.
 */
package io.sonde.search.insight.analysis;
