/**
 * Server-sent events: replay from the store, then live, without a gap or a doubling. Used by the
 * packages with routes.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.live;
