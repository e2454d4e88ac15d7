/** Markdown that people write, as HTML that can stand in a page. Used by the pages and the API. */
@org.jspecify.annotations.NullMarked
package io.sonde.web.markdown;
