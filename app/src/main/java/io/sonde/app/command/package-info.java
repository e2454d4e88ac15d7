/** The commands, one class each, read by picocli. Started by Main. */
package io.sonde.app.command;
