package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.oarlock.check.GoalResult;
import org.oarlock.check.Judgement;
import org.oarlock.check.Verdict;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Protocol;
import org.oarlock.quantity.Unit;

class TextReportTest {
  @Test
  void a_report_reads_as_designed() throws IOException {
    assertThat(text(SampleReports.trunk(false)))
        .isEqualTo(
            """
            Tool        Oarlock 0.1.0
            Protocol    sts-trunk 1.0.0 (UNVERIFIED): Postoperative IMRT of soft tissue sarcoma, trunk wall
                        This protocol is not approved: do not rely on it for a patient.
            Computed    with the convention 'half-slice cap', curves within 0.005 Gy or 0.02 % of the volume

            ====================================================================================================
            Plan        Trunk50 + Boost14
            Verdict     FAIL
            Required    8 goals: 1 FAIL, 1 REVIEW, 1 NOT_EVALUATED, 1 VARIATION, 4 PASS
            Advisory    1 goal: 1 NOT_APPLICABLE
            Look at     FAIL   heart-v30: Heart V30Gy[%]: 31.02 % is not below 30 %
                        REVIEW liver: Liver, reading 1 V20Gy[%]: 34.57 % is not below 30 % (the readings differ)
                        1 goal could not be judged, for the reasons given below
                        1 goal on the borderline, marked *
            Structures  Trunk CT, structures.dcm
            Phase       Trunk50; 25 fractions; UNAPPROVED; 50 Gy to PTV1 (TargetPrescriptionDose)
            Dose        PHYSICAL, PLAN, 3 x 2 x 3 nodes, 2.5 x 2.5 x 2..3 mm; taken as it is
            Phase       Boost14; 7 fractions; UNAPPROVED; 14 Gy to PTV2 (TargetPrescriptionDose)
            Dose        PHYSICAL, PLAN, 3 x 2 x 3 nodes, 2.5 x 2.5 x 2..3 mm; taken as it is

            Goal       Asked                                               Value  Band            Verdict
            ---------  ----------------------------------------------  ---------  --------------  --------------
            ptv1-d95   PTV1 = PTV_5000: D95%[%] >= 95 %                  96.12 %  [95.90, 96.40]  PASS
            ptv2-d95   PTV2: D95%[%] >= 95 %                             94.20 %  [94.05, 94.31]  VARIATION
            liver      Liver: readings                                                            REVIEW
                       - reading 1: V20Gy[%] < 30 %                      34.57 %  [34.10, 35.02]  FAIL
                       - reading 2: V40Gy[%] < 30 %                      11.20 %  [11.00, 11.45]  PASS
            kidneys    Kidneys = Kidney_L, Kidney_R: Mean[Gy] < 20 Gy   15.30 Gy  [15.28, 15.33]  PASS
            heart-v30  Heart: V30Gy[%] < 30 %                            31.02 %  [30.90, 31.20]  FAIL
            lungs-v20  Lungs: V20Gy[%] < 15 %                          14.9996 %  [14.70, 15.90]  PASS *
            cord-max   SpinalCord: Max[Gy] <= 40 Gy                     40.00 Gy  [39.90, 40.10]  PASS
            bowel-v50  Bowel_Small: V50Gy[%] < 10 %                            -                  NOT_EVALUATED
            ADVISORY:
            fields     fields()[count] in 5..7                                 -                  NOT_APPLICABLE

            Why FAIL
            - heart-v30: 31.02 % is not below 30 %

            Why REVIEW
            - liver: the readings of the source disagree: V20Gy fails, V40Gy passes; a person must decide
                reading 1: 34.57 % is not below 30 %

            Why NOT_EVALUATED
            - bowel-v50: no structure is called 'Bowel_Small' or 'SmallBowel'

            Why VARIATION
            - ptv2-d95: 94.20 % is below 95 % but not below the acceptable variation, 93 %

            Why NOT_APPLICABLE
            - fields: its condition static is false

            * Borderline: another convention, or what the contours leave open, would turn the verdict
            - lungs-v20: with no cap it would be 15.20 %, FAIL

            Goal       Structure  Also reported    Value  Band
            ---------  ---------  -------------  -------  ------------
            lungs-v20  Lungs      Mean[Gy]       9.88 Gy  [9.80, 9.91]

            Also asked for, without a value
            - the grid does not cover it
                lungs-v20 D2cc[Gy]

            Prescription  Expected         Found        Who said so
            ------------  ---------------  -----------  ----------------------------------------
            phase1        50 Gy in 25      50 Gy in 25  TargetPrescriptionDose of plan 'Trunk50'
            phase2        10..16 Gy        14 Gy in 7   TargetPrescriptionDose of plan 'Boost14'
            total         phase1 + phase2  64 Gy        sum of phase1 and phase2

            Parameter  Value      Who said so
            ---------  ---------  -----------------------
            margin     negative   default of the protocol
            spared     (not set)

            Structure    In the plan         How
            -----------  ------------------  -------------------------------
            PTV1         PTV_5000            by the listed name 'PTV_5000'
            Kidneys      Kidney_L, Kidney_R  made: union(Kidney_L, Kidney_R)
            Bowel_Small  nothing             no name of the plan matches

            Structures that no goal looked at
              Couch, Dose_Shell, Marker

            Goals whose structure is not in the plan and cannot be made
              bowel-v50 (Bowel_Small)

            Problems
            - warning: dose1.dcm ((3004,000C)): the dose grid ends 12.5 mm below the top of 'Lung_L'
                [grid-does-not-cover]
                hint: Export the dose on a grid that covers the lungs
            - note: structures.dcm: dropped one contour of 'Colon' that is there twice [contour-duplicate]
            """);
  }

