package io.sonde.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsTest {
  @Test
  void othersReadTheTrialsOfTheHistory(@TempDir Path folder) throws IOException {
    Trials trials = new Trials(20, RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    Path csv = folder.resolve("trials.csv");
    trials.write(csv, 15);
    var history = trials.history(15);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(16);
    List<String> header = Arrays.asList(lines.get(0).split(",", -1));
    for (int trial = 0; trial < 15; trial++) {
      String[] cells = lines.get(trial + 1).split(",", -1);
      assertThat(history.state(trial)).isEqualTo(TrialState.COMPLETED);
      assertThat(Double.parseDouble(cells[header.indexOf("loss")])).isEqualTo(history.value(trial));
      int units = trials.space().parameter("units").index();
      assertThat(Double.parseDouble(cells[header.indexOf("units")]))
          .isEqualTo(history.code(trial, units));
    }
  }

  @Test
  void timingsAreReadAsTheyAreWritten() {
    assertThat(Timing.parse("Optuna tpe,1000,12.5,3.25,4,0.5"))
        .isEqualTo(new Timing("Optuna tpe", 1000, 12.5, 3.25, 4, 0.5));
  }
}
