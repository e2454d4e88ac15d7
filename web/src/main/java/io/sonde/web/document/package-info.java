/**
 * The JSON, CSV and problem documents of the API, as pure functions from what the search engine's
 * ports answer. The commands print the same documents when no server runs, so nothing here knows
 * HTTP.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.document;
