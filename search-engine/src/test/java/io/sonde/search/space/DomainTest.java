package io.sonde.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DomainTest {
  private static final OptionalDouble SMOOTH = OptionalDouble.empty();

  @Test
  void boundsBelongToTheRange() {
    Domain rates = new Domain.FloatRange(1e-4, 1.0, Scale.LOG, SMOOTH);
    assertThat(rates.contains(1e-4)).isTrue();
    assertThat(rates.contains(1.0)).isTrue();
    assertThat(rates.contains(Math.nextUp(1.0))).isFalse();
    assertThat(rates.contains(Double.NaN)).isFalse();
    assertThat(rates.decode(-5)).isEqualTo(1e-4);
    assertThat(rates.decode(7)).isEqualTo(1.0);
    Domain units = new Domain.IntRange(16, 256, Scale.LOG, 1);
    assertThat(units.contains(16L)).isTrue();
    assertThat(units.contains(256)).isTrue();
    assertThat(units.contains(257L)).isFalse();
    assertThat(units.contains(16.5)).isFalse();
    assertThat(units.decode(15.2)).isEqualTo(16L);
    assertThat(units.decode(1e9)).isEqualTo(256L);
  }

  @Test
  void stepsMakeAGridFromTheLowBound() {
    Domain rates = new Domain.FloatRange(0.1, 0.5, Scale.LINEAR, OptionalDouble.of(0.1));
    assertThat(LongStream.range(0, 5).mapToObj(i -> rates.decode(0.1 + 0.1 * i)))
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5);
    assertThat(rates.decode(0.34)).isEqualTo(0.3);
    assertThat(rates.cardinality()).isEqualTo(5);
    Domain units = new Domain.IntRange(3, 11, Scale.LINEAR, 4);
    assertThat(LongStream.rangeClosed(3, 11).mapToObj(units::decode).distinct())
        .containsExactly(3L, 7L, 11L);
    assertThat(units.cardinality()).isEqualTo(3);
  }

  @Test
  void aGridThatDoesNotReachTheHighBoundEndsBelowIt() {
    Domain units = new Domain.IntRange(0, 10, Scale.LINEAR, 4);
    assertThat(units.decode(10)).isEqualTo(8L);
    assertThat(units.cardinality()).isEqualTo(3);
  }

  @Test
  void largeWholeNumbersKeepTheirDigits() {
    long large = (1L << 53) - 1;
    Domain wide = new Domain.IntRange(-large, large, Scale.LINEAR, 1);
    assertThat(wide.decode(wide.encode(large))).isEqualTo(large);
    assertThat(wide.decode(wide.encode(-large + 1))).isEqualTo(-large + 1);
  }

  @Test
  void listedValuesAreCodedByTheirPosition() {
    Domain kernels = new Domain.Ordered(List.of(3L, 5L, 7L));
    assertThat(kernels.encode(5L)).isEqualTo(1);
    assertThat(kernels.encode(5.0)).isEqualTo(1);
    assertThat(kernels.decode(1.4)).isEqualTo(5L);
    assertThat(kernels.decode(99)).isEqualTo(7L);
    Domain mixed = new Domain.Choice(List.of("none", 0.5, true));
    assertThat(mixed.decode(mixed.encode("none"))).isEqualTo("none");
    assertThat(mixed.decode(mixed.encode(true))).isEqualTo(true);
    assertThat(mixed.cardinality()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mixed.encode("some"))
        .withMessageContaining("some is not one of");
  }

  @Test
  void aRangeOfOneValueHasOne() {
    assertThat(new Domain.FloatRange(0.1, 0.1, Scale.LOG, SMOOTH).cardinality()).isEqualTo(1);
    assertThat(new Domain.IntRange(8, 8, Scale.LINEAR, 1).cardinality()).isEqualTo(1);
    assertThat(new Domain.FloatRange(0, 1, Scale.LINEAR, SMOOTH).cardinality()).isInfinite();
  }

  @Test
  void whatCannotBeIsRefusedWithItsValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Domain.FloatRange(2, 1, Scale.LINEAR, SMOOTH))
        .withMessageContaining("[2.0, 1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Domain.FloatRange(0, 1, Scale.LOG, SMOOTH))
        .withMessageContaining("above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Domain.FloatRange(0, 1, Scale.LOG1M, SMOOTH))
        .withMessageContaining("below 1, got 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Domain.IntRange(0, 1, Scale.LINEAR, 0))
        .withMessageContaining("got 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Domain.Choice(List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void aScaleRisesAndItsInverseLeadsBack(Scale scale) {
    double before = Double.NEGATIVE_INFINITY;
    for (double value : new double[] {1e-6, 0.1, 0.5, 0.9, 0.999, 0.999999}) {
      double model = scale.toModel(value);
      assertThat(model).isGreaterThan(before);
      assertThat(scale.fromModel(model)).isCloseTo(value, within(1e-12));
      before = model;
    }
  }

  @Test
  void theScaleOfBetasIsFairToWhatIsLeftToOne() {
    double middle = (Scale.LOG1M.toModel(0.9) + Scale.LOG1M.toModel(0.999)) / 2;
    assertThat(Scale.LOG1M.fromModel(middle)).isCloseTo(0.99, within(1e-12));
  }
}
