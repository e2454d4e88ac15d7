package io.sonde.web.page;

import io.sonde.search.insight.Insights;
import io.sonde.search.insight.ObjectiveInsight;
import io.sonde.search.insight.Outlook;
import java.util.List;
import java.util.Optional;

/**
 * What was learnt from a sweep.
 *
 * @param basis how many trials it rests on
 * @param answer whether going on is worth it, in short; empty while it is too early
 */
public record InsightView(
    int sweep,
    String basis,
    String answer,
    boolean worthwhile,
    String reason,
    List<ObjectiveView> objectives,
    Optional<FrontView> front,
    List<String> remarks) {

  /** One objective. */
  public record ObjectiveView(
      String metric,
      List<ImportanceView> parameters,
      List<PairView> pairs,
      Optional<OptimumView> optimum) {
    static ObjectiveView of(ObjectiveInsight insight) {
      return new ObjectiveView(
          insight.objective().metric(),
          insight.importances().parameters().stream().map(ImportanceView::of).toList(),
          insight.importances().interactions().stream().map(PairView::of).toList(),
          insight.optimum().map(OptimumView::of));
    }
  }

  static InsightView of(int sweep, Insights insights) {
    Outlook outlook = insights.outlook();
    boolean early = outlook.answer() == Outlook.Answer.TOO_EARLY;
    return new InsightView(
        sweep,
        "from " + Figures.count(insights.trials(), "trial"),
        early ? "" : outlook.answer().words(),
        outlook.answer() == Outlook.Answer.WORTH_GOING_ON,
        outlook.reason(),
        insights.objectives().stream().map(ObjectiveView::of).toList(),
        insights.front().map(front -> FrontView.of(front, insights.objectives())),
        insights.remarks());
  }
}
