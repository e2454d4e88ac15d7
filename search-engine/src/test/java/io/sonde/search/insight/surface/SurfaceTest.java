package io.sonde.search.insight.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurfaceTest {
  private static PlaneAxis axis(Domain domain) {
    return PlaneAxis.of(Space.flat(Map.of("x", domain)).parameter("x"));
  }

  private static final PlaneAxis NUMBERS =
      axis(new Domain.FloatRange(0, 1, Scale.LINEAR, OptionalDouble.empty()));

  @Test
  void numbersLieOnTheirScale() {
    PlaneAxis log = axis(new Domain.FloatRange(1e-5, 1e-1, Scale.LOG, OptionalDouble.empty()));
    assertThat(log.place(1e-3)).isCloseTo(0.5, within(1e-12));
    PlaneAxis log1m = axis(new Domain.FloatRange(0.9, 0.999, Scale.LOG1M, OptionalDouble.empty()));
    assertThat(log1m.place(0.99)).isCloseTo(0.5, within(1e-9));
    assertThat(axis(new Domain.Choice(List.of("a", "b", "c"))).place(2)).isEqualTo(2);
  }

  @Test
  void aPlaneOfValuesIsFollowedAndNothingIsClaimedFarFromTrials() {
    double[] xs = IntStream.range(0, 400).mapToDouble(i -> i % 20 / 40.0).toArray();
    double[] ys = IntStream.range(0, 400).mapToDouble(i -> Math.floorDiv(i, 20) / 20.0).toArray();
    double[] values = IntStream.range(0, 400).mapToDouble(i -> 10 * xs[i] + ys[i]).toArray();
    Surface surface = Surface.of(NUMBERS, NUMBERS, xs, ys, values, 20);
    assertThat(surface.value(5, 10)).isCloseTo(10 * 0.275 + 0.525, within(0.2));
    assertThat(surface.value(19, 10)).isNaN();
  }

  @Test
  void listedValuesDoNotBlurIntoEachOther() {
    PlaneAxis listed = axis(new Domain.Choice(List.of("a", "b", "c")));
    double[] kinds = {0, 0, 1};
    double[] places = {0.5, 0.5, 0.5};
    Surface surface = Surface.of(listed, NUMBERS, kinds, places, new double[] {1, 3, 100}, 1);
    assertThat(surface.columns()).isEqualTo(3);
    assertThat(surface.rows()).isEqualTo(1);
    assertThat(surface.value(0, 0)).isEqualTo(2);
    assertThat(surface.value(1, 0)).isEqualTo(100);
    assertThat(surface.value(2, 0)).isNaN();
  }
}
