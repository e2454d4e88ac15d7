package io.sonde.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.Direction;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.HistoryPoint;
import io.sonde.web.page.HistoryView.Place;
import io.sonde.web.page.HistoryView.Points;
import io.sonde.web.page.HistoryView.Tick;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryViewTest {
  private static HistoryPoint point(int trial, TrialState state, double value, double best) {
    return new HistoryPoint(trial, state, value, best);
  }

  private static HistoryView drawn(Direction direction, HistoryPoint... points) {
    return HistoryView.of(List.of(points), direction).orElseThrow();
  }

  @Test
  void placesEachTrialByItsNumberAndItsValue() {
    HistoryView view =
        drawn(
            Direction.MAXIMIZE,
            point(0, TrialState.COMPLETED, 0, 0),
            point(1, TrialState.STOPPED, 0.5, 0.5),
            point(2, TrialState.COMPLETED, 1, 1));
    assertThat(view.states()).extracting(Points::state).containsExactly("completed", "stopped");
    assertThat(view.states().get(0).places())
        .containsExactly(new Place("0.00%", "100.00%"), new Place("50.00%", "0.00%"));
    assertThat(view.states().get(1).places()).containsExactly(new Place("25.00%", "50.00%"));
    assertThat(view.up())
        .extracting(Tick::label)
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(view.up()).extracting(Tick::place).startsWith("100.00%").endsWith("0.00%");
    assertThat(view.across()).extracting(Tick::label).containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void theBestGoesInSteps() {
    HistoryView view =
        drawn(
            Direction.MINIMIZE,
            point(0, TrialState.FAILED, 1, Double.NaN),
            point(1, TrialState.COMPLETED, 1, 1),
            point(2, TrialState.COMPLETED, 1, 1),
            point(3, TrialState.COMPLETED, 0, 0));
    assertThat(view.line()).isEqualTo("M250.0 0.0H750.0V1000.0H750.0");
    HistoryView none = drawn(Direction.MINIMIZE, point(0, TrialState.FAILED, 1, Double.NaN));
    assertThat(none.line()).isEmpty();
    assertThat(none.has("failed")).isTrue();
    assertThat(none.has("completed")).isFalse();
  }

  @Test
  void aFewThatWentAstrayDoNotFlattenTheOthers() {
    List<HistoryPoint> points = new ArrayList<>();
    for (int trial = 0; trial < 20; trial++) {
      points.add(point(trial, TrialState.COMPLETED, 1 + trial % 5 / 10.0, 1));
    }
    points.add(point(20, TrialState.COMPLETED, 1e6, 1));
    HistoryView view = HistoryView.of(points, Direction.MINIMIZE).orElseThrow();
    assertThat(view.up().get(view.up().size() - 1).label()).isEqualTo("1.8");
    List<Place> places = view.states().get(0).places();
    assertThat(places.get(20).y()).isEqualTo("0.00%");
    assertThat(places.get(0).y()).isEqualTo("100.00%");
  }

  @Test
  void whatIsNoNumberIsNotDrawn() {
    assertThat(HistoryView.of(List.of(), Direction.MAXIMIZE)).isEmpty();
    HistoryPoint strange = point(0, TrialState.COMPLETED, Double.NaN, Double.NaN);
    HistoryPoint endless =
        point(1, TrialState.COMPLETED, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertThat(HistoryView.of(List.of(strange, endless), Direction.MINIMIZE)).isEmpty();
  }
}
