/**
 * Tells others of what happens: makes deliveries of events, signs and sends them, tries again, and
 * calls no address that it must not. For the routes and pages of webhooks, and for app that starts
 * it.
 */
@NullMarked
package io.sonde.web.webhook;

import org.jspecify.annotations.NullMarked;