  @Test
  void the_patient_is_shown_only_when_asked() throws IOException {
    assertThat(text(SampleReports.trunk(false))).doesNotContain("PAT-007", "Doe");
    assertThat(text(SampleReports.trunk(true))).contains("Patient     PAT-007, Doe^Jane\n");
  }

  @Test
  void an_approved_protocol_has_no_warning() throws IOException {
    assertThat(text(SampleReports.of(Protocol.Status.APPROVED, SampleReports.trunkPlan())))
        .contains("sts-trunk 1.0.0 (APPROVED)")
        .doesNotContain("not approved");
  }

  @Test
  void no_plan_is_said_and_is_no_pass() throws IOException {
    Report report =
        new Report(
            SampleReports.TOOL,
            SampleReports.protocol(Protocol.Status.APPROVED),
            List.of(),
            List.of(
                Problem.error(
                    "no-plan", SourceLocation.file("in"), "no plan lies there", "Name another")),
            false);

    assertThat(report.verdict()).isEqualTo(Verdict.NOT_EVALUATED);
    assertThat(text(report))
        .contains("No plan was judged.", "- error: in: no plan lies there [no-plan]")
        .contains("    hint: Name another");
  }

  @Test
  void a_value_never_looks_equal_to_a_limit_it_differs_from() {
    assertThat(found(29.9999996, "< 30 %")).isEqualTo("29.9999996 %");
    assertThat(found(30.0, "< 30 %")).isEqualTo("30.00 %");
    assertThat(found(30.004, "< 30 %")).isEqualTo("30.004 %");
    assertThat(found(30.006, "< 30 %")).isEqualTo("30.01 %");
    assertThat(found(9.998, "in 5..10 %")).isEqualTo("9.998 %");
  }

  @Test
  void a_band_is_rounded_outwards() {
    MetricValue value = SampleReports.value(10.005, Unit.GY, 9.999, 10.0011);
    assertThat(Figures.band(value)).isEqualTo("[9.99, 10.01]");
  }

  @Test
  void a_band_with_one_end_is_a_bound() {
    assertThat(Figures.band(open(10.005, Double.POSITIVE_INFINITY))).isEqualTo(">= 10.00");
    assertThat(Figures.band(open(Double.NEGATIVE_INFINITY, 10.005))).isEqualTo("<= 10.01");
    assertThat(Figures.band(open(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)))
        .isEqualTo("anything");
  }

  private static MetricValue open(double lower, double upper) {
    Interval point = Interval.point(10.005);
    return new MetricValue(10.005, Unit.GY, point, point, Interval.of(lower, upper), 80, List.of());
  }

