/**
 * YAML 1.2 as a tree in which everything knows its line and column. Only the reader of specs uses
 * it; it knows nothing of what a spec may hold.
 */
package io.sonde.search.yaml;
