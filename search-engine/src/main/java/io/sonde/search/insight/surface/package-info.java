/**
 * How an objective lies over two parameters, smoothed from trials. Pure functions; whoever draws
 * charts may use them.
 */
package io.sonde.search.insight.surface;
