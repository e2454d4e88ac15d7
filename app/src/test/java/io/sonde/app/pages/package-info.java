/** The program as its users see it, in a real browser. */
package io.sonde.app.pages;
