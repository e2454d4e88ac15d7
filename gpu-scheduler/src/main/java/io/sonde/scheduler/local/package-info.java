/**
 * Runs jobs as processes of this machine: started behind a gate, each in a session of its own,
 * ended with all that sprang from them. The composition root makes a {@link
 * io.sonde.scheduler.local.LocalBackend}; everyone else knows the port only.
 */
package io.sonde.scheduler.local;
