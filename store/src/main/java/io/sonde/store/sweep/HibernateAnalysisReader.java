package io.sonde.store.sweep;

import io.sonde.search.history.Objective;
import io.sonde.search.port.AnalysisReader;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.StatelessSession;

/** Has PostgreSQL choose what charts show. */
public final class HibernateAnalysisReader implements AnalysisReader {
  private final Transactions transactions;

  /** A reader of a database that holds this room's entities. */
  public HibernateAnalysisReader(Database database) {
    this.transactions = new Transactions(database, StoreUnavailable::new);
  }

  @Override
  public TrialSample trials(int sweep, Objective objective, int most) {
    List<Object[]> rows =
        transactions.reading(
            session -> {
              ObjectiveValue value = ObjectiveValue.of(session, sweep, objective);
              return value
                  .query(session, AnalysisSql.TRIALS, Object[].class, sweep)
                  .setParameter("sign", value.direction())
                  .setParameter("best", most / 4)
                  .setParameter("even", most - most / 4)
                  .getResultList();
            });
    return new TrialSample(
        rows.stream().map(HibernateAnalysisReader::trial).toList(),
        rows.isEmpty() ? 0 : ((Number) rows.get(0)[6]).longValue());
  }

  private static SampledTrial trial(Object[] row) {
    return new SampledTrial(
        ((Number) row[0]).intValue(),
        Words.trialState((String) row[1]),
        (Double) row[2],
        ((Number) row[3]).longValue(),
        (Boolean) row[4],
        Json.tree((String) row[5]));
  }

  @Override
  public Distribution distribution(int sweep, Objective objective, int most) {
    List<Object[]> rows =
        transactions.reading(
            session ->
                ObjectiveValue.of(session, sweep, objective)
                    .query(session, AnalysisSql.DISTRIBUTION, Object[].class, sweep)
                    .setParameter("most", most)
                    .getResultList());
    long total = rows.isEmpty() ? 0 : ((Number) rows.get(0)[2]).longValue();
    return new Distribution(
        rows.stream()
            .map(row -> new Share((Double) row[0], ((Number) row[1]).doubleValue() / total))
            .toList(),
        total);
  }

  @Override
  public CurveSample curves(int sweep, Objective objective, String metric, int trials, int points) {
    return transactions.reading(
        session -> {
          ObjectiveValue value = ObjectiveValue.of(session, sweep, objective);
          List<Object[]> chosen =
              value
                  .query(session, AnalysisSql.CURVE_TRIALS, Object[].class, sweep)
                  .setParameter("sign", value.direction())
                  .setParameter("best", trials / 3)
                  .setParameter("even", trials - trials / 3)
                  .getResultList();
          Map<Integer, List<CurvePoint>> curves = points(session, sweep, chosen, metric, points);
          return new CurveSample(
              chosen.stream()
                  .filter(row -> curves.containsKey(((Number) row[0]).intValue()))
                  .map(row -> curve(row, curves))
                  .toList(),
              chosen.isEmpty() ? 0 : ((Number) chosen.get(0)[2]).longValue());
        });
  }

  private static TrialCurve curve(Object[] row, Map<Integer, List<CurvePoint>> curves) {
    int trial = ((Number) row[0]).intValue();
    return new TrialCurve(
        trial, Words.trialState((String) row[1]), curves.getOrDefault(trial, List.of()));
  }

  private static Map<Integer, List<CurvePoint>> points(
      StatelessSession session, int sweep, List<Object[]> chosen, String metric, int most) {
    Map<Integer, List<CurvePoint>> curves = new TreeMap<>();
    if (chosen.isEmpty()) {
      return curves;
    }
    session
        .createNativeQuery(AnalysisSql.CURVES, Object[].class)
        .setParameter("sweep", sweep)
        .setParameter("name", metric)
        .setParameter("most", most)
        .setParameterList(
            "trials", chosen.stream().map(row -> ((Number) row[0]).intValue()).toList())
        .getResultStream()
        .forEach(
            row ->
                curves
                    .computeIfAbsent(((Number) row[0]).intValue(), trial -> new ArrayList<>())
                    .add(new CurvePoint(((Number) row[1]).intValue(), (Double) row[2])));
    return curves;
  }

  @Override
  public List<Progress> progress(int sweep, int most) {
    return transactions.reading(
        session -> {
          SweepEntity found = session.get(SweepEntity.class, sweep);
          return found == null
              ? List.of()
              : session
                  .createNativeQuery(AnalysisSql.PROGRESS, Object[].class)
                  .setParameter("sweep", sweep)
                  .setParameter("sign", found.direction().loss(1))
                  .setParameter("most", most)
                  .getResultStream()
                  .map(HibernateAnalysisReader::progress)
                  .toList();
        });
  }

  private static Progress progress(Object[] row) {
    return new Progress(((Number) row[0]).longValue(), seconds(row[1]), (Double) row[2]);
  }

  @Override
  public Timeline timeline(int sweep, int most) {
    return transactions.reading(
        session -> {
          List<AttemptSpan> spans =
              new ArrayList<>(
                  session
                      .createNativeQuery(TimelineSql.LATEST, Object[].class)
                      .setParameter("sweep", sweep)
                      .setParameter("most", most)
                      .getResultStream()
                      .map(row -> span(sweep, row))
                      .toList());
          Collections.reverse(spans);
          List<DeviceTime> devices =
              session
                  .createNativeQuery(TimelineSql.DEVICES, Object[].class)
                  .setParameter("sweep", sweep)
                  .getResultStream()
                  .map(
                      row ->
                          new DeviceTime(
                              (String) row[0], ((Number) row[1]).longValue(), seconds(row[2])))
                  .toList();
          long total =
              session
                  .createNativeQuery(TimelineSql.TOTAL, Long.class)
                  .setParameter("sweep", sweep)
                  .getSingleResult();
          return new Timeline(spans, devices, total);
        });
  }

  private static AttemptSpan span(int sweep, Object[] row) {
    return new AttemptSpan(
        new AttemptId(sweep, ((Number) row[0]).intValue(), ((Number) row[1]).intValue()),
        Json.words((String) row[2]),
        (Instant) row[3],
        Optional.ofNullable((Instant) row[4]),
        Optional.ofNullable((String) row[5]).map(Cause::of));
  }

  private static Duration seconds(Object value) {
    return Duration.ofMillis(Math.round(((Number) value).doubleValue() * 1000));
  }
}
