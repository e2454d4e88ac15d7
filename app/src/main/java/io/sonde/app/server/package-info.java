/** The server: every room wired by plain constructors, started and stopped in order. */
package io.sonde.app.server;
