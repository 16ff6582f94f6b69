package org.oarlock.store;

import org.jspecify.annotations.Nullable;

/**
 * A row of the table of goals: a plan's result and one of its goals.
 *
 * @param plan the plan's UIDs
 * @param label its label
 * @param path where its first RT Plan lies, or its structures if it has none
 * @param planDate its date
 * @param patient its patient's pseudonym
 * @param patientId null unless the store was asked to keep it
 * @param patientName null unless the store was asked to keep it
 * @param protocol the protocol's id
 * @param version the protocol's version
 * @param protocolKey the protocol's key
 * @param rule the rule that chose the protocol, empty if it was named
 * @param tool the version of the program
 * @param prescription what was prescribed
 * @param planVerdict the plan's verdict
 * @param planReason what decided it
 * @param report the name of its single report
 * @param settings what was stated about the protocol, empty if nothing
 * @param convention how contours became solids, empty if that is not known
 * @param goal null for a plan without goals, which could not be judged
 */
public record GoalRow(
    String plan,
    String label,
    String path,
    String planDate,
    @Nullable String patient,
    @Nullable String patientId,
    @Nullable String patientName,
    String protocol,
    String version,
    String protocolKey,
    String rule,
    String tool,
    String prescription,
    String planVerdict,
    String planReason,
    String report,
    String settings,
    String convention,
    @Nullable StoredGoal goal) {}
