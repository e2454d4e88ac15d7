package io.sonde.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpaceTest {
  private static final Domain RATE =
      new Domain.FloatRange(0.1, 0.9, Scale.LINEAR, OptionalDouble.empty());

  @Test
  void aConfigurationIsTheDocumentWithEveryExpressionReplaced() {
    Space space = space("fixed", constant("word"), "rate", new Node.Search(RATE));
    Configuration configuration = space.configure(parameter -> 0.5);
    assertThat(configuration.tree()).isEqualTo(Map.of("fixed", "word", "rate", 0.5));
    assertThat(configuration.tree().keySet()).containsExactly("fixed", "rate");
    assertThat(configuration.values()).isEqualTo(Map.of("rate", 0.5));
  }

  @Test
  void onlyTheChosenBranchIsWalked() {
    Space space = space("optimizer", optimizers());
    assertThat(space.configure(parameter -> 0).tree())
        .isEqualTo(Map.of("optimizer", Map.of("sgd", Map.of("momentum", 0.1))));
    assertThat(space.configure(parameter -> 1).tree())
        .isEqualTo(Map.of("optimizer", Map.of("none", Map.of())));
  }

  @Test
  void theParametersOfABranchDependOnItsChoice() {
    Space space = space("optimizer", optimizers());
    assertThat(paths(space)).containsExactly("optimizer", "optimizer.sgd.momentum");
    assertThat(space.parameter("optimizer").conditions()).isEmpty();
    assertThat(space.parameter("optimizer.sgd.momentum").conditions())
        .containsExactly(new Parameter.Condition(0, 0, 0));
  }

  @Test
  void aRepeatIsSplicedIntoItsList() {
    Space space = space("network", list(repeat(counts(0, 2), false), constant("end")));
    assertThat(space.configure(parameter -> parameter.index()).tree().get("network"))
        .isEqualTo(List.of("end"));
    assertThat(space.configure(parameter -> parameter.index() == 0 ? 2 : 0.5).tree().get("network"))
        .isEqualTo(List.of(0.5, "dropout", 0.5, "dropout", "end"));
  }

  @Test
  void eachRepetitionHasParametersOfItsOwn() {
    Space space = space("network", list(repeat(counts(1, 3), false)));
    assertThat(paths(space))
        .containsExactly(
            "network[0].repeat",
            "network[0].of[0][0]",
            "network[0].of[1][0]",
            "network[0].of[2][0]");
    assertThat(space.parameter("network[0].of[0][0]").conditions()).isEmpty();
    assertThat(space.parameter("network[0].of[2][0]").conditions())
        .containsExactly(new Parameter.Condition(0, 3, Double.POSITIVE_INFINITY));
  }

  @Test
  void sharedRepetitionsAskOnce() {
    Space space = space("network", list(repeat(counts(0, 3), true)));
    assertThat(paths(space)).containsExactly("network[0].repeat", "network[0].of[*][0]");
    assertThat(space.parameter("network[0].of[*][0]").conditions())
        .containsExactly(new Parameter.Condition(0, 1, Double.POSITIVE_INFINITY));
    List<String> asked = new ArrayList<>();
    Configuration configuration =
        space.configure(
            parameter -> {
              asked.add(parameter.path());
              return parameter.index() == 0 ? 3 : 0.25;
            });
    assertThat(asked).doesNotHaveDuplicates();
    assertThat(configuration.tree().get("network"))
        .isEqualTo(List.of(0.25, "dropout", 0.25, "dropout", 0.25, "dropout"));
  }

  @Test
  void listedCountsConditionByTheirPositions() {
    Node.Repeat repeat = repeat(new Domain.Ordered(List.of(4L, 0L, 2L)), false);
    Space space = space("network", list(repeat));
    assertThat(repeat.fewest()).isZero();
    assertThat(repeat.most()).isEqualTo(4);
    assertThat(space.parameter("network[0].of[1][0]").conditions())
        .containsExactly(new Parameter.Condition(0, 1, Double.POSITIVE_INFINITY));
    assertThat(space.parameter("network[0].of[2][0]").conditions())
        .containsExactly(new Parameter.Condition(0, 2, Double.POSITIVE_INFINITY));
  }

  @Test
  void aFixedCountIsNoParameter() {
    Node.Repeat repeat =
        new Node.Repeat(counts(2, 2), false, List.of(new Node.Search(RATE)), false);
    Space space = space("network", list(repeat));
    assertThat(paths(space)).containsExactly("network[0].of[0][0]", "network[0].of[1][0]");
    assertThat(space.parameters()).allMatch(p -> p.conditions().isEmpty());
  }

  @Test
  void keysThatWouldReadAsSomethingElseAreQuoted() {
    Node inner = mapping("a b", new Node.Search(RATE), "", new Node.Search(RATE));
    Space space = space("num.trees", inner, "say \"[x]\\\"", new Node.Search(RATE));
    assertThat(paths(space))
        .containsExactly(
            "[\"num.trees\"].a b", "[\"num.trees\"][\"\"]", "[\"say \\\"[x]\\\\\\\"\"]");
    assertThat(Paths.index(Paths.key("a", "b.c"), 2)).isEqualTo("a[\"b.c\"][2]");
  }

  /** Nesting in every order: what is encoded and configured again is the same. */
  @Test
  void valuesAndCodesLeadBackToTheSameConfiguration() {
    Node blocks =
        list(
            new Node.Repeat(
                counts(0, 3),
                true,
                List.of(optimizers(), repeat(new Domain.Choice(List.of(2L, 1L)), true)),
                false));
    Space space = space("blocks", blocks, "listed", new Node.Search(mixed()));
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      Configuration configuration = space.configure(parameter -> random.nextDouble(-1, 4));
      assertThat(space.configure(configuration.values())).isEqualTo(configuration);
      double[] codes = space.encode(configuration);
      assertThat(space.configure(parameter -> codes[parameter.index()])).isEqualTo(configuration);
      for (Parameter parameter : space.parameters()) {
        assertThat(Double.isNaN(codes[parameter.index()]))
            .isEqualTo(!configuration.values().containsKey(parameter.path()))
            .isEqualTo(!parameter.active(codes));
      }
    }
  }

  @Test
  void aMissingOrUnknownPathIsToldByItsName() {
    Space space = space("rate", new Node.Search(RATE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.configure(Map.of()))
        .withMessageContaining("'rate'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.parameter("rat"))
        .withMessageContaining("'rat'");
  }

  @Test
  void countsAreWholeAndWithinBounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> repeat(counts(0, 1001), false));
    assertThatIllegalArgumentException().isThrownBy(() -> repeat(counts(-1, 1), false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> repeat(new Domain.Choice(List.of("two")), false))
        .withMessageContaining("two");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Node.Repeat(counts(1, 2), true, List.of(), false));
  }

  @Test
  void aFlatSpaceNeedsNoDocument() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("x", RATE);
    domains.put("n.y", mixed());
    Space space = Space.flat(domains);
    assertThat(paths(space)).containsExactly("x", "[\"n.y\"]");
  }

  private static Node optimizers() {
    Map<String, Node> branches = new LinkedHashMap<>();
    branches.put("sgd", mapping("momentum", new Node.Search(RATE)));
    branches.put("none", new Node.Mapping(Map.of()));
    return new Node.Branches(branches);
  }

  private static Node.Repeat repeat(Domain count, boolean share) {
    return new Node.Repeat(count, true, List.of(new Node.Search(RATE), constant("dropout")), share);
  }

  private static Domain mixed() {
    return new Domain.Choice(List.of("none", 0.5, true));
  }

  private static Domain counts(long low, long high) {
    return new Domain.IntRange(low, high, Scale.LINEAR, 1);
  }

  private static Node list(Node... items) {
    return new Node.Sequence(List.of(items));
  }

  private static Node constant(Object value) {
    return new Node.Constant(value);
  }

  private static Node.Mapping mapping(Object... keysAndNodes) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndNodes.length; i += 2) {
      entries.put((String) keysAndNodes[i], (Node) keysAndNodes[i + 1]);
    }
    return new Node.Mapping(entries);
  }

  private static Space space(Object... keysAndNodes) {
    return new Space(mapping(keysAndNodes));
  }

  private static List<String> paths(Space space) {
    return space.parameters().stream().map(Parameter::path).toList();
  }
}
