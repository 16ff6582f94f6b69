package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.dicom.FoundObject.Kind;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.plan.Beam;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.quantity.Dose;

/** Real files; the facts are those of their README and of dcmdump 3.6.7 and pydicom 2.3. */
class SharedDataTest {
  private static final Path DATA = Path.of("../shared/data");

  private static Path data(String name) {
    Path path = DATA.resolve(name);
    assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
    return path;
  }

  private static Inventory load(String name) {
    return PlanLoader.load(LoadRequest.of(data(name)), Progress.NONE);
  }

  private static Phase onlyPhase(Inventory inventory) {
    assertThat(inventory.plans()).as(inventory.problems().toString()).hasSize(1);
    assertThat(inventory.problems()).noneMatch(Problem::isError);
    Plan plan = inventory.plans().get(0);
    assertThat(plan.phases()).hasSize(1);
    return plan.phases().get(0);
  }

  private static PhaseDose dose(Phase phase) {
    assertThat(phase.dose()).isNotNull();
    return phase.dose();
  }

  private static double largest(DoseGrid grid) {
    double largest = 0;
    for (float dose : grid.doseGy()) {
      largest = Math.max(largest, dose);
    }
    return largest;
  }

  @Test
  void breast_plan_comes_with_nine_histograms_of_its_planning_system() {
    Inventory inventory = load("breast-eclipse");
    Phase phase = onlyPhase(inventory);
    assertThat(phase.label()).isEqualTo("breast");
    assertThat(phase.approval()).isEqualTo("UNAPPROVED");
    assertThat(phase.fractions()).isEqualTo(7);
    assertThat(phase.fractionGroups()).isEqualTo(1);
    assertThat(phase.patientPosition()).isEqualTo("HFS");
    assertThat(phase.prescriptions()).hasSize(2);
    assertThat(phase.prescriptions().get(0).dose()).isEqualTo(Dose.ofGy(14));
    assertThat(phase.prescriptions().get(0).description()).isEqualTo("Breast");
    assertThat(phase.prescriptions().get(0).targetName()).isEmpty();
    assertThat(phase.prescriptions().get(1).source()).contains("point");
    assertThat(phase.beams()).hasSize(4).allMatch(beam -> beam.beamType().equals("DYNAMIC"));
    assertThat(phase.beams().get(0).name()).isEqualTo("3 RAO");
    assertThat(phase.beams().get(0).controlPoints()).hasSize(92);

    PhaseDose dose = dose(phase);
    assertThat(dose.summation()).isEqualTo("PLAN");
    assertThat(dose.totalIsCertain()).isTrue();
    assertThat(dose.planningSystemDvhs()).hasSize(9);
    PlanningSystemDvh body = dose.planningSystemDvhs().get(0);
    assertThat(body.type()).isEqualTo("CUMULATIVE");
    DoseGrid grid = dose.grid();
    assertThat(List.of(grid.columns(), grid.rows(), grid.frames())).containsExactly(194, 129, 98);
    assertThat(grid.origin()).isEqualTo(new PatientPoint(-228.6541915, -419.2444776, -122.4407));
    assertThat(grid.isAxisAligned()).isTrue();
    assertThat(grid.columnMm(1)).isEqualTo(2.5);
    assertThat(grid.frameMm(97)).isEqualTo(291.0);
    assertThat(largest(grid)).isCloseTo(14.680764, within(1e-5)); // independent-sampler.json

    List<Structure> structures = inventory.plans().get(0).structureSet().structures();
    assertThat(structures).hasSize(10);
    assertThat(structures)
        .filteredOn(s -> s.contours().isEmpty())
        .extracting(Structure::name)
        .containsExactly("Areola");
  }

  @Test
  void brain_plan_has_no_prescription_and_none_is_invented() {
    Inventory inventory = load("brain-srs-raystation");
    Phase phase = onlyPhase(inventory);
    assertThat(phase.prescriptions()).isEmpty();
    assertThat(phase.fractions()).isEqualTo(5);
    assertThat(phase.beams()).hasSize(22).allMatch(beam -> beam.beamType().equals("STATIC"));
    assertThat(phase.beams().get(0).radiationType()).isEqualTo("PHOTON");
    List<Structure> structures = inventory.plans().get(0).structureSet().structures();
    assertThat(structures).hasSize(28);
    assertThat(structures).anyMatch(s -> s.points() > 0 && s.contours().isEmpty());
  }

