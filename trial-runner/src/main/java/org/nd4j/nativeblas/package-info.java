/** Holds the one class that Deeplearning4j expects under a former name; see {@link Nd4jCpu}. */
@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