  @Test
  void ids_are_broken_at_hyphens_only_and_bands_not_at_all() {
    TextTable table = new TextTable(61, "!Goal", "Asked", ">!Value", "!Band");
    table.row(
        "prescription-phase2-positive",
        "subtract(BoneCortex, PTV1): Max[Gy] < 50 Gy",
        "101.25 %",
        "[101.24, 101.83]");

    assertThat(table.lines())
        .containsExactly(
            "Goal                  Asked           Value  Band",
            "--------------------  -----------  --------  ----------------",
            "prescription-phase2-  subtract(    101.25 %  [101.24, 101.83]",
            "positive              BoneCortex,",
            "                      PTV1):",
            "                      Max[Gy] <",
            "                      50 Gy");
  }

  @Test
  void goals_that_share_a_reason_share_its_line() throws IOException {
    assertThat(text(SampleReports.withGoals(unjudged("a"), unjudged("b"), unjudged("c"))))
        .contains(
            """
            Why NOT_EVALUATED
            - 3 goals: the dose is missing
                a, b, c
            """)
        .containsOnlyOnce("the dose is missing");
  }

  @Test
  void what_a_branch_asks_is_said_once() throws IOException {
    Judgement met =
        new Judgement(
            "V20Gy[%] < 30 %",
            List.of("Liver"),
            "V20Gy[%]",
            SampleReports.value(19.86, Unit.PERCENT, 19.86, 19.9),
            "< 30 %",
            Verdict.PASS,
            "",
            null);
    GoalResult goal =
        new GoalResult(
            "g",
            "Liver",
            "total",
            "",
            GoalResult.Obligation.REQUIRED,
            0,
            Verdict.PASS,
            "",
            0,
            List.of(met, met),
            List.of(),
            "",
            SourceLocation.NOWHERE);

    assertThat(text(SampleReports.withGoals(goal)).lines())
        .filteredOn(line -> line.contains("V20Gy"))
        .hasSize(2)
        .allMatch(
            line -> line.matches(" +- V20Gy\\[%] < 30 % +19[.]86 % +\\[19[.]86, 19[.]90] +PASS"));
  }

  private static GoalResult unjudged(String id) {
    return SampleReports.single(
        id,
        "S",
        "total",
        Verdict.NOT_EVALUATED,
        "the dose is missing",
        SampleReports.judgement("S", "Max[Gy]", null, "< 1 Gy"));
  }

  @Test
  void hostile_names_neither_break_the_layout_nor_reach_the_terminal() throws IOException {
    for (String name : HostileText.ALL) {
      String text = text(SampleReports.named(name));
      assertThat(text.codePoints().filter(c -> c != '\n').map(Character::getType).boxed())
          .as(HostileText.brief(name))
          .doesNotContain(
              (int) Character.CONTROL,
              (int) Character.FORMAT,
              (int) Character.SURROGATE,
              (int) Character.LINE_SEPARATOR,
              (int) Character.PARAGRAPH_SEPARATOR);
      assertThat(text.lines())
          .as(HostileText.brief(name))
          .allSatisfy(
              line -> assertThat(TerminalText.width(line)).isLessThanOrEqualTo(TextReport.WIDTH));
      assertThat(text.length()).as(HostileText.brief(name)).isLessThan(150_000);
    }
  }

  @Test
  void a_long_reason_is_wrapped_and_not_cut() throws IOException {
    String reason = "because the value is too high ".repeat(20) + "and that is the end";
    String text =
        text(
            SampleReports.withGoals(
                SampleReports.single(
                    "g",
                    "S",
                    "total",
                    Verdict.FAIL,
                    reason,
                    SampleReports.judgement("S", "Max[Gy]", null, "< 1 Gy"))));

    assertThat(text.replaceAll("\\s+", " ")).contains(reason);
  }

  @Test
  void the_locale_changes_nothing() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      String root = text(SampleReports.trunk(true));
      for (String language : List.of("de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(text(SampleReports.trunk(true))).as(language).isEqualTo(root);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String found(double value, String limit) {
    return Figures.value(
        SampleReports.judgement(
            "S", "V20Gy[%]", SampleReports.value(value, Unit.PERCENT, 0, 1), limit));
  }

  private static String text(Report report) throws IOException {
    StringWriter out = new StringWriter();
    TextReport.write(report, out);
    return out.toString();
  }
}
