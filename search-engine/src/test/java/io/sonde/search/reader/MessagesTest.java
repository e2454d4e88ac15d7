package io.sonde.search.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sonde.search.spec.SpecException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refused spec among the resources has a file beside it with exactly what is told. */
class MessagesTest {
  private final SpecReader reader = new SpecReader(List.of(new SampleKind(), new ExternalKind()));

  @ParameterizedTest
  @MethodSource("refused")
  void aRefusedSpecTellsAllThatIsWrong(String name) {
    String yaml = SpecFiles.text("refused", name + ".yaml");
    SpecException thrown =
        catchThrowableOfType(SpecException.class, () -> reader.read(yaml, Path.of(".")));
    assertThat(thrown).as("%s is refused", name).isNotNull();
    assertThat(thrown.getMessage() + "\n").isEqualTo(SpecFiles.text("refused", name + ".txt"));
    assertThat(thrown.problems()).allMatch(p -> p.line() > 0 && p.column() > 0);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void anAcceptedSpecTellsNothing(String name) {
    assertThatCode(() -> reader.read(SpecFiles.accepted(name), Path.of(".")))
        .doesNotThrowAnyException();
  }

  static Stream<String> refused() {
    return SpecFiles.names("refused").stream();
  }

  static Stream<String> accepted() {
    return SpecFiles.names("accepted").stream();
  }
}
