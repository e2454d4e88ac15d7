/**
 * How {@code sonde token} makes, lists and revokes tokens: through the home's running server, or in
 * the database when none runs.
 */
package io.sonde.app.token;
