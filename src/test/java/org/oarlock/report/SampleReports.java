package org.oarlock.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.check.GoalResult;
import org.oarlock.check.GoalResult.Obligation;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.check.PlanResult.Curve;
import org.oarlock.check.PlanResult.MatchedStructure;
import org.oarlock.check.PlanResult.ResolvedParameter;
import org.oarlock.check.PlanResult.ResolvedPrescription;
import org.oarlock.check.Verdict;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricResult;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Prescription;
import org.oarlock.plan.StructureSet;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Goal;
import org.oarlock.protocol.Parameter;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Unit;

/** Invented results: nothing here was computed from a plan. */
final class SampleReports {
  static final Report.Tool TOOL = new Report.Tool("Oarlock", "0.1.0");
  static final String FILE = "trunk.yaml";

  private SampleReports() {}

  /** One plan of two phases with every kind of verdict. */
  static Report trunk(boolean showPatient) {
    return new Report(
        TOOL, protocol(Protocol.Status.UNVERIFIED), List.of(trunkPlan()), List.of(), showPatient);
  }

  static Report of(Protocol.Status status, PlanResult... plans) {
    return new Report(TOOL, protocol(status), List.of(plans), List.of(), false);
  }

  static Protocol protocol(Protocol.Status status) {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("cams", "Wang J et al., OncoTargets Ther 2015;8:2843-2847, doi 10.2147/OTT.S88227");
    return new Protocol(
        "sts-trunk",
        "Postoperative IMRT of soft tissue sarcoma, trunk wall",
        "1.0.0",
        status,
        List.of("sts-base"),
        sources,
        List.of(
            parameter("margin", Parameter.Type.CHOICE), parameter("spared", Parameter.Type.DOSE)),
        List.of(prescriptionRule("phase1", "PTV1"), prescriptionRule("total", "PTV2")),
        List.of(),
        List.of(
            goal("ptv1-d95", "PTV1", "phase1", null),
            goal("liver", "Liver", null, null, Goal.Kind.READINGS),
            goal("bowel-v50", "Bowel_Small", null, null),
            goal("fields", null, null, new Expression.Name("static", 1))),
        Protocol.FractionDose.CONVENTIONAL,
        List.of(
            new Protocol.SourceFile(FILE, "a".repeat(64)),
            new Protocol.SourceFile("base.yaml", "b".repeat(64))));
  }

  private static Parameter parameter(String name, Parameter.Type type) {
    return new Parameter(
        name, type, List.of(), null, "what it means", SourceLocation.at(FILE, 5, 3, "parameters"));
  }

  private static PrescriptionRule prescriptionRule(String name, String target) {
    return new PrescriptionRule(
        name, target, null, null, 0, null, List.of(), "", List.of(), "", SourceLocation.NOWHERE);
  }

  static Goal goal(String id, String structure, String prescription, Expression when) {
    return goal(id, structure, prescription, when, Goal.Kind.SINGLE);
  }

  private static Goal goal(
      String id, String structure, String prescription, Expression when, Goal.Kind kind) {
    return new Goal(
        id,
        when,
        structure == null ? null : new Expression.Name(structure, 1),
        kind,
        List.of(new Expression.Name("invented", 1)),
        null,
        null,
        null,
        prescription,
        true,
        0,
        "cams",
        List.of(),
        "",
        List.of(),
        false,
        SourceLocation.NOWHERE);
  }

