/** Reads what trials left for people from the disk. For the server and the commands. */
@NullMarked
package io.sonde.trial.artifact;

import org.jspecify.annotations.NullMarked;
