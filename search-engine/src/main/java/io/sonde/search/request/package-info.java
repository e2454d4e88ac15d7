/**
 * Requests that may be sent twice, and how the second is told from a new one. Read by web, kept by
 * store with what the request has brought about.
 */
package io.sonde.search.request;
