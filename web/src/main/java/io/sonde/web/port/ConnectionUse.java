package io.sonde.web.port;

/**
 * How the connections to the database are used at one moment.
 *
 * @param active how many work
 * @param idle how many wait for work
 * @param waiting how many threads wait for one
 * @param most how many there can be
 */
public record ConnectionUse(int active, int idle, int waiting, int most) {}
