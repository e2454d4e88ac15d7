/**
 * Methods that a spec chooses by name (search algorithms, stopping rules), each with its settings,
 * their defaults and how it is made. The spec reader, the JSON Schema and the sweep read the same
 * description; anyone may use it.
 */
package io.sonde.search.method;
