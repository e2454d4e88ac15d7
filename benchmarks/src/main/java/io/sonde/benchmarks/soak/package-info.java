/** What the program keeps of many trials: memory, file handles, threads, processes, folders. */
package io.sonde.benchmarks.soak;
