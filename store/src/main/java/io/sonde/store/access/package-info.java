/**
 * Tokens and the audit log in PostgreSQL.
 *
 * <p>Implements web's {@code AccessStore}; nobody calls it but {@link io.sonde.store.Store}.
 */
@NullMarked
package io.sonde.store.access;

import org.jspecify.annotations.NullMarked;
