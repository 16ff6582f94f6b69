package org.oarlock.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.Convention;
import org.oarlock.plan.ImageSeries;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Expression.Operator;
import org.oarlock.protocol.Goal;
import org.oarlock.protocol.Parameter;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.Protocol.FractionDose;
import org.oarlock.protocol.StructureRule;
import org.oarlock.protocol.StructureRule.Each;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;

/** A plan, a protocol and settings, put together piece by piece. */
final class CheckCase {
  private static final SourceLocation HERE = SourceLocation.at("protocol.yaml", 1, 1, "");

  final List<Structure> structures = new ArrayList<>();
  final List<Phase> phases = new ArrayList<>();
  final List<Parameter> parameters = new ArrayList<>();
  final List<PrescriptionRule> prescriptions = new ArrayList<>();
  final List<StructureRule> rules = new ArrayList<>();
  final List<GoalBuilder> goals = new ArrayList<>();
  final Map<String, String> values = new LinkedHashMap<>();
  final Map<String, List<String>> names = new LinkedHashMap<>();
  final List<Problem> inputProblems = new ArrayList<>();
  boolean strict;
  Convention convention = Convention.HALF_SLICE_CAP;
  FractionDose fractionDose = new FractionDose(Dose.ofGy(0), Dose.ofGy(1000), true);
  double sliceSpacingMm = Phantom.SLICE_MM;
  List<ImageSeries> images = List.of();

  CheckCase draw(Structure... drawn) {
    structures.addAll(List.of(drawn));
    return this;
  }

  /** One phase with this dose and no prescription. */
  CheckCase dose(org.oarlock.plan.DoseGrid grid) {
    return phase(Phantom.phase("Plan", 25, Phantom.dose(grid)));
  }

  CheckCase phase(Phase phase) {
    phases.add(phase);
    return this;
  }

  CheckCase rule(String name, String... names) {
    return rule(name, Each.ONE, "", false, null, names);
  }

  CheckCase rule(
      String name, Each each, String type, boolean optional, Expression define, String... names) {
    rules.add(
        new StructureRule(
            name, List.of(names), define, type, each, optional, "", List.of(), "", HERE));
    return this;
  }

  CheckCase define(String name, Expression define) {
    return rule(name, Each.ONE, "", false, define);
  }

  CheckCase optional(String name) {
    return rule(name, Each.ONE, "", true, null);
  }

  CheckCase choice(String name, String byDefault, String... choices) {
    parameters.add(
        new Parameter(name, Parameter.Type.CHOICE, List.of(choices), byDefault, "", HERE));
    return this;
  }

  CheckCase parameter(String name, Parameter.Type type, String byDefault) {
    parameters.add(new Parameter(name, type, List.of(), byDefault, "", HERE));
    return this;
  }

  CheckCase prescription(String name, String target, double low, double high, int fractions) {
    return prescription(name, target, low, high, fractions, null);
  }

  CheckCase prescription(
      String name, String target, double low, double high, int fractions, Expression when) {
    prescriptions.add(
        new PrescriptionRule(
            name,
            target,
            Dose.ofGy(low),
            Dose.ofGy(high),
            fractions,
            when,
            List.of(),
            "",
            List.of(),
            "",
            HERE));
    return this;
  }

  CheckCase anyPrescription(String name, String target) {
    prescriptions.add(
        new PrescriptionRule(
            name, target, null, null, 0, null, List.of(), "", List.of(), "", HERE));
    return this;
  }

  CheckCase sum(String name, String target, List<List<String>> terms) {
    prescriptions.add(
        new PrescriptionRule(name, target, null, null, 0, null, terms, "", List.of(), "", HERE));
    return this;
  }

  CheckCase set(String name, String value) {
    values.put(name, value);
    return this;
  }

  GoalBuilder goal(String id) {
    GoalBuilder goal = new GoalBuilder(this, id);
    goals.add(goal);
    return goal;
  }

