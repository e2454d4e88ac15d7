/**
 * A small language for what a part of a spec may hold. The reader checks against it with line and
 * column, and the published JSON Schema is generated from it, so the two cannot disagree. Trial
 * kinds describe their keys in it.
 */
package io.sonde.search.spec.schema;
