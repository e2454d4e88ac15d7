package io.sonde.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.search.space.Parameter;
import io.sonde.search.space.Space;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SurrogateSpaceTest {
  private static final String SPEC =
      """
      {"hyperparameters": [
         {"name": "learner", "type": "categorical", "choices": ["a", "b"], "role": "param"},
         {"name": "task", "type": "categorical", "choices": ["1"], "role": "instance"},
         {"name": "b.kind", "type": "categorical", "choices": ["x", "y", "z"], "role": "param"},
         {"name": "b.rate", "type": "uniform_float", "lower": 0.1, "upper": 1, "log": true,
          "role": "param"},
         {"name": "common", "type": "uniform_int", "lower": 1, "upper": 9, "log": false,
          "role": "param"}],
       "conditions": [
         {"child": "b.kind", "parent": "learner", "type": "EQ", "value": "b"},
         {"child": "b.rate", "type": "AND", "conditions": [
            {"child": "b.rate", "parent": "b.kind", "type": "IN", "values": ["y", "z"]},
            {"child": "b.rate", "parent": "learner", "type": "EQ", "value": "b"}]}]}
      """;

  @Test
  void conditionsBecomeBranches() throws IOException {
    Space space = SurrogateSpace.of(new ObjectMapper().readTree(SPEC));
    assertThat(space.parameters().stream().map(Parameter::path))
        .containsExactly(
            "learner",
            "learner.b[\"b.kind\"]",
            "learner.b[\"b.kind\"].y[\"b.rate\"]",
            "learner.b[\"b.kind\"].z[\"b.rate\"]",
            "common");
  }
}
