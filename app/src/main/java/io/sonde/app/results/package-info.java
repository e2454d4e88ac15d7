/**
 * What the reading commands read: through the home's running server, or from the database when none
 * runs.
 */
package io.sonde.app.results;
