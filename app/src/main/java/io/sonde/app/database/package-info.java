/**
 * The database of an installation, for commands that look at it beside a server or without one:
 * backing up, looking for faults, thinning.
 */
package io.sonde.app.database;
