/**
 * Weight inheritance: gives a network that deepens, widens or branches another one the weights with
 * which it does exactly what the other does (Chen, Goodfellow, Shlens 2016, "Net2Net"; Wei, Wang,
 * Rui, Chen 2016, "Network morphism"). {@link io.sonde.trial.dl4j.inherit.Inheritance} is the way
 * in.
 */
@NullMarked
package io.sonde.trial.dl4j.inherit;

import org.jspecify.annotations.NullMarked;
