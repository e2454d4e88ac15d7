/**
 * Who may call: loopback's Host header, cross-site requests, the admin token, sessions, and the
 * headers that keep browsers strict. Used by the server's wiring alone.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.access;
