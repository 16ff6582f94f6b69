package org.oarlock.metric;

/** What came of evaluating a {@link Metric}: a value with its band, or the reason why none. */
public sealed interface MetricResult permits MetricValue, NoValue {}
