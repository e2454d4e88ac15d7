/** What inheriting weights brings to a search by evolution. */
@NullMarked
package io.sonde.benchmarks.inherit;

import org.jspecify.annotations.NullMarked;
