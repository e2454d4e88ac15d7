package io.sonde.search.insight;

import io.sonde.search.history.Objective;
import java.util.Optional;

/**
 * What was learnt about one objective.
 *
 * @param optimum empty while too few trials tell
 */
public record ObjectiveInsight(
    Objective objective, Importances importances, Optional<PredictedOptimum> optimum) {}
