/**
 * What the search engine needs of other rooms, and what they may ask of it. Other rooms implement
 * or call these interfaces; nothing here knows a database, HTTP or Deeplearning4j.
 */
package io.sonde.search.port;
