package io.sonde.search.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.port.Play;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  private static double distance(Embedding embedding, double[] one, double[] other) {
    Points points = new Points(embedding, 1);
    points.add(embedding.point(one));
    double[] weights = new double[embedding.parameters()];
    Arrays.fill(weights, 1);
    double[] squared = new double[1];
    points.squaredDistances(embedding.point(other), weights, squared);
    return Math.sqrt(squared[0]);
  }

  private static Embedding embedding(Space space) {
    return new Embedding(space, new UnitCube(space));
  }

  @Test
  void numbersLieOnTheirScaleAndCategoriesOneApart() {
    Space space =
        new Space(
            Play.mapping(
                "rate", Play.search(Play.real(1e-4, 1, Scale.LOG)),
                "kind", Play.search(Play.choice("a", "b", "c"))));
    Embedding embedding = embedding(space);
    assertThat(distance(embedding, new double[] {1e-4, 0}, new double[] {1e-2, 0}))
        .isCloseTo(0.5, within(1e-12));
    assertThat(distance(embedding, new double[] {1, 0}, new double[] {1, 1})).isEqualTo(1);
    assertThat(distance(embedding, new double[] {1, 0}, new double[] {1, 2})).isEqualTo(1);
  }

  /** A conditional number: the same distance between any value and none; none between two nones. */
  @Test
  void whatIsNotActiveIsEquallyFarFromEveryValue() {
    Space space = Play.nested(1);
    Embedding embedding = embedding(space);
    double[] leaf = {1, Double.NaN, 4};
    double expected = Math.sqrt(1 + 2.0 / 3);
    for (double value : new double[] {0, 0.3, 1}) {
      assertThat(distance(embedding, leaf, new double[] {0, value, Double.NaN}))
          .isCloseTo(expected, within(1e-12));
    }
    double[] low = {0, 0, Double.NaN};
    assertThat(distance(embedding, low, new double[] {0, 1, Double.NaN}))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void covariancesArePositiveDefinite() {
    for (Space space : List.of(Play.conditional(), Play.nested(5), Play.mixed())) {
      UnitCube cube = new UnitCube(space);
      Embedding embedding = new Embedding(space, cube);
      Points points = new Points(embedding, 0);
      for (int i = 0; i < 60; i++) {
        points.add(embedding.point(cube.draw(Play.generator(1, i))));
      }
      double[][] distances = points.squaredDistances();
      double[][] covariance = new double[60][60];
      int k = 0;
      for (int i = 0; i < 60; i++) {
        covariance[i][i] = 1;
        for (int j = i + 1; j < 60; j++, k++) {
          double squared = 0;
          for (int p = 0; p < distances.length; p++) {
            squared += (p + 1) * distances[p][k] / 2;
          }
          covariance[i][j] = Matern.correlation(squared);
          covariance[j][i] = covariance[i][j];
        }
      }
      double[] eigenvalues =
          new EigenDecomposition(MatrixUtils.createRealMatrix(covariance)).getRealEigenvalues();
      assertThat(Arrays.stream(eigenvalues).min().orElseThrow()).isGreaterThan(-1e-10);
    }
  }
}
