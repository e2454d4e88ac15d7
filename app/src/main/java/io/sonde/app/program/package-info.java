/**
 * What the program as a whole says: its version, its exit codes, the errors that people can mend.
 */
package io.sonde.app.program;
