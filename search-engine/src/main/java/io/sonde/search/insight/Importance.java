package io.sonde.search.insight;

/**
 * How much a parameter matters for an objective. All are shares within [0, 1].
 *
 * @param path of the parameter
 * @param variance of the objective's variance over all trials, what the parameter explains alone:
 *     {@code whereActive}, weighted by how many trials it was active in and how much of the
 *     variance is theirs
 * @param whereActive of the objective's variance where the parameter is active, what it explains
 *     alone
 * @param amongTheBest how much it decides whether a trial is among the best tenth; over all
 *     parameters these sum to 1
 * @param active in which part of the trials it was active
 */
public record Importance(
    String path, double variance, double whereActive, double amongTheBest, double active) {}
