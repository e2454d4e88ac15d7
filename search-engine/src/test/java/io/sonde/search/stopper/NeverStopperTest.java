package io.sonde.search.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.port.ComparingStopperContract;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import org.junit.jupiter.api.Test;

class NeverStopperTest extends ComparingStopperContract {
  @Override
  protected Stopper stopper() {
    return Stoppers.create("none", java.util.Map.of());
  }

  @Test
  void evenTheWorstGoesOn() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (int i = 0; i < 20; i++) {
      completed(history, 0, 0);
    }
    assertThat(report(history, start(history), 1, Double.NaN).decision())
        .isEqualTo(Decision.CONTINUE);
  }
}
