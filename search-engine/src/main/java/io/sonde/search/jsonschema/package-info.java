/**
 * The JSON Schema of specs, for editors that complete and check them as they are written. Made from
 * the same values that the reader checks against. The command line and the web server publish it.
 */
package io.sonde.search.jsonschema;
