package io.sonde.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  private static final String CSV =
      """
      rate,kind,score_a,score_b,seconds
      0.1,x,0.5,0.7,3
      0.1,y,0.25,0.5,3
      1,y,0.3,0.4,3
      1,x,0.9,1.0,3
      """;

  @TempDir Path folder;

  @Test
  void answersOneOfTheSeedsOfTheRow() throws IOException {
    Table table = table(CSV);
    Configuration second = table.space().configure(Map.of("rate", 0.1, "kind", "y"));
    TreeSet<Double> seen = new TreeSet<>();
    Random noise = new Random(1);
    for (int i = 0; i < 40; i++) {
      seen.add(table.evaluate(second, noise));
    }
    assertThat(seen).containsExactly(0.5, 0.75);
    assertThat(table.mean(second)).hasValue(0.625);
  }

  @Test
  void numbersAreOrderedAndWordsAreCategories() throws IOException {
    var space = table(CSV).space();
    assertThat(space.parameter("rate").domain()).isInstanceOf(Domain.Ordered.class);
    assertThat(space.parameter("kind").domain()).isInstanceOf(Domain.Choice.class);
  }

  @Test
  void saysThatConfigurationsAreMissing() {
    String three = CSV.substring(0, CSV.lastIndexOf("1,x"));
    assertThatThrownBy(() -> table(three)).hasMessageStartingWith("2 of 8 results are missing in");
  }

  private Table table(String csv) throws IOException {
    Path file = folder.resolve("small.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(csv.getBytes(StandardCharsets.UTF_8));
    }
    JsonNode allowed =
        new ObjectMapper().readTree("{\"rate\": [0.1, 1], \"kind\": [\"x\", \"y\"]}");
    return Table.read("small/one", 4, file, allowed, "score_", score -> 1 - score);
  }
}
