/**
 * The YAML spec of a sweep: what it holds, and how it is read with all its problems at once. Other
 * rooms use the records; trial kinds add their keys through {@link io.sonde.search.spec.schema}.
 */
package io.sonde.search.spec;
