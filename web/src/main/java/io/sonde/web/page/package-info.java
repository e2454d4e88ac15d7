/**
 * The pages: what they show as plain views, how numbers and times read, the templates and the
 * routes. Used by the server's wiring alone.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.page;
