/**
 * The connection to PostgreSQL: its address, opening it, its schema, and who owns it.
 *
 * <p>For the composition root, which opens one database for a server, and for this room's stores.
 */
@NullMarked
package io.sonde.store.database;

import org.jspecify.annotations.NullMarked;
