/** Places what is drawn on the server. Knows neither HTTP nor pages. */
@NullMarked
package io.sonde.web.drawing;

import org.jspecify.annotations.NullMarked;
