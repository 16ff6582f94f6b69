package org.oarlock.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.ParameterValues;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.Side;
import org.oarlock.protocol.Stated;
import org.oarlock.protocol.StructureRule;

/** Matches the structures of a plan to a protocol, by the side of the target where it asks so. */
final class Matching {
  private final Plan plan;
  private final Protocol protocol;
  private final Map<String, Stated<List<String>>> names;
  private final List<Problem> problems;

  private Matching(
      Plan plan,
      Protocol protocol,
      Map<String, Stated<List<String>>> names,
      List<Problem> problems) {
    this.plan = plan;
    this.protocol = protocol;
    this.names = names;
    this.problems = problems;
  }

  /**
   * What matches.
   *
   * @param values what the user states
   * @param parameters the protocol's, with these values
   * @param names what the user says
   * @param problems what somebody must know is added here
   */
  static StructureMatcher of(
      Plan plan,
      Protocol protocol,
      ParameterValues values,
      Parameters parameters,
      Map<String, Stated<List<String>>> names,
      List<Problem> problems) {
    return new Matching(plan, protocol, names, problems).matcher(values, parameters);
  }

  private StructureMatcher matcher(ParameterValues values, Parameters parameters) {
    List<StructureRule> rules = StructureNames.rules(protocol);
    return new StructureMatcher(
        plan.structureSet().structures(),
        rules,
        names,
        structureSetFile(),
        side(rules, values, parameters),
        problems);
  }

  private SourceLocation structureSetFile() {
    return SourceLocation.file(plan.structureSet().source().path());
  }

  /** The side of the target, where a rule asks for it; says it where it was not stated. */
  private Answer<Side> side(
      List<StructureRule> rules, ParameterValues values, Parameters parameters) {
    List<Structure> drawn = plan.structureSet().structures();
    Laterality laterality = new Laterality(drawn);
    problems.addAll(laterality.swapped(structureSetFile()));
    if (rules.stream().noneMatch(Laterality::isSided)) {
      return Answer.unknown("no rule asks for a side");
    }
    StructureMatcher unsided =
        new StructureMatcher(drawn, rules, names, structureSetFile(), new ArrayList<>());
    List<Structure> targets =
        protocol.prescriptions().stream()
            .map(rule -> unsided.get(rule.target()))
            .flatMap(match -> match == null ? Stream.empty() : match.structures().stream())
            .distinct()
            .toList();
    String stated =
        parameters.isChoice(Laterality.PARAMETER)
            ? values.value(Laterality.PARAMETER).map(ParameterValues.Value::text).orElse(null)
            : null;
    Answer<Side> side = laterality.side(stated, targets);
    if (stated == null && side instanceof Answer.Found<Side> found) {
      problems.add(
          Problem.note(
              "side-derived",
              structureSetFile(),
              "the target lies on the patient's %s: derived from its contours and from structures in pairs, _L and _R"
                  .formatted(found.value())));
    }
    return side;
  }
}
