/**
 * The contract of the API, an OpenAPI document: kept by hand in parts, joined here, and handed out.
 * Used by the page that shows it and the server's wiring.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.contract;
