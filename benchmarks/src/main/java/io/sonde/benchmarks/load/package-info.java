/** How the program bears many reports at once, and how long a device waits between two jobs. */
package io.sonde.benchmarks.load;
