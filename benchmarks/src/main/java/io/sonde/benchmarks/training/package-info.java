/** Training steps beside PyTorch's, on one thread each. */
@NullMarked
package io.sonde.benchmarks.training;

import org.jspecify.annotations.NullMarked;
