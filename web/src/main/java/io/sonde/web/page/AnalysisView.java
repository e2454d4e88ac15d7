package io.sonde.web.page;

import io.sonde.search.history.Objective;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The analysis of a sweep without what its charts draw, which scripts ask for as one comes to them.
 *
 * @param objectives which one can look at, when there are several
 * @param parameters of the space, as its document has them
 * @param x of the two parameters that a plane is first spanned by
 * @param metrics that were reported step by step
 * @param curves the one of them whose curves are shown
 * @param several whether there is a Pareto front
 * @param tables the address of this page with the table of the chart whose name is added to it
 */
public record AnalysisView(
    int sweep,
    String experiment,
    String state,
    String metric,
    String direction,
    List<Choice> objectives,
    List<String> parameters,
    String x,
    String y,
    List<String> metrics,
    String curves,
    boolean several,
    String tables,
    Optional<ChartTable> table) {

  /** An objective that can be chosen. */
  public record Choice(String label, String address, boolean chosen) {}

  static AnalysisView of(
      SweepRow row,
      Objective objective,
      List<Parameter> parameters,
      List<String> metrics,
      String curves,
      Plane plane,
      Optional<ChartTable> table) {
    String page = "/sweeps/" + row.number() + "/analysis";
    return new AnalysisView(
        row.number(),
        row.experiment(),
        row.state().word(),
        objective.metric(),
        objective.direction().word(),
        row.objectives().stream()
            .map(
                one ->
                    new Choice(
                        one.metric(),
                        page + "?objective=" + encoded(one.metric()),
                        one.equals(objective)))
            .toList(),
        parameters.stream().map(Parameter::path).toList(),
        plane.x(),
        plane.y(),
        metrics,
        curves,
        row.objectives().size() > 1,
        page
            + "?objective="
            + encoded(objective.metric())
            + "&x="
            + encoded(plane.x())
            + "&y="
            + encoded(plane.y())
            + "&metric="
            + encoded(curves)
            + "&table=",
        table);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Two parameters. */
  record Plane(String x, String y) {
    /**
     * Those that are asked for, else the first two, those that every trial has and numbers first;
     * empty where there are none.
     */
    static Plane of(List<Parameter> parameters, Optional<String> x, Optional<String> y) {
      List<String> ranked =
          parameters.stream()
              .sorted(Comparator.comparingInt(Plane::distance))
              .map(Parameter::path)
              .toList();
      String first = x.orElse(ranked.isEmpty() ? "" : ranked.get(0));
      String second =
          y.orElseGet(
              () -> ranked.stream().filter(path -> !path.equals(first)).findFirst().orElse(first));
      return new Plane(first, second);
    }

    private static int distance(Parameter parameter) {
      boolean listed =
          parameter.domain() instanceof Domain.Choice
              || parameter.domain() instanceof Domain.Ordered;
      return (parameter.conditions().isEmpty() ? 0 : 2) + (listed ? 1 : 0);
    }
  }
}
