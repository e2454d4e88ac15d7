package io.sonde.search.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.port.Play;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedValuesTest {
  private static final Node RATE = Play.search(Play.real(0, 1, Scale.LINEAR));
  private static final Node HALF = new Node.Constant(0.5);

  @Test
  void aSpaceFindsAllItsOwnConfigurations() {
    Space space = Play.conditional();
    for (int i = 0; i < 50; i++) {
      Configuration any = anyOf(space, i);
      assertThat(new SharedValues(space, space).find(any)).contains(any);
    }
  }

  @Test
  void whatWasFixedMayBeSearchedNow() {
    Space before = space("rate", HALF, "units", new Node.Constant(8L));
    Space now = space("rate", RATE, "units", Play.search(Play.whole(4, 16, Scale.LINEAR)));
    Configuration found = new SharedValues(now, before).find(anyOf(before, 1)).orElseThrow();
    assertThat(found.values()).isEqualTo(Map.of("rate", 0.5, "units", 8L));
  }

  @Test
  void whatIsFixedNowMustHaveHadThatValue() {
    Space before = space("rate", Play.search(Play.choice(0.25, 0.5)));
    SharedValues shared = new SharedValues(space("rate", HALF), before);
    assertThat(shared.find(before.configure(Map.of("rate", 0.5)))).isPresent();
    assertThat(shared.find(before.configure(Map.of("rate", 0.25)))).isEmpty();
  }

  @Test
  void aValueBeyondTheBoundsOfNowIsNotFound() {
    Space before = space("rate", RATE);
    Space now = space("rate", Play.search(Play.real(0, 0.3, Scale.LINEAR)));
    SharedValues shared = new SharedValues(now, before);
    assertThat(shared.find(before.configure(Map.of("rate", 0.3)))).isPresent();
    assertThat(shared.find(before.configure(Map.of("rate", 0.4)))).isEmpty();
  }

  @Test
  void aPlaceThatOnlyOneOfThemHasIsNotShared() {
    Space before = space("rate", RATE);
    Space now = space("rate", RATE, "momentum", RATE);
    assertThat(new SharedValues(now, before).find(anyOf(before, 1))).isEmpty();
    assertThat(new SharedValues(before, now).find(anyOf(now, 1))).isEmpty();
  }

  @Test
  void aFixedBranchIsOneOfTheBranchesOfNow() {
    Node.Mapping adam = Play.mapping("rate", RATE);
    Map<String, Node> branches = new LinkedHashMap<>();
    branches.put("sgd", Play.mapping("rate", RATE));
    branches.put("adam", adam);
    Space before = space("optimizer", Play.mapping("adam", adam));
    Space now = space("optimizer", new Node.Branches(branches));
    Configuration found = new SharedValues(now, before).find(anyOf(before, 3)).orElseThrow();
    assertThat(found.values()).containsEntry("optimizer", "adam");
    assertThat(new SharedValues(before, now).find(found)).contains(anyOf(before, 3));
  }

  @Test
  void aFixedCountIsOneOfTheCountsOfNow() {
    List<Node> of = List.of(RATE);
    Node two = new Node.Repeat(Play.whole(2, 2, Scale.LINEAR), false, of, false);
    Node some = new Node.Repeat(Play.whole(1, 3, Scale.LINEAR), true, of, false);
    Space before = space("layers", new Node.Sequence(List.of(two)));
    Space now = space("layers", new Node.Sequence(List.of(some)));
    Configuration found = new SharedValues(now, before).find(anyOf(before, 5)).orElseThrow();
    assertThat(found.values()).containsEntry("layers[0].repeat", 2L).hasSize(3);
  }

  private static Space space(Object... keysAndNodes) {
    return new Space(Play.mapping(keysAndNodes));
  }

  private static Configuration anyOf(Space space, int trial) {
    var random = Play.generator(1, trial);
    return space.configure(
        parameter -> {
          double most = Math.min(10, parameter.domain().cardinality() - 1);
          return random.nextDouble() * Math.max(1, most);
        });
  }
}
