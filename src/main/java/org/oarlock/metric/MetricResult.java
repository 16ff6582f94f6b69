package org.oarlock.metric;

/**
 * What came of evaluating a {@link Metric} or a function of the protocol language: a value with its
 * band, a word, or the reason why there is none.
 */
public sealed interface MetricResult permits MetricValue, WordValue, NoValue {}
