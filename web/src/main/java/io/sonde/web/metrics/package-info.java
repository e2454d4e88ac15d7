/**
 * Measurements of the server for Prometheus: what it is asked and how long that takes, and how
 * things stand when somebody looks. The app room hands the parts that measure to those who are
 * measured.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.metrics;
