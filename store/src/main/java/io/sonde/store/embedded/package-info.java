/**
 * A real PostgreSQL server under the user's home folder, for those who run none of their own.
 *
 * <p>{@link io.sonde.store.embedded.EmbeddedPostgres} unpacks the server's programs, creates the
 * database cluster, starts, watches and stops the server. For the composition root and for tests
 * that need a database; nobody else should care where the database comes from.
 */
@NullMarked
package io.sonde.store.embedded;

import org.jspecify.annotations.NullMarked;
