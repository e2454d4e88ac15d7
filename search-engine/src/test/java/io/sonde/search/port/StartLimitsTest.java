package io.sonde.search.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.port.StartLimits.Exceeded;
import io.sonde.search.port.StartLimits.Limit;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartLimitsTest {
  private final TrialKind harmless = new ExternalKind();

  /** Says nothing of what it runs, so it may run anything. */
  private final TrialKind unsaid =
      new TrialKind() {
        @Override
        public String name() {
          return "shell";
        }

        @Override
        public Schema.Mapping space() {
          return harmless.space();
        }

        @Override
        public Schema.Mapping trial() {
          return harmless.trial();
        }

        @Override
        public Optional<Set<String>> reported() {
          return Optional.empty();
        }

        @Override
        public Set<String> knownBefore() {
          return Set.of();
        }

        @Override
        public boolean launchable() {
          return true;
        }

        @Override
        public PreparedTrials prepare(SweepSpec spec) {
          return harmless.prepare(spec);
        }
      };

  private SweepSpec spec(String resources) {
    return new SpecReader(List.of(harmless))
        .read(
            """
            name: digits
            objective: {metric: loss, direction: minimize}
            space: {x: {float: [0, 1]}}
            search: {algorithm: random}
            budget: {trials: 3}
            trial: {kind: external}
            """
                + resources,
            Path.of("/"));
  }

  private static StartLimits of(String... projects) {
    return new StartLimits(Optional.of(Set.of(projects)), true);
  }

  private static void assertExceeded(
      StartLimits limits, SweepSpec spec, TrialKind kind, Limit limit, String word) {
    assertThatThrownBy(() -> limits.require(spec, kind))
        .hasMessageContaining(word)
        .isInstanceOfSatisfying(
            Exceeded.class, exceeded -> assertThat(exceeded.limit()).isEqualTo(limit));
  }

  @Test
  void theProjectIsTheSpecsOrTheExperimentsName() {
    SweepSpec own = spec("");
    SweepSpec named = spec("resources: {project: speech}\n");
    assertThatCode(() -> of("digits").require(own, harmless)).doesNotThrowAnyException();
    assertThatCode(() -> of("a", "speech").require(named, harmless)).doesNotThrowAnyException();
    assertExceeded(of("digits"), named, harmless, Limit.PROJECT, "'speech'");
    assertExceeded(of("speech"), own, harmless, Limit.PROJECT, "'digits'");
    assertExceeded(of(), own, harmless, Limit.PROJECT, "'digits'");
  }

  @Test
  void whatSaysWhatRunsNeedsTheRightTo() {
    StartLimits limits = new StartLimits(Optional.empty(), false);
    assertThatCode(() -> limits.require(spec(""), harmless)).doesNotThrowAnyException();
    assertExceeded(limits, spec(""), unsaid, Limit.CODE, "role 'code'");
    SweepSpec pod = spec("resources: {kubernetes: {image: mine}}\n");
    assertExceeded(limits, pod, harmless, Limit.CODE, "[kubernetes]");
    assertThatCode(() -> StartLimits.NONE.require(pod, unsaid)).doesNotThrowAnyException();
  }
}
