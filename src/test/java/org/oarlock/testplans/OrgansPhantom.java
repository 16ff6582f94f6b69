package org.oarlock.testplans;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oarlock.check.Verdict;
import org.oarlock.geometry.PatientPoint;

/**
 * An organ in every box of a chest of drawers: for protocols about many organs. All boxes are cubes
 * of 40 mm, eight in a row along x, their rows along y; the dose is {@code P * across(x)}. The plan
 * says neither what is prescribed nor in how many fractions, so that a test can state it.
 */
final class OrgansPhantom {
  private static final double EDGE = 40;
  private static final double LEFT = 160;
  private static final double FRONT = -120;
  private static final double POINT_MM3 = 35;
  private static final String STATED = "6 Gy in 5";
  private static final int COLUMNS = 8;

  /** Each a multiple of 1/256 at all nodes. */
  private static final PiecewiseLinear ACROSS = PiecewiseLinear.in32nds(-LEFT, 28, LEFT, 32);

  private static final Lattice LATTICE =
      new Lattice(
          new Lattice.Axis(-200, 200, 40),
          new Lattice.Axis(-160, 160, 40),
          new Lattice.Axis(-40, 40, 40));

  /** Row by row from the patient's right to left, so that _L lies to the left of _R. */
  private static final List<String> ORGANS =
      List.of(
          "Cochlea_R",
          "Cochlea_L",
          "OpticNrv_R",
          "OpticNrv_L",
          "Parotid_R",
          "Parotid_L",
          "Lung_R",
          "Lung_L",
          "Kidney_R",
          "Kidney_L",
          "Kidney_Hilum_R",
          "Kidney_Hilum_L",
          "BrachialPlex_R",
          "BrachialPlex_L",
          "Femur_Head_R",
          "Femur_Head_L",
          "Brain",
          "Brainstem",
          "SpinalCord",
          "CaudaEquina",
          "SacralPlex",
          "OpticChiasm",
          "Larynx",
          "Bladder",
          "Esophagus",
          "Trachea",
          "Bronchus_Main",
          "AirWay_Dist",
          "Heart",
          "Pericardium",
          "GreatVes",
          "Rectum",
          "Stomach",
          "Duodenum",
          "Jejunum",
          "Ileum",
          "Colon",
          "Rib05_L",
          "Skin",
          "Bladder_Wall",
          "PenileBulb",
          "PTV");

  private final double gy;

  /**
   * @param gy the highest dose, at the left edge; at the right edge it is an eighth less
   */
  OrgansPhantom(double gy) {
    this.gy = gy;
  }

  private static Drawn box(String name, int index) {
    double x = -LEFT + EDGE * (index % COLUMNS);
    double y = FRONT + EDGE * (index / COLUMNS);
    Polygon square = Polygon.rectangle(x, x + EDGE, y, y + EDGE);
    String type = name.equals("PTV") ? "PTV" : "ORGAN";
    return new Drawn(name, type, List.of(new Drawn.Stack(square, -15, 15, 10)));
  }

  private static Map<String, Drawn> structures() {
    Map<String, Drawn> structures = new LinkedHashMap<>();
    for (String name : ORGANS) {
      structures.put(name, box(name, structures.size()));
    }
    // the last row, and more than 195 cm3
    Polygon bowel = Polygon.rectangle(0, LEFT, 80, 120);
    structures.put(
        "Spc_Bowel", new Drawn("Spc_Bowel", "ORGAN", List.of(new Drawn.Stack(bowel, -15, 15, 10))));
    return structures;
  }

  private AnalyticDose dose() {
    return AnalyticDose.of(gy, ACROSS, PiecewiseLinear.ONE, PiecewiseLinear.ONE);
  }

  TestPlan plan(String name, String summary) {
    TestPlan.PhasePlan phase =
        new TestPlan.PhasePlan(
            "ORGANS",
            gy,
            0,
            Optional.empty(),
            dose(),
            LATTICE,
            List.of(new Field(0, 0, 6)),
            new PatientPoint(0, 0, 0),
            150,
            20);
    return new TestPlan(
        name,
        summary,
        "OARLOCK^ORGANS",
        new ArrayList<>(structures().values()),
        Optional.empty(),
        List.of(phase),
        expected());
  }

