package io.sonde.web.page;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.insight.ObjectiveInsight;
import io.sonde.search.insight.ParetoPicture;
import io.sonde.search.insight.ParetoPicture.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The Pareto front as a picture of its first two objectives, and as a table of all.
 *
 * @param metrics with their directions
 * @param line the places of the front's points, joined
 * @param sentence what the picture shows, for those who do not see it
 */
public record FrontView(
    List<String> metrics,
    List<Row> rows,
    List<Dot> front,
    List<Dot> others,
    String line,
    Scale across,
    Scale up,
    String hypervolume,
    String reference,
    String sentence) {

  /** A trial on the front. */
  public record Row(int trial, List<NumberView> values) {}

  /** A trial in the picture, which is 100 wide and 60 high. */
  public record Dot(int trial, String x, String y, String title) {}

  /** What an axis spans. */
  public record Scale(String metric, String low, String high) {}

  private static final double WIDTH = 100;
  private static final double HEIGHT = 60;
  private static final double MARGIN = 4;

  static FrontView of(ParetoPicture picture, List<ObjectiveInsight> insights) {
    List<Objective> objectives = insights.stream().map(ObjectiveInsight::objective).toList();
    List<Point> all =
        Stream.concat(picture.points().stream(), picture.dominated().stream()).toList();
    Span across = Span.of(all, 0);
    Span up = Span.of(all, 1);
    List<Dot> front = picture.points().stream().map(p -> dot(p, across, up)).toList();
    String metrics = objectives.get(0).metric() + " and " + objectives.get(1).metric();
    return new FrontView(
        objectives.stream().map(FrontView::head).toList(),
        picture.points().stream().map(FrontView::row).toList(),
        front,
        picture.dominated().stream().map(p -> dot(p, across, up)).toList(),
        String.join(" ", front.stream().map(d -> d.x() + "," + d.y()).toList()),
        across.scale(objectives.get(0)),
        up.scale(objectives.get(1)),
        Figures.measured(picture.hypervolume()),
        String.join(", ", picture.reference().stream().map(Figures::number).toList()),
        Figures.count(picture.points().size(), "trial")
            + " on the front of "
            + metrics
            + ", and "
            + picture.dominated().size()
            + " that they dominate. The table below holds the front.");
  }

  private static String head(Objective objective) {
    return objective.metric() + (objective.direction() == Direction.MAXIMIZE ? " ↑" : " ↓");
  }

  private static Row row(Point point) {
    return new Row(point.trial(), point.values().stream().map(NumberView::measured).toList());
  }

  private static Dot dot(Point point, Span across, Span up) {
    double x = MARGIN + across.place(point.values().get(0)) * (WIDTH - 2 * MARGIN);
    double y = HEIGHT - MARGIN - up.place(point.values().get(1)) * (HEIGHT - 2 * MARGIN);
    String title =
        "trial "
            + point.trial()
            + ": "
            + String.join(", ", point.values().stream().map(Figures::measured).toList());
    return new Dot(point.trial(), two(x), two(y), title);
  }

  private static String two(double place) {
    return String.format(Locale.ROOT, "%.2f", place);
  }

  /** The finite values of an objective. */
  private record Span(double low, double high) {
    static Span of(List<Point> points, int objective) {
      var values =
          points.stream()
              .mapToDouble(p -> p.values().get(objective))
              .filter(Double::isFinite)
              .summaryStatistics();
      return values.getCount() == 0 ? new Span(0, 0) : new Span(values.getMin(), values.getMax());
    }

    double place(double value) {
      return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
    }

    Scale scale(Objective objective) {
      return new Scale(head(objective), Figures.number(low), Figures.number(high));
    }
  }
}
