/**
 * Leases in PostgreSQL: which job holds which devices, and its process.
 *
 * <p>Implements gpu-scheduler's {@code LeaseStore}; nobody calls it but {@link
 * io.sonde.store.Store}.
 */
@NullMarked
package io.sonde.store.lease;

import org.jspecify.annotations.NullMarked;
