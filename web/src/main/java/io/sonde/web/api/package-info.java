/** The routes of the REST API and of the worker protocol. Used by the server's wiring alone. */
@org.jspecify.annotations.NullMarked
package io.sonde.web.api;
