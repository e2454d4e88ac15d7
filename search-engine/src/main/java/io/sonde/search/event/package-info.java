/**
 * What happens in a sweep, as the store keeps it and the pages follow it: every change is an event
 * with a sequence number. Written by the sweep loop alone; read by store and web.
 */
package io.sonde.search.event;