  /**
   * What the protocol for five fractions asks of an organ.
   *
   * @param goal what the ids of its goals begin with
   * @param structures that it is made of
   * @param thresholdGy that a critical volume may get, 0 if there is none
   * @param cc the critical volume
   * @param maxGy that a point may get, 0 if there is none
   */
  private record Limits(
      String goal, List<String> structures, double thresholdGy, double cc, double maxGy) {
    static Limits of(String goal, String structures, double thresholdGy, double cc, double maxGy) {
      return new Limits(goal, List.of(structures.split(" ")), thresholdGy, cc, maxGy);
    }

    Shape shape() {
      Map<String, Drawn> drawn = OrgansPhantom.structures();
      return new Shape(
          structures.stream().flatMap(name -> drawn.get(name).shape().prisms().stream()).toList());
    }
  }

  private static final List<Limits> LIMITS =
      List.of(
          Limits.of("optic", "OpticChiasm OpticNrv_L OpticNrv_R", 23, 0.2, 25),
          Limits.of("brainstem", "Brainstem", 23, 0.5, 31),
          Limits.of("cord", "SpinalCord", 23, 0.35, 30),
          Limits.of("cord-large", "SpinalCord", 14.5, 1.2, 0),
          Limits.of("cauda", "CaudaEquina", 30, 5, 32),
          Limits.of("sacral-plexus", "SacralPlex", 30, 5, 32),
          Limits.of("esophagus", "Esophagus", 19.5, 5, 35),
          Limits.of("heart", "Heart", 32, 15, 38),
          Limits.of("great-vessels", "GreatVes", 47, 10, 53),
          Limits.of("trachea", "Trachea Bronchus_Main", 16.5, 4, 40),
          Limits.of("airway-small", "AirWay_Dist", 21, 0.5, 33),
          Limits.of("rib", "Rib05_L", 35, 1, 43),
          Limits.of("skin", "Skin", 36.5, 10, 39.5),
          Limits.of("stomach", "Stomach", 18, 10, 32),
          Limits.of("duodenum", "Duodenum", 18, 5, 32),
          Limits.of("duodenum-large", "Duodenum", 12.5, 10, 0),
          Limits.of("bowel", "Jejunum Ileum", 19.5, 5, 35),
          Limits.of("colon", "Colon", 25, 20, 38),
          Limits.of("rectum", "Rectum", 25, 20, 38),
          Limits.of("bladder-wall", "Bladder_Wall", 18.3, 15, 38),
          Limits.of("penile-bulb", "PenileBulb", 30, 3, 50),
          Limits.of("femur-heads", "Femur_Head_L Femur_Head_R", 30, 10, 0));

  private Expected expected() {
    Expected expected = new Expected("constraints/tg101-5-fractions.yaml");
    expected.goal("prescribed", Verdict.NOT_APPLICABLE);
    LIMITS.forEach(limits -> expect(expected, limits));
    // of each by itself: the higher one of a pair decides, and both are on the same side
    Verdict pairs = Expected.passIf(gy < 23);
    for (String goal :
        List.of(
            "cochlea-max", "brachial-plexus-volume", "brachial-plexus-max", "renal-hilum-volume")) {
      expected.parameter(goal, "main", STATED, pairs);
    }
    return expected;
  }

  private void expect(Expected expected, Limits limits) {
    ExactHistogram histogram = ExactHistogram.of(limits.shape(), dose());
    if (limits.thresholdGy() > 0) {
      double cc = histogram.atLeastMm3(limits.thresholdGy()) / 1000;
      String goal = limits.goal() + "-volume";
      String metric = "V%sGy[cc]".formatted(text(limits.thresholdGy()));
      expected.parameter(goal, "main", STATED, Expected.passIf(cc < limits.cc()));
      expected.valueWhenSet(goal, metric, cc);
    }
    if (limits.maxGy() > 0) {
      double point = histogram.doseToHottestGy(100 * POINT_MM3 / histogram.volumeMm3());
      String goal = limits.goal() + "-max";
      expected.parameter(goal, "main", STATED, Expected.passIf(point <= limits.maxGy()));
      expected.valueWhenSet(goal, "D0.035cc[Gy]", point);
    }
  }

  private static String text(double gy) {
    return gy == Math.rint(gy) ? String.valueOf((int) gy) : String.valueOf(gy);
  }
}
