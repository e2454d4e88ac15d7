/**
 * Backups: one file with all that an installation has found out, written while its server works,
 * and put back into an empty home or database.
 */
package io.sonde.app.backup;
