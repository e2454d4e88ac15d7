/**
 * Users' commands as a spec writes them: texts with references to the configuration, checked
 * against the space before anything starts, and filled in for each attempt. Starts no process.
 */
@NullMarked
package io.sonde.trial.command;

import org.jspecify.annotations.NullMarked;
