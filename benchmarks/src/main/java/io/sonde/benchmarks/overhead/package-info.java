/** What a trial costs beyond the training that it is. */
package io.sonde.benchmarks.overhead;
