package org.oarlock.metric;

/**
 * The metric has no value here.
 *
 * @param reason why, in words, with the values that matter: "2 cc is more than the structure's 1.5
 *     cc"
 */
public record NoValue(String reason) implements MetricResult {}
