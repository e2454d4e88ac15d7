package io.sonde.search.sampler.gp;

import java.util.List;

/**
 * Where to look for the next trial.
 *
 * @param landscape what each row is worth
 * @param best rows of the best trials so far
 */
record Prospect(Landscape landscape, List<double[]> best) {}
