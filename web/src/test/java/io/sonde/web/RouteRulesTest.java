package io.sonde.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.web.access.Permission;
import io.sonde.web.access.RouteRules;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every route says whom it answers. A new one needs a line in RouteRules. */
final class RouteRulesTest {
  @Test
  void everyRouteHasARuleAndEveryRuleARoute() {
    try (Bench bench = Bench.open()) {
      List<String> routes =
          bench.server.routes().stream()
              .filter(route -> route.methods() != null)
              .map(RouteRulesTest::words)
              .distinct()
              .toList();
      List<String> rules =
          RouteRules.all().stream().map(rule -> rule.method() + " " + rule.path()).toList();
      assertThat(rules).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(routes);
    }
  }

  private static String words(Route route) {
    HttpMethod method = route.methods().iterator().next();
    return method + " " + route.getName();
  }

  @Test
  void whatChangesSomethingNeedsMoreThanReadingAndHasAName() {
    assertThat(RouteRules.all())
        .filteredOn(rule -> !rule.method().equals(HttpMethod.GET))
        .filteredOn(rule -> rule.permission().role().isPresent())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.permission()).isNotEqualTo(Permission.READ);
              assertThat(rule.action()).isNotBlank();
            });
  }

  @Test
  void whatHasNoRuleAnswersNobody() {
    try (Bench bench = Bench.open()) {
      assertThat(bench.get("/api/v1/nothing").statusCode()).isEqualTo(404);
      assertThat(bench.postJson("/version", "").statusCode()).isEqualTo(405);
    }
  }
}
