/** What the pages need of others and nobody else defines: the devices. */
@org.jspecify.annotations.NullMarked
package io.sonde.web.port;