  @Test
  void proton_plan_is_read_as_an_ion_plan() {
    Phase phase = onlyPhase(load("proton-ramp-raystation"));
    assertThat(phase.fractions()).isEqualTo(1);
    assertThat(phase.prescriptions()).isEmpty();
    Beam beam = phase.beams().get(0);
    assertThat(beam.radiationType()).isEqualTo("PROTON");
    assertThat(beam.controlPoints()).hasSize(44);
    assertThat(beam.sourceAxisDistanceMm()).isEqualTo(2000);
    assertThat(beam.finalCumulativeMetersetWeight()).isEqualTo(392.4013);
    assertThat(beam.controlPoints().get(43).isocenter()).isNotNull();
  }

  @Test
  void sarcoma_plan_has_its_prescription_by_structure_and_its_slice_spacing_from_the_images() {
    Inventory inventory = load("sarcoma-extremity-hybrid");
    Phase phase = onlyPhase(inventory);
    assertThat(phase.fractions()).isEqualTo(25);
    assertThat(phase.prescriptions()).hasSize(1);
    assertThat(phase.prescriptions().get(0).dose()).isEqualTo(Dose.ofGy(50));
    assertThat(phase.prescriptions().get(0).targetName()).isEqualTo("PTV_5000");
    Plan plan = inventory.plans().get(0);
    assertThat(plan.structureSet().sliceSpacingMm()).isCloseTo(3.27, within(1e-6));
    assertThat(plan.structureSet().structures())
        .filteredOn(s -> s.contours().isEmpty())
        .extracting(Structure::name)
        .containsExactly("Joint");
    assertThat(inventory.objects()).filteredOn(o -> o.kind() == Kind.CT).hasSize(59);
    assertThat(inventory.objects()).extracting(FoundObject::patient).containsOnly("patient 1");
  }

  /**
   * Sums over all doses and over all coordinates of closed contours: by pydicom, from the decimal
   * strings and stored values of the files. Doses are kept as floats, hence the tolerance.
   */
  @ParameterizedTest
  @CsvSource({
    "breast-eclipse, 372889.484142, 88158, -20438366.98",
    "brain-srs-raystation, 501664.8982435685, 158450, 8258675.839076193",
    "proton-ramp-raystation, 272354.21461119875, 496, -935.9909999999982",
    "sarcoma-extremity-hybrid, 9184027.325846551, 262263, -187691559.54"
  })
  void doses_and_contours_add_up_as_pydicom_says(
      String name, double doses, int points, double coordinates) {
    Inventory inventory = load(name);
    double doseSum = 0;
    for (float dose : dose(onlyPhase(inventory)).grid().doseGy()) {
      doseSum += dose;
    }
    assertThat(doseSum).isCloseTo(doses, withinPercentage(1e-6));
    int pointCount = 0;
    double sum = 0;
    for (Structure structure : inventory.plans().get(0).structureSet().structures()) {
      for (PlanarContour contour : structure.contours()) {
        pointCount += contour.size();
        for (int i = 0; i < contour.size(); i++) {
          sum += contour.xMm(i) + contour.yMm(i) + contour.zMm(i);
        }
      }
    }
    assertThat(pointCount).isEqualTo(points);
    assertThat(sum).isCloseTo(coordinates, withinPercentage(1e-9));
  }

  @Test
  void fraction_dose_of_pinnacle_is_taken_as_it_is_and_uncertain() {
    Path folder = data("nelms-sphere-cylinder");
    Inventory inventory =
        PlanLoader.load(
            new LoadRequest(
                List.of(),
                null,
                folder.resolve("STRUCTURES/Sphere_02_0.dcm"),
                List.of(folder.resolve("DOSE/Linear_SupInf_3mm_Aligned.dcm")),
                null,
                null),
            Progress.NONE);
    Phase phase = onlyPhase(inventory);
    assertThat(phase.source()).isNull();
    assertThat(dose(phase).totalIsCertain()).isFalse();
    assertThat(dose(phase).summation()).isEqualTo("FRACTION");
    assertThat(largest(dose(phase).grid())).isCloseTo(34.0, within(1e-4));
    assertThat(inventory.problems()).anyMatch(p -> p.code().equals("dose-fraction"));
  }

  @Test
  void doses_that_share_a_uid_and_structures_that_no_dose_names_are_refused() {
    Inventory inventory = load("nelms-sphere-cylinder");
    assertThat(inventory.plans()).isEmpty();
    assertThat(inventory.problems()).anyMatch(p -> p.code().equals("uid-repeated"));
    assertThat(inventory.objects()).hasSize(26);
  }
}
