package io.sonde.web.page;

import io.sonde.search.insight.Interaction;

/** Two parameters that matter together. */
public record PairView(String one, String other, String variance) {
  static PairView of(Interaction pair) {
    return new PairView(pair.one(), pair.other(), Figures.share(pair.variance()));
  }
}
