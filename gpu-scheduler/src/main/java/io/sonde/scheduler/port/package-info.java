/**
 * What the scheduler needs from outside: a backend that runs jobs, probes that find devices and a
 * store that remembers leases. Those who implement these see this package and the values in {@code
 * job} and {@code device}, nothing else; each port has a contract kit in the tests of this room
 * that every implementation passes.
 */
package io.sonde.scheduler.port;
