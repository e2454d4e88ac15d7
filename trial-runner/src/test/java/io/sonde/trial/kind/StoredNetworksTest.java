package io.sonde.trial.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.Structure;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.port.TrialKind;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.space.Configuration;
import io.sonde.search.sweep.StoredStructures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page is told of the networks of sweeps that are kept. */
class StoredNetworksTest {
  private static final String SPEC =
      """
      name: iris
      objective: {metric: loss, direction: minimize}
      space: {network: [{dense: {units: {int: [1, 9]}}}]}
      budget: {trials: 10}
      trial: {kind: network, data: {csv: {file: data.csv, label: kind}}}
      """;
  private static final String ELSEWHERE =
      """
      name: bowl
      objective: {metric: loss, direction: minimize}
      space: {x: {float: [0, 1]}}
      budget: {trials: 10}
      trial: {kind: external}
      """;

  @TempDir Path folder;
  private final InMemorySweepStore store = new InMemorySweepStore();
  private final List<TrialKind> kinds = List.of(new NetworkKind(), new ExternalKind());
  private final StoredStructures structures =
      new StoredStructures(
          store,
          store,
          new SpecReader(kinds),
          kinds.stream().collect(Collectors.toMap(TrialKind::name, Function.identity())));

  @BeforeEach
  void data() throws IOException {
    Files.writeString(folder.resolve("data.csv"), "a,b,kind\n" + "1,2,x\n3,4,y\n".repeat(20));
  }

  /** A sweep with a trial of so many units. */
  private int sweep(String spec, Map<String, Object> tree) {
    int sweep =
        store.create(
            new NewSweep(
                "s", spec, folder.toString(), Overrides.NONE, Optional.empty(), 7, Instant.EPOCH),
            new SweepHead(new Objective("loss", Direction.MINIMIZE), 10));
    long next = store.lastSequence();
    Configuration configuration = new Configuration(tree, Map.of());
    store.commit(
        List.of(
            new SweepEvent(
                ++next, sweep, Instant.EPOCH, new Change.SweepBecame(SweepState.RUNNING, "")),
            new SweepEvent(
                ++next,
                sweep,
                Instant.EPOCH,
                new Change.TrialProposed(0, configuration, Map.of()))));
    return sweep;
  }

  private static Map<String, Object> dense(long units) {
    return Map.of("network", List.of(Map.of("dense", Map.of("units", units))));
  }

  @Test
  void aNetworkIsToldFromTheSpecAndTheDataOfItsSweep() {
    int sweep = sweep(SPEC, dense(5));
    assertThat(structures.structured(sweep)).isTrue();
    Structure structure = structures.structure(sweep, 0).orElseThrow();
    assertThat(structure.parts()).anyMatch(part -> part.gives().equals("5"));
    assertThat(structures.structure(sweep, 1)).isEmpty();
    assertThat(structures.structure(sweep + 1, 0)).isEmpty();
  }

  @Test
  void withoutItsDataItIsUnknownUntilTheyAreBack() throws IOException {
    int sweep = sweep(SPEC, dense(5));
    Files.delete(folder.resolve("data.csv"));
    assertThat(structures.structure(sweep, 0)).isEmpty();
    data();
    assertThat(structures.structure(sweep, 0)).isPresent();
  }

  @Test
  void trialsOfOtherKindsHaveNone() {
    int sweep = sweep(ELSEWHERE, Map.of("x", 0.5));
    assertThat(structures.structured(sweep)).isFalse();
    assertThat(structures.structure(sweep, 0)).isEmpty();
  }
}
