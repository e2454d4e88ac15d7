/**
 * The store: everything that outlives the server's process, in PostgreSQL behind the ports of the
 * other rooms. The composition root opens a {@link io.sonde.store.Store} and hands its parts on.
 */
@NullMarked
package io.sonde.store;

import org.jspecify.annotations.NullMarked;
