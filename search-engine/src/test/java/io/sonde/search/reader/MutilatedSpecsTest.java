package io.sonde.search.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.spec.SpecException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is written into a spec, it is read or its problems are told; nothing else comes out. */
class MutilatedSpecsTest {
  private static final List<String> SCRAPS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          "- ",
          "\n",
          "  ",
          "\t",
          "\"",
          "'",
          "#",
          "&a ",
          "*a",
          "!x ",
          "|",
          ">",
          "%",
          "0",
          "-",
          "1e999",
          ".nan",
          "null",
          "~",
          "float",
          "choice: ",
          "repeat",
          "é",
          "\u0000",
          "\uFEFF",
          "---\n",
          "<<: ",
          "? ");

  private final SpecReader reader = new SpecReader(List.of(new SampleKind(), new ExternalKind()));

  @Test
  void anyTextIsReadOrRefusedWithPlaces() {
    SplittableRandom random = new SplittableRandom(11);
    int refused = 0;
    List<String> names = SpecFiles.names("accepted");
    for (int i = 0; i < 4000; i++) {
      String name = names.get(random.nextInt(names.size()));
      refused += isRefused(mutilated(SpecFiles.accepted(name), random)) ? 1 : 0;
    }
    assertThat(refused).isBetween(2000, 3999);
  }

  private boolean isRefused(String yaml) {
    try {
      reader.read(yaml, Path.of("."));
      return false;
    } catch (SpecException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(p -> p.line() > 0 && p.column() > 0);
      return true;
    } catch (RuntimeException e) {
      throw new AssertionError("not a SpecException for:\n" + yaml, e);
    }
  }

  private static String mutilated(String yaml, SplittableRandom random) {
    StringBuilder text = new StringBuilder(yaml);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length());
      if (random.nextBoolean()) {
        text.insert(at, SCRAPS.get(random.nextInt(SCRAPS.size())));
      } else {
        text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
      }
    }
    return text.toString();
  }
}
