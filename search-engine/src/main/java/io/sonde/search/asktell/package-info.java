/**
 * The engine as one sweep in memory, driven from outside: ask for a configuration, report how it
 * does, tell what came of it. By the same rules as a server's sweep and with the same proposals.
 * For the command {@code ask-tell} and for users of the library.
 */
package io.sonde.search.asktell;
