/**
 * What a worker process and the server say to each other: a session and assignments one way,
 * reports and ends the other, as JSON over HTTP. Both sides use these messages; only the worker
 * uses the client.
 */
@NullMarked
package io.sonde.trial.protocol;

import org.jspecify.annotations.NullMarked;
