/**
 * How much each parameter of a sweep matters for an objective. For the packages of insight only.
 */
package io.sonde.search.insight.importance;
