package io.sonde.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule is kept by the product, and broken by its fixture. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {
  private JavaClasses product;

  @BeforeAll
  void readTheProduct() {
    product = Product.classes();
  }

  static Stream<Arguments> rules() {
    return Stream.of(RoomRules.all(), LibraryRules.all(), PackageRules.all(), CodeRules.all())
        .flatMap(List::stream)
        .map(rule -> argumentSet(rule.toString(), rule));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProductKeepsTheRule(Rule rule) {
    EvaluationResult result = rule.rule().allowEmptyShould(true).evaluate(product);
    assertThat(result.getFailureReport().getDetails()).as(rule.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theFixtureBreaksTheRule(Rule rule, @TempDir Path folder) throws IOException {
    JavaClasses fixture = Fixture.compile(folder, rule.fixture());
    EvaluationResult result = rule.rule().evaluate(fixture);
    assertThat(result.getFailureReport().getDetails())
        .as(rule.toString())
        .anySatisfy(detail -> assertThat(detail).contains(Fixture.name(rule.fixture().get(0))));
  }

  /** A room that is not read would keep every rule. */
  @ParameterizedTest
  @EnumSource
  void everyRoomIsRead(Room room) {
    assertThat(product.that(resideInAPackage(room.packages())).size()).isGreaterThan(10);
  }
}
