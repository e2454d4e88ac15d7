/**
 * What the charts of many trials show, gathered once for the API that scripts draw from and for the
 * tables that say the same. Used by {@code api}, {@code page} and {@code document}.
 */
package io.sonde.web.chart;
