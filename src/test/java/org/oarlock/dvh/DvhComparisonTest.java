package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.oarlock.dicom.LoadRequest;
import org.oarlock.dicom.PlanLoader;
import org.oarlock.dvh.DvhComparison.Cause;
import org.oarlock.dvh.DvhComparison.Figure;
import org.oarlock.dvh.DvhComparison.Reason;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.plan.Prescription;
import org.oarlock.plan.Structure;
import org.oarlock.quantity.Dose;

/**
 * Histograms that a planning system could have stored, made from closed forms, beside ours. The
 * usual solid is a box of 40 x 20 x 20 mm (16 cm3) on ten slices, in a dose that rises from 20 to
 * 60 Gy along its 40 mm: V(D) = 16 cm3 (60 - D) / 40.
 */
class DvhComparisonTest {
  private static final double BIN_GY = 0.1;

  private static final Solid BOX = box(0, 40, 20, 10);

  /** 20 Gy at x = 0, 60 Gy at x = 40. */
  private static final DoseGrid RAMP = ramp(20, 60);

  private static Solid box(double x0, double x1, double width, int slices) {
    List<PlanarContour> contours = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      contours.add(Phantoms.rectangle(x0, -width / 2, x1, width / 2, 2 * i + 1));
    }
    return Solid.ofContours(contours, 2);
  }

  /** Dose 20 + x up to x = end, on nodes of 2.5 mm. */
  private static DoseGrid ramp(double atZero, double endMm) {
    return grid(endMm, (x, y, z) -> atZero + x);
  }

  private static DoseGrid grid(double endMm, Phantoms.Field field) {
    int columns = (int) Math.round((endMm + 20) / 2.5) + 1;
    return Phantoms.grid(new PatientPoint(-20, -20, -20), columns, 17, 25, 2.5, 2.5, 2.5, field);
  }

  private static double boxCm3(double doseGy) {
    return 16 * Math.min(1, Math.max(0, (60 - doseGy) / 40));
  }

  /** Volumes at the starts of bins that reach past the dose where the volume is 0. */
  private static List<Double> volumes(DoubleUnaryOperator volumeCm3, double binGy, double endGy) {
    int bins = (int) Math.ceil(endGy / binGy) + 1;
    return IntStream.range(0, bins).mapToObj(i -> volumeCm3.applyAsDouble(i * binGy)).toList();
  }

  private static PlanningSystemDvh cumulative(List<Double> volumes, double widthInUnits) {
    return stored(
        "CUMULATIVE",
        "GY",
        "CM3",
        Collections.nCopies(volumes.size(), widthInUnits),
        volumes,
        null);
  }

  private static PlanningSystemDvh stored(
      String type,
      String doseUnits,
      String volumeUnits,
      List<Double> widths,
      List<Double> volumes,
      Double mean) {
    return new PlanningSystemDvh(
        1, type, doseUnits, volumeUnits, 1, widths, volumes, null, null, mean);
  }

  private static PlanningSystemDvh ofBox() {
    return cumulative(volumes(DvhComparisonTest::boxCm3, BIN_GY, 60), BIN_GY);
  }

  private static Phase phase(DoseGrid grid, String summation, double... prescribedGy) {
    PhaseDose dose =
        new PhaseDose(
            List.of(new FileIdentity("dose.dcm", "1.2.3", "00")),
            grid,
            "PHYSICAL",
            summation,
            "taken as it is",
            true,
            List.of());
    List<Prescription> prescriptions = new ArrayList<>();
    for (double gy : prescribedGy) {
      prescriptions.add(new Prescription("PTV", "", Dose.ofGy(gy), "TargetPrescriptionDose"));
    }
    return new Phase(null, "Plan", "", 25, 1, prescriptions, List.of(), "HFS", dose);
  }

  private static DvhComparison compare(
      PlanningSystemDvh stored, Solid solid, DoseGrid grid, double... prescribedGy) {
    StructureDose ours = DvhCalculator.calculate(solid, grid, DvhOptions.DEFAULT);
    return DvhComparison.of(stored, solid, ours, phase(grid, "PLAN", prescribedGy));
  }

  private static DvhComparison compare(PlanningSystemDvh stored, double... prescribedGy) {
    return compare(stored, BOX, RAMP, prescribedGy);
  }

  private static List<Cause> causes(DvhComparison comparison) {
    return comparison.causes().stream().map(Reason::cause).toList();
  }

  private static Figure figure(DvhComparison comparison, String name) {
    return comparison.figures().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  // ---- agreement

  @Test
  void a_histogram_of_the_same_solid_agrees() {
    DvhComparison comparison = compare(ofBox());
    assertThat(comparison.agrees()).isTrue();
    assertThat(comparison.causes()).isEmpty();
    Map<String, Double> expected =
        Map.of("Volume", 16.0, "Mean", 40.0, "D95%", 22.0, "D50%", 40.0, "D2%", 59.2);
    assertThat(comparison.figures()).hasSize(5);
    for (Figure figure : comparison.figures()) {
      double value = expected.get(figure.name());
      assertThat(figure.theirs()).as(figure.name()).isCloseTo(value, within(0.01));
      assertThat(figure.ours()).as(figure.name()).isCloseTo(value, within(0.01));
    }
    assertThat(comparison.gap().percent()).isZero();
    assertThat(comparison.curve().get(0)).isEqualTo(new DvhComparison.Point(0, 100));
  }

  @Test
  void every_kind_of_histogram_says_the_same() {
    List<Double> edges = volumes(DvhComparisonTest::boxCm3, BIN_GY, 60);
    List<Double> widths = Collections.nCopies(edges.size(), BIN_GY);
    List<Double> percent = edges.stream().map(v -> v / 16 * 100).toList();
    List<Double> inBins = new ArrayList<>();
    List<Double> perU = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      double inBin = edges.get(i) - (i + 1 < edges.size() ? edges.get(i + 1) : 0);
      inBins.add(inBin);
      double u = Math.pow(i * BIN_GY, -1.5) - Math.pow((i + 1) * BIN_GY, -1.5);
      perU.add(inBin == 0 ? 0 : inBin / u);
    }
    for (PlanningSystemDvh stored :
        List.of(
            stored("CUMULATIVE", "GY", "PERCENT", widths, percent, null),
            stored("DIFFERENTIAL", "GY", "CM3", widths, inBins, null),
            stored("NATURAL", "GY", "CM3", widths, inBins, null),
            stored("NATURAL", "GY", "PER_U", widths, perU, null),
            stored("DIFFERENTIAL", "GY", "PER_U", widths, perU, null))) {
      DvhComparison comparison = compare(stored);
      assertThat(comparison.agrees()).as(stored.type() + stored.volumeUnits()).isTrue();
      assertThat(figure(comparison, "D95%").theirs()).isCloseTo(22, within(0.01));
      assertThat(comparison.figures()).hasSize(stored.volumeUnits().equals("PERCENT") ? 4 : 5);
    }
  }

  @Test
  void relative_doses_need_one_prescription() {
    List<Double> edges = volumes(DvhComparisonTest::boxCm3, BIN_GY, 60);
    for (double hundred : new double[] {1, 100}) {
      List<Double> widths = Collections.nCopies(edges.size(), hundred * BIN_GY / 50);
      PlanningSystemDvh relative = stored("CUMULATIVE", "RELATIVE", "CM3", widths, edges, null);
      assertThat(compare(relative, 50).agrees()).isTrue();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> compare(relative))
          .withMessageContaining("relative");
      assertThatIllegalArgumentException().isThrownBy(() -> compare(relative, 50, 60));
    }
    List<Double> widths = Collections.nCopies(edges.size(), 0.02);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compare(stored("CUMULATIVE", "RELATIVE", "CM3", widths, edges, null), 50))
        .withMessageContaining("neither a fraction");
  }

  @Test
  void rounding_below_zero_and_upwards_is_forgiven() {
    List<Double> volumes = new ArrayList<>(volumes(DvhComparisonTest::boxCm3, BIN_GY, 60));
    volumes.set(3, 16.0000001);
    volumes.set(volumes.size() - 1, -2e-13);
    assertThat(compare(cumulative(volumes, BIN_GY)).agrees()).isTrue();
  }

  // ---- reasons

  @Test
  void ends_without_caps_are_named() {
    DvhComparison comparison =
        compare(cumulative(volumes(d -> 0.9 * boxCm3(d), BIN_GY, 60), BIN_GY));
    assertThat(comparison.agrees()).isFalse();
    assertThat(causes(comparison)).containsExactly(Cause.CONVENTION);
    assertThat(comparison.causes().get(0).text()).contains("no cap");
    assertThat(figure(comparison, "Volume").agrees()).isFalse();
    assertThat(figure(comparison, "Volume").difference()).isCloseTo(-1.6, within(1e-6));
  }

  @Test
  void another_dose_is_not_explained() {
    for (double shift : new double[] {-1, 1}) {
      DvhComparison comparison =
          compare(cumulative(volumes(d -> boxCm3(d - shift), BIN_GY, 61), BIN_GY), 50);
      assertThat(causes(comparison)).containsExactly(Cause.UNEXPLAINED);
      assertThat(figure(comparison, "Mean").difference()).isCloseTo(shift, within(0.02));
    }
  }

  @Test
  void a_smaller_structure_is_not_explained() {
    DvhComparison comparison =
        compare(cumulative(volumes(d -> 0.8 * boxCm3(d), BIN_GY, 60), BIN_GY));
    assertThat(causes(comparison)).containsExactly(Cause.UNEXPLAINED);
  }

  @Test
  void percent_that_is_said_to_be_gray_is_told() {
    List<Double> edges = volumes(DvhComparisonTest::boxCm3, BIN_GY, 60);
    DvhComparison ofPrescription = compare(cumulative(edges, BIN_GY / 0.5), 50);
    assertThat(causes(ofPrescription)).containsExactly(Cause.DOSE_IN_PERCENT);
    assertThat(ofPrescription.causes().get(0).text()).contains("50 Gy prescribed");
    // the highest node lies at x = 60
    DvhComparison ofMaximum = compare(cumulative(edges, BIN_GY / 0.8), 50);
    assertThat(causes(ofMaximum)).containsExactly(Cause.DOSE_IN_PERCENT);
    assertThat(ofMaximum.causes().get(0).text()).contains("80 Gy", "maximum");
    assertThat(causes(compare(cumulative(edges, BIN_GY * 100), 50)))
        .containsExactly(Cause.DOSE_IN_CGY);
  }

  @Test
  void percent_that_is_said_to_be_cubic_centimetres_is_told() {
    List<Double> percent = volumes(d -> 100 * boxCm3(d) / 16, BIN_GY, 60);
    assertThat(causes(compare(cumulative(percent, BIN_GY))))
        .containsExactly(Cause.VOLUME_IN_PERCENT);
  }

  @Test
  void two_reasons_can_come_together() {
    List<Double> edges = volumes(d -> 0.9 * boxCm3(d), BIN_GY, 60);
    assertThat(causes(compare(cumulative(edges, BIN_GY / 0.5), 50)))
        .containsExactly(Cause.CONVENTION, Cause.DOSE_IN_PERCENT);
  }

  /** A fifth of the box, x from -10 to 0, gets no dose; the rest up to 40 Gy. */
  @Test
  void a_first_bin_without_the_coldest_part_is_told() {
    Solid solid = box(-10, 40, 20, 10);
    DoseGrid grid = grid(60, (x, y, z) -> Math.max(0, x));
    DoubleUnaryOperator cm3 = d -> d <= 0 ? 20 : 16 * Math.max(0, (40 - d) / 40);
    for (double position : new double[] {0.5, 1}) {
      List<Double> volumes = volumes(d -> cm3.applyAsDouble(d + position * BIN_GY), BIN_GY, 40);
      DvhComparison comparison = compare(cumulative(volumes, BIN_GY), solid, grid);
      assertThat(causes(comparison)).containsExactly(Cause.FIRST_BIN);
      assertThat(figure(comparison, "Volume").theirs()).isCloseTo(16, within(0.05));
      assertThat(figure(comparison, "Volume").ours()).isCloseTo(20, within(1e-6));
    }
    assertThat(compare(cumulative(volumes(cm3, BIN_GY, 40), BIN_GY), solid, grid).agrees())
        .isTrue();
  }

  /** The grid ends at x = 30 mm, three quarters of the box. */
  @Test
  void what_is_done_outside_the_dose_grid_is_told() {
    DoseGrid grid = ramp(20, 30);
    DoubleUnaryOperator covered = d -> 12 * Math.min(1, Math.max(0, (50 - d) / 30));
    assertThat(causes(compare(cumulative(volumes(covered, BIN_GY, 50), BIN_GY), BOX, grid)))
        .containsExactly(Cause.CLIPPED_TO_GRID);
    DoubleUnaryOperator withZeros = d -> d <= 0 ? 16 : covered.applyAsDouble(d);
    assertThat(causes(compare(cumulative(volumes(withZeros, BIN_GY, 50), BIN_GY), BOX, grid)))
        .containsExactly(Cause.ZERO_OUTSIDE_GRID);
  }

  /** A strip 2 mm wide: pixels of 1 mm can make it 2.8 mm, an outline 0.4 mm further out. */
  @Test
  void a_thin_structure_of_pixels_is_told() {
    Solid strip = box(0, 40, 2, 10);
    // 40.8 x 2.8 x 20 mm
    List<Double> volumes = volumes(d -> 2.2848 / 16 * boxCm3(d), BIN_GY, 60);
    DvhComparison comparison = compare(cumulative(volumes, BIN_GY), strip, RAMP);
    assertThat(causes(comparison)).containsExactly(Cause.PIXELS);
    // 0.6848 cm3 over a lateral surface of 84 x 20 mm2
    assertThat(comparison.causes().get(0).text()).contains("0.41 mm further out");
    List<Double> thrice = volumes(d -> 4.8 / 16 * boxCm3(d), BIN_GY, 60);
    assertThat(causes(compare(cumulative(thrice, BIN_GY), strip, RAMP)))
        .containsExactly(Cause.UNEXPLAINED);
  }

  @Test
  void fractions_that_are_counted_twice_are_told() {
    PlanningSystemDvh stored = ofBox().times(25);
    StructureDose ours = DvhCalculator.calculate(BOX, RAMP, DvhOptions.DEFAULT);
    assertThat(causes(DvhComparison.of(stored, BOX, ours, phase(RAMP, "FRACTION"))))
        .containsExactly(Cause.FRACTIONS_TWICE);
    assertThat(causes(DvhComparison.of(stored, BOX, ours, phase(RAMP, "PLAN"))))
        .containsExactly(Cause.UNEXPLAINED);
  }

  @Test
  void the_stated_mean_is_held_against_its_own_curve() {
    PlanningSystemDvh box = ofBox();
    List<Double> widths = box.binWidths();
    DvhComparison same =
        compare(stored("CUMULATIVE", "GY", "CM3", widths, box.binVolumes(), 40.0), 50);
    assertThat(same.statedMean().reason()).isNull();
    DvhComparison percent =
        compare(stored("CUMULATIVE", "GY", "CM3", widths, box.binVolumes(), 80.0), 50);
    assertThat(percent.statedMean().reason().cause()).isEqualTo(Cause.DOSE_IN_PERCENT);
    assertThat(percent.agrees()).isTrue();
    DvhComparison wrong =
        compare(stored("CUMULATIVE", "GY", "CM3", widths, box.binVolumes(), 41.0), 50);
    assertThat(wrong.statedMean().reason().cause()).isEqualTo(Cause.UNEXPLAINED);
    assertThat(wrong.agrees()).isFalse();
    assertThat(wrong.causes()).isEmpty();
  }

  // ---- what cannot be compared

  @Test
  void histograms_that_make_no_sense_are_refused() {
    List<Double> w = List.of(1.0, 1.0, 1.0);
    refused("CUMULATIVE", "GY", "CM3", List.of(1.0, -1.0, 1.0), List.of(3.0, 2.0, 1.0), "width");
    refused("CUMULATIVE", "GY", "CM3", List.of(1.0, Double.NaN), List.of(3.0, 2.0), "width");
    refused("CUMULATIVE", "GY", "CM3", w, List.of(3.0, Double.NaN, 1.0), "volume");
    refused("CUMULATIVE", "GY", "CM3", w, List.of(3.0, -2.0, 1.0), "volume");
    refused("CUMULATIVE", "GY", "CM3", w, List.of(Double.POSITIVE_INFINITY, 2.0, 1.0), "volume");
    refused("CUMULATIVE", "GY", "CM3", w, List.of(1.0, 2.0, 1.0), "rises");
    refused("CUMULATIVE", "GY", "CM3", w, List.of(0.0, 0.0, 0.0), "no volume");
    refused("CUMULATIVE", "GY", "CM3", List.of(0.0, 0.0), List.of(1.0, 1.0), "no width");
    refused("CUMULATIVE", "GY", "CM3", List.of(0.0), List.of(1.0), "no width");
    refused("CUMULATIVE", "GY", "CM3", List.of(), List.of(), "0 bins");
    refused("CUMULATIVE", "GY", "CM3", w, List.of(3.0, 2.0), "bins");
    refused("CUMULATIVE", "GY", "PERCENT", w, List.of(120.0, 80.0, 1.0), "120");
    refused("CUMULATIVE", "GY", "PER_U", w, List.of(3.0, 2.0, 1.0), "per u");
    refused("DIFFERENTIAL", "GY", "PER_U", w, List.of(3.0, 2.0, 1.0), "infinite");
    refused("CUMULATIVE", "GY", "", w, List.of(3.0, 2.0, 1.0), "not stated");
    refused("CUMULATIVE", "GY", "LITRE", w, List.of(3.0, 2.0, 1.0), "unknown");
    refused("CUMULATIVE", "RAD", "CM3", w, List.of(3.0, 2.0, 1.0), "unknown");
    refused("", "GY", "CM3", w, List.of(3.0, 2.0, 1.0), "type");
    refused("CUMULATIVE", "GY", "CM3", List.of(100.0), List.of(16.0), "wide");
    int many = (1 << 17) + 1;
    refused(
        "CUMULATIVE",
        "GY",
        "CM3",
        Collections.nCopies(many, 0.01),
        Collections.nCopies(many, 1.0),
        "bins");
  }

  private static void refused(
      String type,
      String doseUnits,
      String volumeUnits,
      List<Double> widths,
      List<Double> volumes,
      String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compare(stored(type, doseUnits, volumeUnits, widths, volumes, null)))
        .withMessageContaining(message);
  }

  @Test
  void a_structure_without_dose_is_not_compared() {
    Solid far = box(500, 540, 20, 10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> compare(ofBox(), far, RAMP))
        .withMessageContaining("outside the dose grid");
  }

  // ---- properties

  /**
   * Spheres of random size in a random ramp: V(D) = pi/3 (R - s)^2 (2R + s), s = (D - D0) / g. They
   * agree whatever the bins; not if all doses are 5 % higher, nor if the volume is.
   */
  @Test
  void spheres_agree_and_changed_ones_do_not() {
    Random random = new Random(20261121);
    for (int i = 0; i < 12; i++) {
      double r = 8 + 8 * random.nextDouble();
      double gyPerMm = 0.2 + random.nextDouble();
      double centreGy = 30 + 20 * random.nextDouble();
      double binGy = 0.02 + 0.3 * random.nextDouble();
      DoseGrid grid = grid(20, (x, y, z) -> centreGy + gyPerMm * x);
      Solid solid = Solid.ofContours(Phantoms.sphere(new PatientPoint(0, 0, 0), r, 1, 0.5, 180), 1);
      DoubleUnaryOperator cm3 = d -> sphereCm3((d - centreGy) / gyPerMm, r);
      double endGy = centreGy + gyPerMm * r;
      String what = "r %s, %s Gy/mm, bins of %s Gy".formatted(r, gyPerMm, binGy);
      List<Double> volumes = volumes(cm3, binGy, endGy);
      assertThat(compare(cumulative(volumes, binGy), solid, grid).agrees()).as(what).isTrue();
      assertThat(compare(cumulative(volumes, 1.05 * binGy), solid, grid).agrees())
          .as(what)
          .isFalse();
      List<Double> larger = volumes.stream().map(v -> 1.05 * v).toList();
      assertThat(compare(cumulative(larger, binGy), solid, grid).agrees()).as(what).isFalse();
    }
  }

  private static double sphereCm3(double s, double r) {
    double at = Math.max(-r, Math.min(r, s));
    return Math.PI / 3 * (r - at) * (r - at) * (2 * r + at) / 1000;
  }

  // ---- a real file

  /**
   * The nine histograms of breast-eclipse. Their figures come from the file. The system ends solids
   * at their end contours, rounds doses to 0.01 Gy so that what gets less than 0.005 Gy is in no
   * bin, and states means in percent of the 14 Gy prescribed. Scar is a strip of one or two pixels:
   * 0.34 cm3 there, 0.49 cm3 by its contours without caps, and its dose depends on its outline.
   */
  @Test
  void the_histograms_of_a_planning_system_agree_or_are_explained() {
    Path folder = Path.of("../shared/data/breast-eclipse");
    Assumptions.assumeTrue(Files.isDirectory(folder), "no reference data at " + folder);
    Plan plan = PlanLoader.load(LoadRequest.of(folder), (done, total) -> {}).plans().get(0);
    Phase phase = plan.phases().get(0);
    Map<String, List<Cause>> causes = new TreeMap<>();
    Map<String, Double> volumes = new TreeMap<>();
    for (PlanningSystemDvh stored : phase.dose().planningSystemDvhs()) {
      Structure structure =
          plan.structureSet().structures().stream()
              .filter(s -> s.number() == stored.structureNumber())
              .findFirst()
              .orElseThrow();
      Solid solid =
          Solid.ofContours(structure.contours(), plan.structureSet().sliceSpacingOrTypicalMm());
      StructureDose ours = DvhCalculator.calculate(solid, phase.dose().grid(), DvhOptions.DEFAULT);
      DvhComparison comparison = DvhComparison.of(stored, solid, ours, phase);
      causes.put(structure.name(), causes(comparison));
      volumes.put(structure.name(), figure(comparison, "Volume").theirs());
      assertThat(comparison.statedMean().reason().text()).contains("14 Gy prescribed");
    }
    assertThat(causes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "BODY", List.of(Cause.FIRST_BIN),
                "Borders", List.of(Cause.CONVENTION, Cause.PIXELS),
                "Breast", List.of(),
                "Heart", List.of(),
                "Lt Lung", List.of(),
                "Nodes", List.of(Cause.CONVENTION, Cause.PIXELS),
                "Scar", List.of(Cause.UNEXPLAINED),
                "Tumor Bed", List.of(),
                "Tumor Bed Block", List.of()));
    assertThat(volumes.get("Heart")).isCloseTo(437.4623, within(1e-4));
    assertThat(volumes.get("Nodes")).isCloseTo(0.5657, within(1e-4));
  }
}
