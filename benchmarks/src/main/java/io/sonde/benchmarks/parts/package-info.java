/**
 * JMH benchmarks of the engine's inner parts that anyone may call. Those of parts that only their
 * own package sees stand in packages of the same names as the parts'.
 */
package io.sonde.benchmarks.parts;
