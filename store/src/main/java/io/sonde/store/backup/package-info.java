/**
 * A database as rows in files: read at one moment while servers write, and put into an empty
 * database of any schema version that this Sonde knows. For the commands that back up and restore.
 */
@NullMarked
package io.sonde.store.backup;

import org.jspecify.annotations.NullMarked;