  static PlanResult trunkPlan() {
    List<ResolvedParameter> parameters =
        List.of(
            new ResolvedParameter("margin", "negative", "default of the protocol"),
            new ResolvedParameter("spared", "", ""));
    return new PlanResult(
        plan("Trunk50", "Boost14"),
        Verdict.FAIL,
        trunkGoals(),
        List.of(
            new MatchedStructure("PTV1", List.of("PTV_5000"), "by the listed name 'PTV_5000'"),
            new MatchedStructure(
                "Kidneys", List.of("Kidney_L", "Kidney_R"), "made: union(Kidney_L, Kidney_R)"),
            new MatchedStructure("Bowel_Small", List.of(), "no name of the plan matches")),
        List.of(
            new ResolvedPrescription(
                "phase1",
                "50 Gy in 25",
                "50 Gy in 25",
                "TargetPrescriptionDose of plan 'Trunk50'",
                Dose.ofGy(50)),
            new ResolvedPrescription(
                "phase2",
                "10..16 Gy",
                "14 Gy in 7",
                "TargetPrescriptionDose of plan 'Boost14'",
                Dose.ofGy(14)),
            new ResolvedPrescription(
                "total", "phase1 + phase2", "64 Gy", "sum of phase1 and phase2", Dose.ofGy(64))),
        trunkCurves(),
        List.of("Couch", "Dose_Shell", "Marker"),
        parameters,
        List.of(
            Problem.warning(
                "grid-does-not-cover",
                SourceLocation.tag("dose1.dcm", "(3004,000C)"),
                "the dose grid ends 12.5 mm below the top of 'Lung_L'",
                "Export the dose on a grid that covers the lungs"),
            Problem.note(
                "contour-duplicate",
                SourceLocation.file("structures.dcm"),
                "dropped one contour of 'Colon' that is there twice")));
  }

  private static List<GoalResult> trunkGoals() {
    List<GoalResult> goals = new ArrayList<>();
    goals.add(
        single(
            "ptv1-d95",
            "PTV1",
            "phase1",
            Verdict.PASS,
            "",
            judgement(
                "PTV_5000", "D95%[%]", value(96.123456789, Unit.PERCENT, 95.9, 96.4), ">= 95 %")));
    goals.add(
        single(
            "ptv2-d95",
            "PTV2",
            "total",
            Verdict.VARIATION,
            "94.20 % is below 95 % but not below the acceptable variation, 93 %",
            judgement("PTV2", "D95%[%]", value(94.2, Unit.PERCENT, 94.05, 94.31), ">= 95 %")));
    goals.add(
        new GoalResult(
            "liver",
            "Liver",
            "total",
            "",
            Obligation.REQUIRED,
            1,
            Verdict.REVIEW,
            "the readings of the source disagree: V20Gy fails, V40Gy passes; a person must decide",
            0,
            List.of(
                new Judgement(
                    "reading 1",
                    List.of("Liver"),
                    "V20Gy[%]",
                    value(34.567, Unit.PERCENT, 34.1, 35.02),
                    "< 30 %",
                    Verdict.FAIL,
                    "34.57 % is not below 30 %",
                    null),
                new Judgement(
                    "reading 2",
                    List.of("Liver"),
                    "V40Gy[%]",
                    value(11.2, Unit.PERCENT, 11, 11.45),
                    "< 30 %",
                    Verdict.PASS,
                    "",
                    null)),
            List.of(),
            "cams",
            SourceLocation.at(FILE, 21, 5, "goals[2]")));
    goals.add(
        single(
            "kidneys",
            "Kidneys",
            "total",
            Verdict.PASS,
            "",
            new Judgement(
                "",
                List.of("Kidney_L", "Kidney_R"),
                "Mean[Gy]",
                value(15.3004, Unit.GY, 15.28, 15.33),
                "< 20 Gy",
                Verdict.PASS,
                "",
                null)));
    goals.add(
        single(
            "heart-v30",
            "Heart",
            "total",
            Verdict.FAIL,
            "31.02 % is not below 30 %",
            judgement("Heart", "V30Gy[%]", value(31.02, Unit.PERCENT, 30.9, 31.2), "< 30 %")));
    goals.add(
        new GoalResult(
            "lungs-v20",
            "Lungs",
            "total",
            "",
            Obligation.REQUIRED,
            0,
            Verdict.PASS,
            "",
            0,
            List.of(
                new Judgement(
                    "",
                    List.of("Lung_L", "Lung_R"),
                    "V20Gy[%]",
                    new MetricValue(
                        14.9996,
                        Unit.PERCENT,
                        Interval.of(14.98, 15.01),
                        Interval.of(14.7, 15.2),
                        Interval.of(14.9996, 15.9),
                        99.1,
                        List.of(MetricValue.Alternative.under(Convention.NO_CAP, 15.2))),
                    "< 15 %",
                    Verdict.PASS,
                    "",
                    "with no cap it would be 15.20 %, FAIL")),
            List.of(
                judgement("Lung_L", "Mean[Gy]", value(9.8765, Unit.GY, 9.8, 9.91), ""),
                new Judgement(
                    "",
                    List.of("Lung_R"),
                    "D2cc[Gy]",
                    new NoValue("the grid does not cover it"),
                    "",
                    Verdict.NOT_APPLICABLE,
                    "",
                    null)),
            "cams",
            SourceLocation.at(FILE, 30, 5, "goals[5]")));
    goals.add(
        single(
            "cord-max",
            "SpinalCord",
            "total",
            Verdict.PASS,
            "",
            judgement("SpinalCord", "Max[Gy]", value(40, Unit.GY, 39.9, 40.1), "<= 40 Gy")));
    goals.add(
        single(
            "bowel-v50",
            "Bowel_Small",
            "total",
            Verdict.NOT_EVALUATED,
            "",
            new Judgement(
                "",
                List.of(),
                "V50Gy[%]",
                new NoValue("no structure is called 'Bowel_Small' or 'SmallBowel'"),
                "< 10 %",
                Verdict.NOT_EVALUATED,
                "",
                null)));
    goals.add(
        new GoalResult(
            "fields",
            "",
            "total",
            "",
            Obligation.ADVISORY,
            0,
            Verdict.NOT_APPLICABLE,
            "its condition static is false",
            0,
            List.of(
                new Judgement(
                    "",
                    List.of(),
                    "fields()[count]",
                    null,
                    "in 5..7",
                    Verdict.NOT_APPLICABLE,
                    "",
                    null)),
            List.of(),
            "",
            SourceLocation.at(FILE, 40, 5, "goals[8]")));
    return goals;
  }

