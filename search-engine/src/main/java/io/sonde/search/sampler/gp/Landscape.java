package io.sonde.search.sampler.gp;

import java.util.List;

/** The acquisition over the rows of a space. Not thread-safe. */
final class Landscape {
  private final Embedding embedding;
  private final List<Model> models;
  private final Acquisition acquisition;
  private final double[] means;
  private final double[] variances;
  private final double[] byMeans;
  private final double[] byVariances;

  Landscape(Embedding embedding, List<Model> models, Acquisition acquisition) {
    this.embedding = embedding;
    this.models = models;
    this.acquisition = acquisition;
    this.means = new double[models.size()];
    this.variances = new double[models.size()];
    this.byMeans = new double[models.size()];
    this.byVariances = new double[models.size()];
  }

  /** The acquisition at a row of codes. */
  double at(double[] row) {
    return predicted(embedding.point(row));
  }

  private double predicted(double[] point) {
    for (int m = 0; m < models.size(); m++) {
      models.get(m).predict(point);
      means[m] = models.get(m).mean();
      variances[m] = models.get(m).variance();
    }
    return acquisition.at(means, variances, byMeans, byVariances);
  }

  /**
   * The acquisition at a row of codes, with its derivatives by where some numbers lie on their
   * scales.
   *
   * @param columns of these numbers in the row; their axes are continuous
   */
  double at(double[] row, int[] columns, double[] gradient) {
    double[] point = embedding.point(row);
    double value = predicted(point);
    double[] byCoordinates = new double[point.length];
    for (int m = 0; m < models.size(); m++) {
      double[] part = models.get(m).gradient(point, byMeans[m], byVariances[m]);
      for (int c = 0; c < part.length; c++) {
        byCoordinates[c] += part[c];
      }
    }
    for (int i = 0; i < columns.length; i++) {
      gradient[i] = embedding.slope(columns[i], point, byCoordinates);
    }
    return value;
  }
}
