package io.sonde.web.page;

import io.sonde.search.insight.Importance;
import java.util.Locale;

/**
 * The importance of a parameter.
 *
 * @param place what stands before the parameter's own name
 * @param width of its bar, of 100
 * @param active in how many of the trials; empty when in all
 */
public record ImportanceView(
    String path,
    String place,
    String name,
    String width,
    String variance,
    String whereActive,
    String amongTheBest,
    String active) {

  static ImportanceView of(Importance importance) {
    String path = importance.path();
    int cut = path.endsWith("]") ? -1 : path.lastIndexOf('.');
    return new ImportanceView(
        path,
        cut < 0 ? "" : path.substring(0, cut),
        path.substring(cut + 1),
        width(importance.variance()),
        Figures.share(importance.variance()),
        Figures.share(importance.whereActive()),
        Figures.share(importance.amongTheBest()),
        importance.active() < 1 ? Figures.share(importance.active()) : "");
  }

  /** Of 100; never so little that nothing is seen. */
  static String width(double share) {
    return String.format(Locale.ROOT, "%.2f", Math.max(0.4, 100 * share));
  }
}
