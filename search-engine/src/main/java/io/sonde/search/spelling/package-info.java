/** Which word a misspelt one was meant to be, for messages; anyone may use it. */
package io.sonde.search.spelling;
