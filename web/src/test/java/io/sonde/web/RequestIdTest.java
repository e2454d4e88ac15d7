package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers bear the name by which the log speaks of their request. */
final class RequestIdTest {
  @Test
  void everyAnswerHasANameOfItsOwn() {
    try (Bench bench = Bench.open()) {
      Set<String> names = new HashSet<>();
      for (String path : new String[] {"/healthz", "/api/v1/sweeps", "/api/v1/nothing"}) {
        names.add(bench.get(path).headers().firstValue("X-Request-Id").orElseThrow());
      }
      assertThat(names).hasSize(3).allMatch(name -> name.matches("[0-9a-f-]{36}"));
    }
  }
}
