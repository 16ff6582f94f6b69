package org.oarlock.check;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Function;
import org.oarlock.protocol.Goal;
import org.oarlock.protocol.Parameter;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.StructureRule;
import org.oarlock.protocol.StructureRule.Each;

/** Which structures a protocol speaks of, with or without a rule of their own. */
final class StructureNames {
  private static final String BODY = "External";
  private static final String EXTERNAL = "EXTERNAL";
  private static final Set<String> BODY_METRICS = Set.of("CI", "PCI", "GI");

  private StructureNames() {}

  /** Whether a rule is about the patient's outline. */
  static boolean isBody(StructureRule rule) {
    return rule.type().equals(EXTERNAL) || rule.name().equals(BODY);
  }

  /**
   * The rules of a protocol, then one for each name that it uses without a rule: such a name is
   * looked for as it is.
   */
  static List<StructureRule> rules(Protocol protocol) {
    Map<String, StructureRule> rules = new LinkedHashMap<>();
    protocol.structures().forEach(rule -> rules.put(rule.name(), rule));
    Set<String> used = new LinkedHashSet<>();
    for (StructureRule rule : protocol.structures()) {
      if (rule.define() != null) {
        in(rule.define(), used);
      }
    }
    protocol.goals().forEach(goal -> used.addAll(asked(goal)));
    protocol.prescriptions().stream().map(PrescriptionRule::target).forEach(used::add);
    protocol.parameters().stream().map(Parameter::name).forEach(used::remove);
    used.remove("");
    for (String name : used) {
      rules.computeIfAbsent(name, n -> rule(n, List.of(), ""));
    }
    if (rules.values().stream().noneMatch(StructureNames::isBody)
        && protocol.goals().stream().anyMatch(StructureNames::needsBody)) {
      rules.put(BODY, rule(BODY, List.of("Body"), EXTERNAL));
    }
    return List.copyOf(rules.values());
  }

  /** The names of structures whose dose or volume a goal asks for. */
  static Set<String> asked(Goal goal) {
    Set<String> names = new LinkedHashSet<>();
    if (goal.structure() != null) {
      in(goal.structure(), names);
    }
    goal.conditions().forEach(condition -> inCondition(condition, names));
    goal.alsoReport().forEach(metric -> inCondition(metric, names));
    if (goal.when() != null) {
      inCondition(goal.when(), names);
    }
    return names;
  }

  /** Adds the names in a structure expression. */
  static void in(Expression structure, Set<String> names) {
    if (structure instanceof Expression.Name name) {
      names.add(name.name());
    } else if (structure instanceof Expression.Call call) {
      inArguments(call, names);
    }
  }

  /** Only where the function takes a structure: its other names are directions, prescriptions. */
  private static void inArguments(Expression.Call call, Set<String> names) {
    List<Function.Argument> kinds =
        Function.named(call.function()).map(Function::arguments).orElse(List.of());
    for (int i = 0; i < call.arguments().size() && !kinds.isEmpty(); i++) {
      if (kinds.get(Math.min(i, kinds.size() - 1)) == Function.Argument.STRUCTURE) {
        in(call.arguments().get(i), names);
      }
    }
  }

  private static void inCondition(Expression condition, Set<String> names) {
    if (condition instanceof Expression.MetricTerm metric) {
      if (metric.of() != null) {
        in(metric.of(), names);
      }
    } else if (condition instanceof Expression.Comparison comparison) {
      inCondition(comparison.left(), names);
      inCondition(comparison.right(), names);
    } else if (condition instanceof Expression.InRange range) {
      inCondition(range.value(), names);
    } else if (condition instanceof Expression.And and) {
      inCondition(and.left(), names);
      inCondition(and.right(), names);
    } else if (condition instanceof Expression.Or or) {
      inCondition(or.left(), names);
      inCondition(or.right(), names);
    } else if (condition instanceof Expression.Not not) {
      inCondition(not.operand(), names);
    } else if (condition instanceof Expression.Call call) {
      inArguments(call, names);
    }
  }

  private static boolean needsBody(Goal goal) {
    return Stream.concat(goal.conditions().stream(), goal.alsoReport().stream())
        .map(StructureNames::template)
        .anyMatch(BODY_METRICS::contains);
  }

  private static String template(Expression expression) {
    if (expression instanceof Expression.Comparison comparison) {
      return template(comparison.left());
    }
    if (expression instanceof Expression.InRange range) {
      return template(range.value());
    }
    return expression instanceof Expression.MetricTerm metric ? metric.template().strip() : "";
  }

  private static StructureRule rule(String name, List<String> names, String type) {
    return new StructureRule(
        name, names, null, type, Each.ONE, false, "", List.of(), "", SourceLocation.NOWHERE);
  }
}
