package io.sonde.search.sampler.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.port.Play;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.sampler.variation.Genes;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeMutationTest {
  private static final TreeMutation.Donors NOBODY = (parameter, code) -> new double[0];

  private static TreeMutation mutation(Space space) {
    UnitCube cube = new UnitCube(space);
    return new TreeMutation(cube, new Genes(cube), new Repetitions(space));
  }

  static Stream<Space> spaces() {
    return Stream.of(
        Play.mixed(), Play.conditional(), Play.nested(6), layers(), Space.flat(Map.of()));
  }

  /** Up to four layers, each of one of two kinds and with a list of its own in one of them. */
  private static Space layers() {
    Map<String, Node> kinds = new LinkedHashMap<>();
    Node widths =
        new Node.Repeat(
            Play.choice(1L, 3L), true, List.of(Play.search(Play.whole(1, 9, Scale.LINEAR))), false);
    kinds.put("wide", Play.mapping("widths", new Node.Sequence(List.of(widths))));
    kinds.put("deep", Play.mapping("depth", Play.search(Play.real(0, 1, Scale.LINEAR))));
    return new Space(
        Play.mapping(
            "rate",
            Play.search(Play.real(0, 1, Scale.LINEAR)),
            "network",
            new Node.Sequence(
                List.of(
                    new Node.Repeat(
                        Play.whole(0, 4, Scale.LINEAR),
                        true,
                        List.of(new Node.Branches(kinds)),
                        false)))));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void aLongChainOfChangesStaysWithinTheSpaceAndReachesAllOfIt(Space space) {
    UnitCube cube = new UnitCube(space);
    TreeMutation mutation = mutation(space);
    double[] row = cube.draw(Play.generator(1, 1));
    Set<Integer> reached = new HashSet<>();
    for (int i = 0; i < 3000; i++) {
      row = mutation.mutate(row, NOBODY, Play.generator(2, i));
      for (var parameter : space.parameters()) {
        boolean given = !Double.isNaN(row[parameter.index()]);
        assertThat(given).as(parameter.path()).isEqualTo(parameter.active(row));
        if (given) {
          reached.add(parameter.index());
        }
      }
      assertThat(space.encode(cube.configuration(row))).isEqualTo(row);
    }
    assertThat(reached).hasSize(space.parameters().size());
  }

  private static List<String> kinds(Space space, double[] row) {
    List<String> kinds = new ArrayList<>();
    for (Object layer : (List<?>) new UnitCube(space).configuration(row).tree().get("network")) {
      kinds.add(layer.toString());
    }
    return kinds;
  }

  /** The layers that stay keep their order and all but at most one of them every value. */
  @Test
  void aLayerIsAddedOrDroppedAnywhereAndTheOthersStay() {
    Space space = layers();
    double[] parent = new double[0];
    for (int i = 0; parent.length == 0; i++) {
      double[] drawn = new UnitCube(space).draw(Play.generator(3, i));
      parent = new HashSet<>(kinds(space, drawn)).size() == 3 ? drawn : parent;
    }
    List<String> before = kinds(space, parent);
    Set<List<Integer>> kept = new HashSet<>();
    Set<Integer> sizes = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      List<String> after =
          kinds(space, mutation(space).mutate(parent, NOBODY, Play.generator(4, i)));
      List<Integer> places = before.stream().map(after::indexOf).toList();
      sizes.add(after.size());
      if (after.size() != before.size()) {
        kept.add(places);
        assertThat(places.stream().filter(p -> p >= 0)).isSorted();
        assertThat(places.stream().filter(p -> p >= 0).count())
            .isEqualTo(Math.min(before.size(), after.size()));
      }
    }
    assertThat(sizes).containsExactlyInAnyOrder(2, 3, 4);
    assertThat(kept)
        .containsExactlyInAnyOrder(
            List.of(-1, 0, 1),
            List.of(0, -1, 1),
            List.of(0, 1, -1),
            List.of(1, 2, 3),
            List.of(0, 2, 3),
            List.of(0, 1, 3),
            List.of(0, 1, 2));
  }

  @Test
  void aBranchIsEnteredWithItsDonorsValuesAndTheRestIsKept() {
    Map<String, Node> branches = new LinkedHashMap<>();
    for (String name : List.of("a", "b")) {
      branches.put(name, Play.mapping("x", Play.search(Play.real(0, 1, Scale.LINEAR))));
    }
    Space space =
        new Space(
            Play.mapping(
                "rate",
                Play.search(Play.real(0, 1, Scale.LINEAR)),
                "branch",
                new Node.Branches(branches)));
    double[] parent = {0.25, 0, 0.5, Double.NaN};
    double[] donor = {0.75, 1, Double.NaN, 0.875};
    Set<List<Double>> entered = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      double[] child =
          mutation(space).mutate(parent, (parameter, code) -> donor, Play.generator(5, i));
      if (child[1] == 1) {
        entered.add(Arrays.stream(child).boxed().toList());
      }
    }
    assertThat(entered).containsExactly(List.of(0.25, 1.0, Double.NaN, 0.875));
  }
}
