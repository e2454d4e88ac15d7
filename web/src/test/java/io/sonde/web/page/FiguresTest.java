package io.sonde.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0.0010000000000000002,0.001",
    "0.97333333333,0.9733",
    "12345.678,12350",
    "20,20",
    "0.00012346,1.235e−4",
    "-3.5,−3.5",
    "1e9,1e9",
    "123456789,1.235e8",
    "1e-7,1e−7",
    "NaN,NaN",
    "Infinity,∞",
    "0,0",
    "49418,49\u202f418"
  })
  void writesFourDigits(double value, String text) {
    assertThat(Figures.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.5,50 %", "0.0312,3.1 %", "0.0996,10 %", "0.00049,0 %", "0.0005,0.1 %", "1,100 %"})
  void writesShares(double share, String text) {
    assertThat(Figures.share(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.00191123,0.0019", "0.005,0.005", "0,0", "123.4,120", "1.26e-9,1.3e−9", "NaN,NaN"})
  void writesTwoDigitsOfASpread(double deviation, String text) {
    assertThat(Figures.spread(deviation)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.95,0.9500",
    "0.25,0.2500",
    "99.999,100.0",
    "0.9733333,0.9733",
    "1,1",
    "0.0012,0.0012",
    "-0.5,−0.5000"
  })
  void keepsTheDigitsOfMeasuredNumbers(double value, String text) {
    assertThat(Figures.measured(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0.0 s",
    "9500,9.5 s",
    "59000,59 s",
    "200000,3 min 20 s",
    "3900000,1 h 05 min",
    "93600000,1 d 02 h",
    "-5000,0.0 s"
  })
  void writesSpansInTwoUnits(long millis, String text) {
    assertThat(Figures.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "3,just now",
    "30,30 seconds ago",
    "60,1 minute ago",
    "7200,2 hours ago",
    "90000,1 day ago"
  })
  void saysHowLongAgo(long seconds, String text) {
    assertThat(Figures.ago(Duration.ofSeconds(seconds))).isEqualTo(text);
  }
}
