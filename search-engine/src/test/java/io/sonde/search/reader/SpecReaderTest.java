package io.sonde.search.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.report.Cause;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Parameter;
import io.sonde.search.space.Scale;
import io.sonde.search.spec.LogRule;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SpecReaderTest {
  private final SpecReader reader = new SpecReader(List.of(new SampleKind(), new ExternalKind()));

  @Test
  void everyPartOfTheDesignsExampleIsRead() {
    SweepSpec spec = read("design");
    assertThat(spec.name()).isEqualTo("fashion-cnn");
    assertThat(spec.objective()).isEqualTo(new Objective("accuracy", Direction.MAXIMIZE));
    assertThat(spec.constraints())
        .containsExactly(new Constraint("parameters", Double.NEGATIVE_INFINITY, 2_000_000, true));
    assertThat(spec.search())
        .isEqualTo(
            new SweepSpec.Search(
                "tpe",
                OptionalLong.of(7),
                Map.of("startup_trials", 10L, "candidates", 24L, "prior_weight", 1.0)));
    assertThat(spec.earlyStopping())
        .isEqualTo(
            new SweepSpec.EarlyStopping(
                "asha",
                Map.of("mode", "stopping", "resource", "epoch", "min", 1L, "max", 20L, "eta", 3L)));
    assertThat(spec.budget())
        .isEqualTo(new SweepSpec.Budget(100, Optional.of(Duration.ofHours(2)), OptionalInt.of(2)));
    assertThat(spec.resources()).isEqualTo(new SweepSpec.Resources(0, 1, OptionalLong.empty(), 50));
    assertThat(spec.trial())
        .isEqualTo(
            new SweepSpec.Trial(
                "network",
                Map.of("data", "fashion-mnist"),
                Optional.of(Duration.ofMinutes(20)),
                Map.of(
                    Cause.CRASH,
                    new SweepSpec.Retry(2, Duration.ZERO),
                    Cause.OOM,
                    new SweepSpec.Retry(0, Duration.ZERO))));
    assertThat(spec.folder()).isAbsolute();
  }

  @Test
  void saysHowMuchStaysOnTheDisk() {
    assertThat(read("design").trial().keep()).isEqualTo(new SweepSpec.Keep(10, 1));
    assertThat(read("retries").trial().keep()).isEqualTo(new SweepSpec.Keep(3, 2));
  }

  @Test
  void retriesHaveATimesAndAPauseThatDoubles() {
    SweepSpec.Trial trial = read("retries").trial();
    SweepSpec.Retry infrastructure = trial.retry(Cause.INFRASTRUCTURE);
    assertThat(infrastructure).isEqualTo(new SweepSpec.Retry(6, Duration.ofSeconds(5)));
    assertThat(infrastructure.pause(1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(infrastructure.pause(4)).isEqualTo(Duration.ofSeconds(40));
    assertThat(infrastructure.pause(100)).isEqualTo(SweepSpec.Retry.LONGEST);
    assertThat(trial.retry(Cause.LOST)).isEqualTo(new SweepSpec.Retry(4, Duration.ZERO));
    assertThat(read("design").trial().retry(Cause.LOST).times()).isEqualTo(10);
    assertThat(read("design").trial().retry(Cause.INFRASTRUCTURE).backoff()).isPositive();
  }

  @Test
  void rulesOnLogsAreReadInTheirOrder() {
    List<LogRule> rules = read("log-rules").trial().logRules();
    assertThat(rules)
        .extracting(LogRule::name)
        .containsExactly(
            "broken memory", "rule 'CUDA out of memory'", "rule 'No such file .*\\.csv'");
    assertThat(rules)
        .extracting(LogRule::cause)
        .containsExactly(
            Optional.of(Cause.INFRASTRUCTURE), Optional.of(Cause.OOM), Optional.empty());
    assertThat(rules).extracting(LogRule::setAside).containsExactly(true, false, false);
    assertThat(rules).extracting(LogRule::retry).containsExactly(true, true, false);
    assertThat(read("log-rules").trial().settings()).containsOnlyKeys("data");
    assertThat(read("design").trial().logRules()).isEmpty();
  }

  @Test
  void theParametersStandInTheOrderOfTheDocument() {
    assertThat(read("design").space().parameters())
        .extracting(Parameter::path)
        .startsWith(
            "training.batch_size",
            "optimizer",
            "optimizer.sgd.learning_rate",
            "optimizer.sgd.momentum",
            "optimizer.adam.learning_rate")
        .contains("network[0].repeat", "network[0].of[2][0].conv.filters", "compression")
        .endsWith("compression.magnitude.ratio");
  }

  @Test
  void aConfigurationHoldsTheDocumentWithEveryExpressionReplaced() {
    Configuration configuration = read("design").space().configure(parameter -> 2);
    assertThat(configuration.tree().get("network"))
        .isEqualTo(
            List.of(
                Map.of("conv", Map.of("filters", 8L, "kernel", 5L, "activation", "gelu")),
                Map.of("max_pool", Map.of("kernel", 2L)),
                Map.of("conv", Map.of("filters", 8L, "kernel", 5L, "activation", "gelu")),
                Map.of("max_pool", Map.of("kernel", 2L)),
                Map.of("dense", Map.of("units", 16L)),
                Map.of("dropout", Map.of("rate", 0.6))));
    assertThat(configuration.tree().get("compression"))
        .isEqualTo(Map.of("magnitude", Map.of("ratio", 0.9)));
  }

  @Test
  void whatIsNotWrittenHasItsDefault() {
    SweepSpec spec = read("smallest");
    assertThat(spec.search().algorithm()).isEqualTo("auto");
    assertThat(spec.search().seed()).isEmpty();
    assertThat(spec.earlyStopping()).isEqualTo(new SweepSpec.EarlyStopping("none", Map.of()));
    assertThat(spec.budget())
        .isEqualTo(new SweepSpec.Budget(3, Optional.empty(), OptionalInt.empty()));
    assertThat(spec.resources()).isEqualTo(new SweepSpec.Resources(0, 1, OptionalLong.empty(), 50));
    assertThat(spec.trial().retries()).isEmpty();
    assertThat(spec.trial().timeout()).isEmpty();
  }

  @Test
  void withoutANumberOfTrialsTheWallTimeEndsTheSweep() {
    assertThat(read("wall-only").budget())
        .isEqualTo(
            new SweepSpec.Budget(
                SweepSpec.Budget.UNLIMITED,
                Optional.of(Duration.ofMinutes(90)),
                OptionalInt.empty()));
  }

  @Test
  void wholeNumbersBecomeRealWhereRealNumbersBelong() {
    SweepSpec spec = read("numbers");
    Map<String, Domain> domains = new java.util.HashMap<>();
    spec.space().parameters().forEach(p -> domains.put(p.path(), p.domain()));
    assertThat(domains)
        .containsEntry(
            "optimizer.sgd.learning_rate",
            new Domain.FloatRange(1, 3, Scale.LINEAR, OptionalDouble.of(1)))
        .containsEntry("optimizer.sgd.momentum", new Domain.Ordered(List.of(0.0, 0.5)))
        .containsEntry("training.batch_size", new Domain.IntRange(16, 1000, Scale.LOG, 1))
        .containsEntry("training.clip", new Domain.Choice(List.of("none", 1.0, 0.5)));
  }

  @Test
  void bareWordsAreBranchesWithoutSettings() {
    Configuration configuration = read("bare-words").space().configure(parameter -> 1);
    assertThat(configuration.tree())
        .containsEntry("optimizer", Map.of("adam", Map.of()))
        .containsEntry(
            "network",
            List.of(
                Map.of("dense", Map.of("units", 8L)),
                Map.of("max_pool", Map.of()),
                Map.of("batch_norm", Map.of())));
  }

  private SweepSpec read(String name) {
    return reader.read(SpecFiles.accepted(name), Path.of("."));
  }

  @Test
  void aListOfRulesIsAnyOfThemWithAllTheirSettings() {
    assertThat(read("stopping-list").earlyStopping())
        .isEqualTo(
            new SweepSpec.EarlyStopping(
                "any",
                Map.of(
                    "of",
                    List.of(
                        Map.of("rule", "threshold", "at_least", 0.1, "warmup", 0L),
                        Map.of(
                            "rule",
                            "asha",
                            "mode",
                            "promoting",
                            "resource",
                            "epoch",
                            "min",
                            1L,
                            "max",
                            9L,
                            "eta",
                            3L)))));
  }
}
