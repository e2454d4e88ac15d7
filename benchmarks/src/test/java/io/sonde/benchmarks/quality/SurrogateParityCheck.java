package io.sonde.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.benchmarks.PackedCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The surrogates answer as they do elsewhere: run with {@code -Dtables=DIR}. */
@EnabledIfSystemProperty(named = "tables", matches = ".+")
class SurrogateParityCheck {
  @ParameterizedTest
  @CsvSource({"iaml_super_pre1, mmce", "rbv2_rpart, acc"})
  void answersAreTheRecordedOnes(String scenario, String metric) throws IOException {
    Tables tables = new Tables(Path.of(System.getProperty("tables")));
    Surrogate surrogate = tables.surrogate(scenario);
    Path file = tables.there("yahpo/" + scenario + "/parity.csv.gz");
    int checked = 0;
    try (PackedCsv rows = PackedCsv.open(file)) {
      int answer = rows.column("y:" + metric);
      for (var row = rows.next(); row.isPresent(); row = rows.next()) {
        String[] cells = row.get();
        assertThat(surrogate.metric(metric, inputs(rows.header(), cells)))
            .as(String.join(",", cells))
            .isCloseTo(Double.parseDouble(cells[answer]), within(1e-5));
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  private static Map<String, Object> inputs(List<String> header, String[] cells) {
    Map<String, Object> inputs = new HashMap<>();
    for (int i = 0; i < cells.length; i++) {
      String name = header.get(i);
      if (name.startsWith("x:") && !cells[i].isEmpty()) {
        boolean number = cells[i].matches("[-0-9.eE+]+") && !name.equals("x:task_id");
        inputs.put(name.substring(2), number ? (Object) Double.valueOf(cells[i]) : cells[i]);
      }
    }
    return inputs;
  }
}
