package io.sonde.search.insight;

import java.util.List;

/**
 * What an objective depends on.
 *
 * @param parameters the most important first
 * @param interactions the strongest pairs, the strongest first
 * @param unknown paths of the parameters about which too few trials, or only equal ones, tell
 */
public record Importances(
    List<Importance> parameters, List<Interaction> interactions, List<String> unknown) {
  public Importances {
    parameters = List.copyOf(parameters);
    interactions = List.copyOf(interactions);
    unknown = List.copyOf(unknown);
  }
}
