package io.sonde.search.insight;

/**
 * What two parameters explain of an objective's variance together beyond what each does alone: the
 * best value of one depends on that of the other. Shares as in {@link Importance}.
 */
public record Interaction(String one, String other, double variance, double whereActive) {}
