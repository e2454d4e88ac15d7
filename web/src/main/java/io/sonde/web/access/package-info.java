/**
 * Who may call and what: tokens, roles and projects, sessions, the table of what each route needs,
 * limits, the audit log, loopback's Host header, cross-site requests, and the headers that keep
 * browsers strict. Used by the server's wiring, and by routes that ask for their {@link
 * io.sonde.web.access.Caller}; {@code sonde token} makes tokens with it.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.access;
