package io.sonde.trial.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.reader.SpaceReader;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import io.sonde.trial.command.SpacePlaces.Presence;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpacePlacesTest {
  private static final Space SPACE =
      new SpaceReader()
          .read(
              """
              rate: {float: [0, 1]}
              fixed: {deep: [1, 2]}
              optimizer: {choice: {adam: {beta: {float: [0, 1]}}, sgd: {}}}
              only: {choice: {one: {x: 1}}}
              layers:
                - {first: 1}
                - repeat: {int: [1, 3]}
                  of:
                    - {middle: {int: [1, 9]}}
                - {last: 1}
              """);

  private final SpacePlaces places = new SpacePlaces(SPACE);

  @Test
  void tellsWhatIsAlwaysThereAndWhatSometimes() {
    assertThat(places.of("rate")).isEqualTo(Presence.ALWAYS);
    assertThat(places.of("fixed.deep[1]")).isEqualTo(Presence.ALWAYS);
    assertThat(places.of("optimizer")).isEqualTo(Presence.ALWAYS);
    assertThat(places.of("optimizer.adam.beta")).isEqualTo(Presence.SOMETIMES);
    assertThat(places.of("only.one.x")).isEqualTo(Presence.ALWAYS);
    assertThat(places.of("layers[0].first")).isEqualTo(Presence.ALWAYS);
    assertThat(places.of("layers[1].middle")).isEqualTo(Presence.ALWAYS);
    assertThat(places.of("layers[3].middle")).isEqualTo(Presence.SOMETIMES);
    assertThat(places.of("layers[4].last")).isEqualTo(Presence.SOMETIMES);
    assertThat(places.of("layers[1].repeat")).isEqualTo(Presence.ALWAYS);
    assertThat(places.of("layers[5]")).isEqualTo(Presence.NEVER);
    assertThat(places.of("optimizer.rmsprop")).isEqualTo(Presence.NEVER);
  }

  /** What is said to be always there is there in every configuration drawn, and nothing else is. */
  @Test
  void agreesWithConfigurations() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      Configuration configuration =
          SPACE.configure(p -> p.domain().encode(drawn(p.path(), random)));
      for (String path : places.all()) {
        if (places.of(path) == Presence.ALWAYS) {
          assertThat(configuration.has(path)).as("%s in %s", path, configuration).isTrue();
        }
      }
      configuration
          .values()
          .keySet()
          .forEach(path -> assertThat(places.of(path)).isNotEqualTo(Presence.NEVER));
    }
  }

  private static Object drawn(String path, Random random) {
    if (path.equals("optimizer")) {
      return random.nextBoolean() ? "adam" : "sgd";
    } else if (path.equals("only")) {
      return "one";
    } else if (path.endsWith("repeat")) {
      return 1L + random.nextInt(3);
    } else if (path.endsWith("middle")) {
      return 1L + random.nextInt(9);
    }
    return random.nextDouble();
  }
}
