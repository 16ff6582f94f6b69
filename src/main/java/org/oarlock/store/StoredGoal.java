package org.oarlock.store;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a goal came to, by the judgement that decided it. Nothing is rounded.
 *
 * @param goal its id
 * @param structure what it is about, as the protocol says it
 * @param matched the names of the plan's structures, joined by backslashes, which no name holds
 * @param metric the metric with its unit
 * @param dose the dose it is judged on
 * @param prescription what percent of dose refers to
 * @param value the value; null if there is none or it is a word
 * @param word the value if it is a word
 * @param unit the unit of value and band
 * @param lower the lower end of the band
 * @param upper the upper end of the band
 * @param coveredPercent the share of the structure inside the dose grid
 * @param limit operator, limit and unit
 * @param obligation REQUIRED or ADVISORY
 * @param priority 0 if none
 * @param verdict the goal's verdict
 * @param reason why, empty for a plain pass
 * @param borderline the convention under which the verdict would be another, or empty
 * @param accepted who answers for it that it is not met, when and why; empty if nobody
 */
public record StoredGoal(
    String goal,
    String structure,
    String matched,
    String metric,
    String dose,
    String prescription,
    @Nullable Double value,
    @Nullable String word,
    @Nullable String unit,
    @Nullable Double lower,
    @Nullable Double upper,
    @Nullable Double coveredPercent,
    String limit,
    String obligation,
    int priority,
    String verdict,
    String reason,
    String borderline,
    String accepted)
    implements Serializable {}
