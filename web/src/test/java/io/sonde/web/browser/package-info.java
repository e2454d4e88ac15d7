/** A real browser for the tests of the pages, here and in the program's own tests. */
package io.sonde.web.browser;