  static List<Curve> trunkCurves() {
    return List.of(
        new Curve("PTV_5000", "phase1", LogisticDvh.of(612.4, 41, 53.5, 50.4, 0.6)),
        new Curve("PTV2", "total", LogisticDvh.of(401.2, 52, 68.1, 64.1, 0.9)),
        new Curve("Liver", "total", LogisticDvh.of(1480, 0.2, 62, 14, 8)),
        new Curve("Kidneys", "total", LogisticDvh.of(310, 0.4, 44, 15, 4)),
        new Curve("Heart", "total", LogisticDvh.of(640, 0.8, 58, 22, 10)),
        new Curve("Lungs", "total", new LogisticDvh(3650, 3620, 0.1, 66, 3, 9)),
        new Curve("SpinalCord", "total", LogisticDvh.of(42, 0.5, 40, 12, 9)));
  }

  /** A plan whose every text is this. */
  static Report named(String text) {
    Judgement judgement =
        new Judgement(
            text,
            List.of(text, text),
            text,
            value(1, Unit.GY, 0, 2),
            text,
            Verdict.REVIEW,
            text,
            text);
    Judgement none =
        new Judgement(
            text, List.of(), text, new NoValue(text), text, Verdict.NOT_EVALUATED, text, null);
    GoalResult goal =
        new GoalResult(
            text,
            text,
            text,
            text,
            Obligation.ADVISORY,
            2,
            Verdict.REVIEW,
            text,
            0,
            List.of(judgement, none),
            List.of(judgement, none),
            text,
            SourceLocation.at(text, 1, 1, text));
    GoalResult alone =
        new GoalResult(
            text + "2",
            text,
            text,
            text,
            Obligation.REQUIRED,
            0,
            Verdict.NOT_EVALUATED,
            "",
            0,
            List.of(none),
            List.of(),
            text,
            SourceLocation.NOWHERE);
    FileIdentity file = new FileIdentity(text, text, text);
    Phase phase =
        new Phase(
            file,
            text,
            text,
            0,
            1,
            List.of(new Prescription(text, text, Dose.ofGy(50), text)),
            List.of(),
            text,
            new PhaseDose(List.of(file), grid(), text, text, text, false, List.of()));
    Plan plan =
        new Plan(
            new Plan.Patient(text, text),
            new StructureSet(file, text, text, List.of(), 3),
            List.of(phase));
    PlanResult result =
        new PlanResult(
            plan,
            Verdict.REVIEW,
            List.of(goal, alone),
            List.of(new MatchedStructure(text, List.of(text), text)),
            List.of(new ResolvedPrescription(text, text, text, text, Dose.ofGy(50))),
            List.of(new Curve(text, text, LogisticDvh.of(10, 1, 50, 30, 3))),
            List.of(text, text),
            List.of(new ResolvedParameter(text, text, text)),
            List.of(Problem.error("hostile", SourceLocation.at(text, 1, 1, text), text, text)));
    Protocol base = protocol(Protocol.Status.DRAFT);
    Protocol protocol =
        new Protocol(
            text,
            text,
            text,
            Protocol.Status.DRAFT,
            List.of(text),
            Map.of(text, text),
            base.parameters(),
            base.prescriptions(),
            base.structures(),
            base.goals(),
            base.fractionDose(),
            List.of(new Protocol.SourceFile(text, text)));
    return new Report(TOOL, protocol, List.of(result), result.problems(), true);
  }

