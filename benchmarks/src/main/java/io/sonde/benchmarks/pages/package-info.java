/** How soon the pages of a large sweep are there, and beside those of another dashboard. */
package io.sonde.benchmarks.pages;
