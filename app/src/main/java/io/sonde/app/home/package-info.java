/** The home folder: where an installation of Sonde keeps what it has. Used by the commands. */
package io.sonde.app.home;
