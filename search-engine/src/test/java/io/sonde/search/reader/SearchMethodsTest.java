package io.sonde.search.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sonde.search.sampler.Samplers;
import io.sonde.search.space.Space;
import io.sonde.search.stopper.Stoppers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What specs may name is what there is, and its defaults are right for it. */
class SearchMethodsTest {
  private static final Space SPACE = Space.flat(Map.of());

  @Test
  void specsKnowEveryAlgorithmAndNoOther() {
    assertThat(SearchMethods.algorithms())
        .extracting(SearchMethod::name)
        .containsExactlyInAnyOrderElementsOf(Samplers.names());
  }

  @Test
  void specsKnowEveryRuleAndNoOther() {
    assertThat(SearchMethods.rules())
        .extracting(SearchMethod::name)
        .containsExactlyInAnyOrderElementsOf(Stoppers.names());
  }

  @Test
  void theDefaultsBuildWhatTheyAreFor() {
    for (SearchMethod method : SearchMethods.algorithms()) {
      assertThatCode(() -> Samplers.create(method.name(), SPACE, method.defaults()))
          .doesNotThrowAnyException();
    }
    for (SearchMethod method : SearchMethods.rules()) {
      assertThatCode(() -> Stoppers.create(method.name(), method.defaults()))
          .doesNotThrowAnyException();
    }
  }
}
