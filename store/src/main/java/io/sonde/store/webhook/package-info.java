/**
 * Webhooks and what is sent to them, in PostgreSQL.
 *
 * <p>Implements web's {@code WebhookStore}; nobody calls it but {@link io.sonde.store.Store}.
 */
@NullMarked
package io.sonde.store.webhook;

import org.jspecify.annotations.NullMarked;
