/**
 * The layers that a spec may name. Each is one class: its word, what may be set, and how it is laid
 * out as operations. {@link LayerKind#ALL} lists them; reader, JSON Schema, messages and the page
 * of all layers in the documentation follow from there.
 */
@NullMarked
package io.sonde.trial.network.layer;

import org.jspecify.annotations.NullMarked;
