/**
 * What the pages and the API need of others and nobody else defines: the devices, specs to begin
 * from, who may call, whom to tell of what happens.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.port;
