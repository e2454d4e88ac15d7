/**
 * From YAML to a {@link io.sonde.search.spec.SweepSpec}, or to all of its problems at once, each
 * with its place. Whoever takes specs from people uses {@link io.sonde.search.reader.SpecReader};
 * the rest serves it and the JSON Schema.
 */
package io.sonde.search.reader;
