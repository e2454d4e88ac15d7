/** Talks to a running server over its REST API. Used by the commands. */
package io.sonde.app.client;
