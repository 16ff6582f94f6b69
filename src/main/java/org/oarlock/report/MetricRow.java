package org.oarlock.report;

import org.jspecify.annotations.Nullable;
import org.oarlock.metric.MetricResult;
import org.oarlock.quantity.Unit;

/**
 * One metric of one structure, as the metrics command reports it.
 *
 * @param structure the structure's name as written in its file
 * @param metric the metric as asked, {@code D2cc[Gy]}
 * @param unit the unit it is asked in
 * @param result the value, or why there is none
 * @param coveredPercent the share of the structure inside the dose grid, null if unknown
 * @param convention the contouring convention that the value goes by
 */
public record MetricRow(
    String structure,
    String metric,
    Unit unit,
    MetricResult result,
    @Nullable Double coveredPercent,
    String convention) {}
