package io.sonde.web.page;

import io.sonde.search.history.Direction;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.HistoryPoint;
import io.sonde.web.drawing.AxisScale;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The history of a sweep as a picture that stands before any script runs; {@code charts.js} draws
 * the same in its place. Places are in per cent of the width and the height.
 *
 * @param states those of the points, in the order of the key
 * @param line the best value so far, as the path of a picture that is 1000 wide and 1000 high
 * @param up the ticks of the values, from the lowest
 * @param across the ticks of the numbers of trials
 * @param widest the longest label of the values
 * @param many whether there are so many points that they are small
 */
public record HistoryView(
    List<Points> states,
    String line,
    List<Tick> up,
    List<Tick> across,
    String widest,
    boolean many) {

  /**
   * The trials that came to one end.
   *
   * @param shape of each, as a path around the place
   */
  public record Points(String state, String shape, List<Place> places) {
    /**
     * All of them as markup: lines without a length, which bear the shape as their marker. A
     * template that goes through thousands takes its time, and so does a browser that clones the
     * shape for each.
     */
    public String marks() {
      return places.stream()
          .map(
              place ->
                  "x1='" + place.x + "' y1='" + place.y + "' x2='" + place.x + "' y2='" + place.y)
          .map(ends -> "<line " + ends + "'/>")
          .collect(Collectors.joining());
    }
  }

  /** Where a trial is. */
  public record Place(String x, String y) {}

  /** A line of the scale. */
  public record Tick(String label, String place) {}

  private static final List<TrialState> ORDER =
      List.of(
          TrialState.COMPLETED,
          TrialState.STOPPED,
          TrialState.INFEASIBLE,
          TrialState.FAILED,
          TrialState.CANCELLED);

  /** The states that are told apart, in the order of the key. */
  static final List<String> ENDS = ORDER.stream().map(TrialState::word).toList();

  private static final int MANY = 300;
  private static final int FEWEST_TRIALS = 4;

  /** Empty while no trial has ended with a finite value. */
  static Optional<HistoryView> of(List<HistoryPoint> history, Direction direction) {
    List<HistoryPoint> drawn =
        history.stream().filter(point -> Double.isFinite(point.value())).toList();
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    AxisScale values = scale(drawn, direction);
    int end = Math.max(drawn.get(drawn.size() - 1).trial() + 1, FEWEST_TRIALS);
    List<Tick> up =
        values.ticks().stream()
            .map(value -> new Tick(Figures.number(value), percent(1 - values.place(value))))
            .toList();
    return Optional.of(
        new HistoryView(
            ORDER.stream()
                .map(state -> points(state, drawn, values, end))
                .filter(points -> !points.places().isEmpty())
                .toList(),
            line(drawn, values, end),
            up,
            across(end),
            up.stream().map(Tick::label).max(Comparator.comparing(String::length)).orElse(""),
            drawn.size() > MANY));
  }

  /** Whether a trial came to this end. */
  public boolean has(String state) {
    return states.stream().anyMatch(points -> points.state().equals(state));
  }

  private static AxisScale scale(List<HistoryPoint> points, Direction direction) {
    boolean maximize = direction == Direction.MAXIMIZE;
    double[] upwards = points.stream().mapToDouble(HistoryPoint::value).sorted().toArray();
    int last = upwards.length - 1;
    double[] bestFirst =
        IntStream.rangeClosed(0, last)
            .mapToDouble(at -> upwards[maximize ? last - at : at])
            .toArray();
    OptionalDouble limit = limit(bestFirst);
    return AxisScale.around(
        maximize ? limit.orElse(upwards[0]) : upwards[0],
        maximize ? upwards[last] : limit.orElse(upwards[last]));
  }

  /** The worst worth showing: a few trials gone astray must not flatten all the others. */
  private static OptionalDouble limit(double[] bestFirst) {
    if (bestFirst.length < 8) {
      return OptionalDouble.empty();
    }
    double best = bestFirst[0];
    double common = bestFirst[(int) (bestFirst.length * 0.85)];
    double limit = common + (common - best);
    double worst = bestFirst[bestFirst.length - 1];
    return limit != best && Math.abs(worst - best) > 2.5 * Math.abs(limit - best)
        ? OptionalDouble.of(limit)
        : OptionalDouble.empty();
  }

  private static Points points(
      TrialState state, List<HistoryPoint> points, AxisScale values, int end) {
    return new Points(
        state.word(),
        shape(state, points.size() > MANY ? 3 : 4.5),
        points.stream()
            .filter(point -> point.state() == state)
            .map(
                point ->
                    new Place(
                        percent((double) point.trial() / end),
                        percent(1 - values.place(point.value()))))
            .toList());
  }

  /** A shape for each state, for those who do not tell the colours apart. */
  private static String shape(TrialState state, double half) {
    return switch (state) {
      case STOPPED -> path("M0 -hL h hL -h hz", half);
      case INFEASIBLE -> path("M0 -hL h 0L0 hL -h 0z", half);
      case FAILED -> path("M -h -hL h -hL h hL -h hz", half);
      case CANCELLED -> path("M -h 0a h h 0 1 0 w 0a h h 0 1 0 -w 0z", half) + ring(half - 1.5);
      default -> path("M -h 0a h h 0 1 0 w 0a h h 0 1 0 -w 0z", half);
    };
  }

  private static String ring(double half) {
    return path("M -h 0a h h 0 1 1 w 0a h h 0 1 1 -w 0z", half);
  }

  private static String path(String path, double half) {
    return path.replace("h", Double.toString(half)).replace("w", Double.toString(2 * half));
  }

  /** Steps: a best value holds until the trial that betters it. */
  private static String line(List<HistoryPoint> points, AxisScale values, int end) {
    StringBuilder path = new StringBuilder();
    double best = Double.NaN;
    for (HistoryPoint point : points) {
      if (point.best() != best && !Double.isNaN(point.best())) {
        String x = units((double) point.trial() / end);
        String y = units(1 - values.place(point.best()));
        path.append(Double.isNaN(best) ? "M" + x + " " + y : "H" + x + "V" + y);
        best = point.best();
      }
    }
    String last = units((double) points.get(points.size() - 1).trial() / end);
    return path.length() == 0 ? "" : path + "H" + last;
  }

  private static List<Tick> across(int end) {
    int step = (int) AxisScale.countingStep(end);
    return IntStream.rangeClosed(0, end / step)
        .map(at -> at * step)
        .mapToObj(trial -> new Tick(Figures.number(trial), percent((double) trial / end)))
        .toList();
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(Math.round(share * 10_000), 2) + "%";
  }

  private static String units(double share) {
    return BigDecimal.valueOf(Math.round(share * 10_000), 1).toString();
  }
}