  /** A plan with these goals and nothing else. */
  static Report withGoals(GoalResult... goals) {
    return of(
        Protocol.Status.APPROVED,
        new PlanResult(
            plan("P"),
            Verdict.worst(Arrays.stream(goals).map(GoalResult::verdict).toList()),
            List.of(goals),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  static GoalResult single(
      String id,
      String structure,
      String dose,
      Verdict verdict,
      String reason,
      Judgement judgement) {
    Judgement judged =
        new Judgement(
            judgement.label(),
            judgement.matched(),
            judgement.metric(),
            judgement.result(),
            judgement.limit(),
            verdict,
            judgement.reason(),
            judgement.borderline());
    return new GoalResult(
        id,
        structure,
        dose,
        "phase1".equals(dose) ? "phase1: 50 Gy" : "total: 64 Gy",
        Obligation.REQUIRED,
        0,
        verdict,
        reason,
        0,
        List.of(judged),
        List.of(),
        "cams",
        SourceLocation.at(FILE, 12, 5, "goals[0]"));
  }

  static GoalResult advisory(GoalResult goal) {
    return new GoalResult(
        goal.id(),
        goal.structure(),
        goal.dose(),
        goal.prescription(),
        Obligation.ADVISORY,
        goal.priority(),
        goal.verdict(),
        goal.reason(),
        goal.deciding(),
        goal.judgements(),
        goal.alsoReported(),
        goal.source(),
        goal.location());
  }

  static Judgement judgement(String matched, String metric, MetricResult result, String limit) {
    return new Judgement("", List.of(matched), metric, result, limit, Verdict.PASS, "", null);
  }

  static MetricValue value(double value, Unit unit, double lower, double upper) {
    return new MetricValue(
        value,
        unit,
        Interval.point(value),
        Interval.of(lower, upper),
        Interval.point(value),
        100,
        List.of());
  }

  static Plan plan(String... labels) {
    List<Phase> phases = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      phases.add(phase(labels[i], i + 1));
    }
    return new Plan(
        new Plan.Patient("PAT-007", "Doe^Jane"),
        new StructureSet(
            new FileIdentity("structures.dcm", "1.2.3.100", "c".repeat(64)),
            "Trunk CT",
            "1.2.3.4",
            List.of(),
            3),
        phases);
  }

  private static Phase phase(String label, int number) {
    return new Phase(
        new FileIdentity("plan" + number + ".dcm", "1.2.3." + number, "d".repeat(64)),
        label,
        "UNAPPROVED",
        number == 1 ? 25 : 7,
        1,
        List.of(
            new Prescription(
                "PTV" + number, "", Dose.ofGy(number == 1 ? 50 : 14), "TargetPrescriptionDose")),
        List.of(),
        "HFS",
        new PhaseDose(
            List.of(new FileIdentity("dose" + number + ".dcm", "1.2.3.1" + number, "e".repeat(64))),
            grid(),
            "PHYSICAL",
            "PLAN",
            "taken as it is",
            true,
            List.of()));
  }

  /** 3 x 2 x 3 nodes, uneven along z. */
  static DoseGrid grid() {
    return new DoseGrid(
        new PatientPoint(0, 0, 0),
        new PatientPoint(1, 0, 0),
        new PatientPoint(0, 1, 0),
        new PatientPoint(0, 0, 1),
        new double[] {0, 2.5, 5},
        new double[] {0, 2.5},
        new double[] {0, 2, 5},
        new float[18]);
  }
}