  PlanResult check() {
    StructureSet set =
        new StructureSet(
            Phantom.file("rs.dcm"), "set", "1.2.840", structures, sliceSpacingMm, images);
    Plan plan = new Plan(new Plan.Patient(null, null), set, phases);
    Protocol protocol =
        new Protocol(
            "test",
            "Test",
            "1",
            Protocol.Status.DRAFT,
            List.of(),
            Map.of(),
            parameters,
            prescriptions,
            rules,
            goals.stream().map(GoalBuilder::build).toList(),
            fractionDose,
            List.of());
    Settings settings =
        new Settings(values, names, strict, DvhOptions.DEFAULT.with(convention), inputProblems);
    return PlanChecker.check(plan, protocol, settings);
  }

  GoalResult row(String id) {
    return row(check(), id);
  }

  Verdict verdict(String id) {
    return row(id).verdict();
  }

  static GoalResult row(PlanResult result, String id) {
    return result.goals().stream().filter(g -> g.id().equals(id)).findFirst().orElseThrow();
  }

  // ---- expressions

  static Expression name(String name) {
    return new Expression.Name(name, 1);
  }

  static Expression literal(String quantity) {
    return new Expression.Literal(Quantity.parse(quantity), 1);
  }

  static Expression call(String function, Object... arguments) {
    List<Expression> all = new ArrayList<>();
    for (Object argument : arguments) {
      all.add(argument instanceof Expression e ? e : name((String) argument));
    }
    return new Expression.Call(function, all, null, 1);
  }

  static Expression metric(String template) {
    return new Expression.MetricTerm(template, null, 1);
  }

  static Expression metricOf(String template, Expression of) {
    return new Expression.MetricTerm(template, of, 1);
  }

  /** {@code compare("V20Gy[%]", "<", "30")}. */
  static Expression compare(String metric, String operator, String limit) {
    return compare(metric(metric), operator, literal(limit));
  }

  static Expression compare(Expression left, String operator, Expression right) {
    for (Operator candidate : Operator.values()) {
      if (candidate.symbol().equals(operator)) {
        return new Expression.Comparison(left, candidate, right, 1);
      }
    }
    throw new IllegalArgumentException(operator);
  }

  static Expression is(String parameter, String choice) {
    return compare(name(parameter), "=", name(choice));
  }

  /** A goal, piece by piece. */
  static final class GoalBuilder {
    private final CheckCase testCase;
    private final String id;
    private Expression when;
    private Expression structure;
    private Goal.Kind kind = Goal.Kind.SINGLE;
    private List<Expression> conditions = List.of();
    private Expression variation;
    private String dose;
    private Expression alphaBeta;
    private String prescription;
    private boolean required = true;
    private List<Expression> alsoReport = List.of();
    private boolean borderlineReview;

    GoalBuilder(CheckCase testCase, String id) {
      this.testCase = testCase;
      this.id = id;
    }

    GoalBuilder of(String structure) {
      return of(name(structure));
    }

    GoalBuilder of(Expression structure) {
      this.structure = structure;
      return this;
    }

    GoalBuilder when(Expression condition) {
      when = condition;
      return this;
    }

    GoalBuilder on(String dose) {
      this.dose = dose;
      return this;
    }

    GoalBuilder asEqd2(Expression alphaBeta) {
      this.alphaBeta = alphaBeta;
      return this;
    }

    GoalBuilder percentOf(String prescription) {
      this.prescription = prescription;
      return this;
    }

    GoalBuilder variation(Expression variation) {
      this.variation = variation;
      return this;
    }

    GoalBuilder advisory() {
      required = false;
      return this;
    }

    GoalBuilder borderlineReview() {
      borderlineReview = true;
      return this;
    }

    GoalBuilder report(Expression... metrics) {
      alsoReport = List.of(metrics);
      return this;
    }

    CheckCase asks(String metric, String operator, String limit) {
      return asks(compare(metric, operator, limit));
    }

    CheckCase asks(Expression condition) {
      conditions = List.of(condition);
      return testCase;
    }

    CheckCase asks(Goal.Kind kind, Expression... conditions) {
      this.kind = kind;
      this.conditions = List.of(conditions);
      return testCase;
    }

    Goal build() {
      return new Goal(
          id,
          when,
          structure,
          kind,
          conditions,
          variation,
          dose,
          alphaBeta,
          prescription,
          required,
          0,
          "",
          List.of(),
          "",
          alsoReport,
          borderlineReview,
          HERE);
    }
  }
}
