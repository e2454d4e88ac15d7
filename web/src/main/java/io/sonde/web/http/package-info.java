/**
 * What every route needs of HTTP: reading parameters and bodies, answering, running blocking work
 * off the event loop, turning failures into problems. Used by the packages with routes.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.http;
