/**
 * What a sweep came to, as documents that others show: Markdown for the comment on a pull request
 * or the summary of a CI's job, and the XML in which CIs read the results of tests. Used by the
 * server's wiring alone.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.outcome;
