package io.sonde.search.yaml;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.spec.SpecException;
import org.junit.jupiter.api.Test;

/** Small files that would grow large: refused with their place before anything walks them. */
class YamlBombTest {
  @Test
  void aliasesOfAliasesAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a" + i + ": &a" + i + " [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a" + (i - 1)).append("]\n");
    }
    assertThatThrownBy(() -> YamlParser.parse(bomb.toString()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("written out");
  }

  @Test
  void anAliasOfWhatItStandsInIsRefused() {
    assertThatThrownBy(() -> YamlParser.parse("a: &a [*a]")).isInstanceOf(SpecException.class);
  }

  @Test
  void endlessNestingIsRefused() {
    for (String bomb :
        new String[] {"[".repeat(100_000), "{a: ".repeat(50_000), "- ".repeat(50_000)}) {
      assertThatThrownBy(() -> YamlParser.parse(bomb))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("deep");
    }
  }
}
