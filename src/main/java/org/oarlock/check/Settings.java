package org.oarlock.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.CaseFile;
import org.oarlock.protocol.Overrides;

/**
 * What the user of a protocol states about one plan.
 *
 * @param caseFile what the case file of the plan says; what is stated otherwise wins over it
 * @param values the value of parameters ({@code margin} to {@code positive}) and of prescriptions
 *     ({@code phase1} to {@code 50 Gy in 25}) by name, as text; they win over the protocol's
 *     defaults and over what the plan's files say
 * @param names for structures of the protocol, the names of the structures in the plan that they
 *     are; an entry wins over every other rule of matching
 * @param strict whether a verdict that a contouring convention or the numerical error would turn is
 *     a REVIEW, whatever the protocol says
 * @param dvhOptions how structures and DVHs are computed
 * @param accepted violations of this plan that somebody answers for
 * @param inputProblems what was found when the plan and the protocol were read; an error among them
 *     keeps the plan from passing
 */
public record Settings(
    CaseFile caseFile,
    Map<String, String> values,
    Map<String, List<String>> names,
    boolean strict,
    DvhOptions dvhOptions,
    List<Overrides.Entry> accepted,
    List<Problem> inputProblems) {
  /** Nothing stated, nothing found wrong. */
  public static final Settings DEFAULT =
      new Settings(Map.of(), Map.of(), false, DvhOptions.DEFAULT, List.of());

  /** What is stated without files. */
  public Settings(
      Map<String, String> values,
      Map<String, List<String>> names,
      boolean strict,
      DvhOptions dvhOptions,
      List<Problem> inputProblems) {
    this(CaseFile.NONE, values, names, strict, dvhOptions, List.of(), inputProblems);
  }

  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    Map<String, List<String>> copy = new LinkedHashMap<>();
    names.forEach((name, matched) -> copy.put(name, List.copyOf(matched)));
    names = Collections.unmodifiableMap(copy);
    accepted = List.copyOf(accepted);
    inputProblems = List.copyOf(inputProblems);
  }

  /** The same, with what is known of one plan. */
  public Settings about(CaseFile other, List<Overrides.Entry> violations, List<Problem> problems) {
    return new Settings(other, values, names, strict, dvhOptions, violations, problems);
  }
}
