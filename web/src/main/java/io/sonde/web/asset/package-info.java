/**
 * What browsers load beside the pages: style, scripts, the libraries from web jars. Used by the
 * pages and the server's wiring.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.asset;
