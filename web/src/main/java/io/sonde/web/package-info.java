/**
 * The web server: its settings, the ports it reads and drives, and the wiring of its parts. The app
 * room starts a {@link io.sonde.web.WebServer}; nothing else here is needed from outside.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web;
