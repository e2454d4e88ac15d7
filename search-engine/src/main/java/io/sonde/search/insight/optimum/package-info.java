/**
 * Where the optimum of an objective is predicted to lie, and whether further trials are worth their
 * budget. For the packages of insight only.
 */
package io.sonde.search.insight.optimum;
