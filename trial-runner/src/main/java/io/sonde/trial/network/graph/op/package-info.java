/**
 * The operations that networks are made of, each with its shapes, parameters and costs. A layer of
 * a spec is laid out as one of them or several; {@code OperationBuilder} of the worker gives each
 * its Deeplearning4j form.
 */
@NullMarked
package io.sonde.trial.network.graph.op;

import org.jspecify.annotations.NullMarked;
