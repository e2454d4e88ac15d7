/** What a trial costs beside the same training written by hand. Programs; nobody else uses them. */
package io.sonde.benchmarks.overhead;
