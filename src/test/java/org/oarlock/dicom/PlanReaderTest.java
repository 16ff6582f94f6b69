package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.oarlock.dicom.DicomBuilder.dataSet;
import static org.oarlock.dicom.SampleFiles.beam;
import static org.oarlock.dicom.SampleFiles.fractionGroup;
import static org.oarlock.dicom.SampleFiles.plan;
import static org.oarlock.dicom.SampleFiles.positions;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.dicom.DicomBuilder.Layout;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.Beam;
import org.oarlock.plan.ControlPoint;
import org.oarlock.plan.ControlPoint.LeafPositions;
import org.oarlock.plan.FileIdentity;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;
import org.oarlock.quantity.Dose;

class PlanReaderTest {
  private final List<Problem> problems = new ArrayList<>();

  private PlanFile read(DicomBuilder plan) {
    return read(plan.file());
  }

  private PlanFile read(byte[] file) {
    DicomFile parsed = Part10Reader.read(ByteBuffer.wrap(file));
    return new PlanReader(parsed, new FileIdentity("RP.dcm", "", ""), problems).read();
  }

  @Test
  void rejected_plan_and_one_that_treats_nobody_are_warnings() {
    read(plan().text(Tag.APPROVAL_STATUS, "CS", "REJECTED"));
    assertThat(problems).extracting(Problem::code).containsExactly("approval-rejected");
    assertThat(problems.get(0).severity()).isEqualTo(Severity.WARNING);
    assertThat(problems.get(0).location().path()).isEqualTo("(300E,0002)");
    for (String intent : List.of("VERIFICATION", "MACHINE_QA", "RESEARCH", "SERVICE")) {
      problems.clear();
      read(plan().text(Tag.PLAN_INTENT, "CS", intent));
      assertThat(problems).extracting(Problem::code).containsExactly("plan-intent");
      assertThat(problems.get(0).severity()).isEqualTo(Severity.WARNING);
      assertThat(problems.get(0).message()).contains(intent);
    }
  }

  @Test
  void plans_to_be_approved_or_of_another_intent_are_no_matter() {
    for (String approval : List.of("APPROVED", "UNAPPROVED", "")) {
      for (String intent : List.of("CURATIVE", "PALLIATIVE", "PROPHYLACTIC", "OURS", "")) {
        read(plan().text(Tag.APPROVAL_STATUS, "CS", approval).text(Tag.PLAN_INTENT, "CS", intent));
      }
    }
    assertThat(problems).isEmpty();
  }

  static List<Layout> layouts() {
    return List.of(
        Layout.IMPLICIT, Layout.EXPLICIT, Layout.BIG, Layout.DEFLATED, Layout.EXPLICIT.undefined());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void plan_is_read_completely(Layout layout) {
    PlanFile plan = read(plan().file(layout));
    assertThat(plan.label()).isEqualTo("Phase 1");
    assertThat(plan.approval()).isEqualTo("APPROVED");
    assertThat(plan.fractions()).isEqualTo(25);
    assertThat(plan.fractionGroups()).isEqualTo(1);
    assertThat(plan.patientPosition()).isEqualTo("HFS");
    assertThat(plan.targetDoses()).hasSize(1);
    assertThat(plan.targetDoses().get(0).structureNumber()).isEqualTo(7);
    assertThat(plan.targetDoses().get(0).dose()).isEqualTo(Dose.ofGy(50));
    assertThat(plan.targetDoses().get(0).source()).isEqualTo("TargetPrescriptionDose");
    assertThat(plan.beams()).extracting(Beam::number).containsExactly(1, 2, 3);
    assertThat(plan.beams())
        .extracting(Beam::deliveryType)
        .containsExactly("TREATMENT", "TREATMENT", "SETUP");
    assertThat(plan.beams()).extracting(Beam::meterset).containsExactly(101.0, 102.0, 0.0);
    Beam beam = plan.beams().get(0);
    assertThat(beam.name()).isEqualTo("left");
    assertThat(beam.radiationType()).isEqualTo("PHOTON");
    assertThat(beam.beamType()).isEqualTo("STATIC");
    assertThat(beam.machine()).isEqualTo("Linac");
    assertThat(beam.sourceAxisDistanceMm()).isEqualTo(1000);
    assertThat(beam.finalCumulativeMetersetWeight()).isEqualTo(1);
    assertThat(beam.devices())
        .containsExactly(
            new Beam.Device("ASYMX", 1, 0, List.of()),
            new Beam.Device("MLCX", 2, 490, List.of(-10.0, 0.0, 10.0)));
    assertThat(problems).isEmpty();
  }

  @Test
  void control_points_are_filled_in_with_what_does_not_change() {
    List<ControlPoint> points = read(plan()).beams().get(0).controlPoints();
    LeafPositions jaws = new LeafPositions("ASYMX", List.of(-40.0, 50.0));
    assertThat(points)
        .containsExactly(
            new ControlPoint(
                0,
                6,
                350,
                "CW",
                0,
                30,
                5,
                0.5,
                0,
                new PatientPoint(1, 2, 3),
                List.of(jaws, new LeafPositions("MLCX", List.of(-5.0, -6.0, 5.0, 6.0)))),
            new ControlPoint(
                1,
                6,
                10,
                "CW",
                0,
                30,
                5,
                0.5,
                0,
                new PatientPoint(1, 2, 3),
                List.of(jaws, new LeafPositions("MLCX", List.of(-7.0, -8.0, 7.0, 8.0)))));
  }

  @Test
  void angles_that_are_not_given_are_not_taken_for_zero() {
    DicomBuilder point =
        dataSet().decimals(Tag.CUMULATIVE_METERSET_WEIGHT, 0).decimals(Tag.NOMINAL_BEAM_ENERGY, 6);
    ControlPoint read =
        read(plan()
                .sequence(
                    Tag.BEAM_SEQUENCE, beam(1, "").sequence(Tag.CONTROL_POINT_SEQUENCE, point)))
            .beams()
            .get(0)
            .controlPoints()
            .get(0);
    assertThat(read.gantryDeg()).isNaN();
    assertThat(read.collimatorDeg()).isNaN();
    assertThat(read.couchDeg()).isNaN();
    assertThat(read.isocenter()).isNull();
  }

  @Test
  void a_weight_that_is_missing_between_others_is_not_taken_for_the_one_before() {
    assertThat(weights("", "", "1")).containsExactly(0.0, Double.NaN, 1.0);
    assertThat(weights("0", "0.5", "")).containsExactly(0.0, 0.5, Double.NaN);
    assertThat(weights("", "", "")).containsExactly(0.0, 0.0, 0.0);
    assertThat(problems).isEmpty();
    assertThat(weights("0", "", "1", "", "0.5")).contains(1.0, 0.5);
    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly("beam 1: its meterset weight falls");
  }

  private List<Double> weights(String... texts) {
    DicomBuilder[] points = new DicomBuilder[texts.length];
    for (int i = 0; i < texts.length; i++) {
      points[i] = dataSet().text(Tag.CUMULATIVE_METERSET_WEIGHT, "DS", texts[i]);
    }
    DicomBuilder beam = beam(1, "").sequence(Tag.CONTROL_POINT_SEQUENCE, points);
    return read(plan().sequence(Tag.BEAM_SEQUENCE, beam)).beams().get(0).controlPoints().stream()
        .map(ControlPoint::cumulativeMetersetWeight)
        .toList();
  }

  /** Both turn the patient about the vertical; the isocentre is given in the patient anyhow. */
  @Test
  void the_eccentric_angle_of_the_table_top_turns_the_patient_as_the_couch_does() {
    DicomBuilder point =
        dataSet()
            .decimals(Tag.PATIENT_SUPPORT_ANGLE, 350)
            .decimals(Tag.TABLE_TOP_ECCENTRIC_ANGLE, 30);
    DicomBuilder beam = beam(1, "").sequence(Tag.CONTROL_POINT_SEQUENCE, point, dataSet());
    assertThat(read(plan().sequence(Tag.BEAM_SEQUENCE, beam)).beams().get(0).controlPoints())
        .extracting(ControlPoint::couchDeg)
        .containsExactly(20.0, 20.0);
  }

  @Test
  void fluence_mode_is_told_unless_it_is_the_standard_one() {
    assertThat(fluence("STANDARD", "")).isEmpty();
    assertThat(fluence("NON_STANDARD", "FFF")).isEqualTo("FFF");
    assertThat(fluence("NON_STANDARD", "")).isEqualTo("NON_STANDARD");
    assertThat(read(plan()).beams().get(0).fluenceMode()).isEmpty();
  }

  private String fluence(String mode, String id) {
    DicomBuilder item =
        dataSet().text(Tag.FLUENCE_MODE, "CS", mode).text(Tag.FLUENCE_MODE_ID, "SH", id);
    DicomBuilder beam = beam(1, "").sequence(Tag.PRIMARY_FLUENCE_MODE_SEQUENCE, item);
    return read(plan().sequence(Tag.BEAM_SEQUENCE, beam)).beams().get(0).fluenceMode();
  }

  @Test
  void two_collimators_of_one_type_are_both_kept() {
    DicomBuilder layer =
        dataSet()
            .text(Tag.RT_BEAM_LIMITING_DEVICE_TYPE, "CS", "MLCX")
            .integers(Tag.NUMBER_OF_LEAF_JAW_PAIRS, 1)
            .decimals(Tag.LEAF_POSITION_BOUNDARIES, -10, 10);
    DicomBuilder both =
        dataSet()
            .decimals(Tag.CUMULATIVE_METERSET_WEIGHT, 0)
            .sequence(
                Tag.BEAM_LIMITING_DEVICE_POSITION_SEQUENCE,
                positions("MLCX", -1, 1),
                positions("MLCX", -2, 2));
    DicomBuilder one =
        dataSet()
            .decimals(Tag.CUMULATIVE_METERSET_WEIGHT, 1)
            .sequence(Tag.BEAM_LIMITING_DEVICE_POSITION_SEQUENCE, positions("MLCX", -3, 3));
    DicomBuilder beam =
        beam(1, "")
            .sequence(Tag.BEAM_LIMITING_DEVICE_SEQUENCE, layer, layer)
            .sequence(Tag.CONTROL_POINT_SEQUENCE, both, one);
    List<ControlPoint> points =
        read(plan().sequence(Tag.BEAM_SEQUENCE, beam)).beams().get(0).controlPoints();
    assertThat(points.get(0).leafPositions())
        .containsExactly(
            new LeafPositions("MLCX", List.of(-1.0, 1.0)),
            new LeafPositions("MLCX", List.of(-2.0, 2.0)));
    // nobody can tell which of the two has moved
    assertThat(points.get(1).leafPositions()).isEmpty();
  }

  @Test
  void ion_beams_have_sequences_of_their_own() {
    DicomBuilder beam =
        beam(1, "ion")
            .remove(Tag.BEAM_LIMITING_DEVICE_SEQUENCE)
            .remove(Tag.CONTROL_POINT_SEQUENCE)
            .remove(Tag.SOURCE_AXIS_DISTANCE)
            .text(Tag.RADIATION_TYPE, "CS", "PROTON")
            .floats(Tag.VIRTUAL_SOURCE_AXIS_DISTANCES, 2000, 2560)
            .sequence(
                Tag.ION_BEAM_LIMITING_DEVICE_SEQUENCE,
                dataSet()
                    .text(Tag.RT_BEAM_LIMITING_DEVICE_TYPE, "CS", "X")
                    .floats(Tag.ISOCENTER_TO_BEAM_LIMITING_DEVICE_DISTANCE, 300)
                    .integers(Tag.NUMBER_OF_LEAF_JAW_PAIRS, 1))
            .sequence(
                Tag.ION_CONTROL_POINT_SEQUENCE,
                dataSet()
                    .decimals(Tag.CUMULATIVE_METERSET_WEIGHT, 0)
                    .decimals(Tag.NOMINAL_BEAM_ENERGY, 149.4)
                    .sequence(Tag.BEAM_LIMITING_DEVICE_POSITION_SEQUENCE, positions("X", -1, 1)));
    DicomBuilder plan =
        plan()
            .text(Tag.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.481.8")
            .remove(Tag.BEAM_SEQUENCE)
            .sequence(Tag.ION_BEAM_SEQUENCE, beam);
    for (Layout layout : layouts()) {
      Beam read = read(plan.file(layout)).beams().get(0);
      assertThat(read.sourceAxisDistanceMm()).isEqualTo(2000);
      assertThat(read.devices()).containsExactly(new Beam.Device("X", 1, 1700, List.of()));
      assertThat(read.controlPoints().get(0).nominalEnergy()).isEqualTo(149.4);
      assertThat(read.meterset()).isEqualTo(101);
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void brachytherapy_plan_has_prescriptions_and_fractions_but_no_beams() {
    PlanFile plan =
        read(
            plan()
                .remove(Tag.BEAM_SEQUENCE)
                .sequence(
                    Tag.FRACTION_GROUP_SEQUENCE,
                    dataSet().integers(Tag.NUMBER_OF_FRACTIONS_PLANNED, 4)));
    assertThat(plan.beams()).isEmpty();
    assertThat(plan.fractions()).isEqualTo(4);
    assertThat(plan.targetDoses()).hasSize(1);
  }

  @Test
  void prescriptions_are_those_of_targets_and_none_is_invented() {
    DicomBuilder organ =
        dataSet()
            .text(Tag.DOSE_REFERENCE_TYPE, "CS", "ORGAN_AT_RISK")
            .decimals(Tag.TARGET_PRESCRIPTION_DOSE, 20);
    DicomBuilder without = dataSet().text(Tag.DOSE_REFERENCE_TYPE, "CS", "TARGET");
    DicomBuilder zero =
        dataSet()
            .text(Tag.DOSE_REFERENCE_TYPE, "CS", "TARGET")
            .decimals(Tag.TARGET_PRESCRIPTION_DOSE, 0);
    DicomBuilder point =
        dataSet()
            .text(Tag.DOSE_REFERENCE_TYPE, "CS", "TARGET")
            .text(Tag.DOSE_REFERENCE_STRUCTURE_TYPE, "CS", "COORDINATES")
            .text(Tag.DOSE_REFERENCE_DESCRIPTION, "LO", "CALC POINT")
            .decimals(Tag.TARGET_PRESCRIPTION_DOSE, 11.3);
    PlanFile plan = read(plan().sequence(Tag.DOSE_REFERENCE_SEQUENCE, organ, without, zero, point));
    assertThat(plan.targetDoses()).hasSize(1);
    assertThat(plan.targetDoses().get(0).structureNumber()).isNull();
    assertThat(plan.targetDoses().get(0).description()).isEqualTo("CALC POINT");
    assertThat(plan.targetDoses().get(0).source()).isEqualTo("TargetPrescriptionDose of a point");
    assertThat(problems).extracting(Problem::code).containsExactly("plan-prescription");
    assertThat(read(plan().remove(Tag.DOSE_REFERENCE_SEQUENCE)).targetDoses()).isEmpty();
  }

  @Test
  void several_fraction_groups_leave_the_number_of_fractions_open() {
    PlanFile plan =
        read(
            plan()
                .sequence(Tag.FRACTION_GROUP_SEQUENCE, fractionGroup(25, 1), fractionGroup(5, 2)));
    assertThat(plan.fractions()).isZero();
    assertThat(plan.fractionGroups()).isEqualTo(2);
    assertThat(plan.beams().get(1).meterset()).isEqualTo(102);
    assertThat(problems).extracting(Problem::severity).containsExactly(Severity.WARNING);
  }

  @Test
  void beams_that_contradict_themselves_are_warnings() {
    DicomBuilder falling =
        beam(1, "a")
            .sequence(
                Tag.CONTROL_POINT_SEQUENCE,
                dataSet().decimals(Tag.CUMULATIVE_METERSET_WEIGHT, 1),
                dataSet().decimals(Tag.CUMULATIVE_METERSET_WEIGHT, 0.5));
    DicomBuilder misfit =
        beam(1, "b")
            .sequence(
                Tag.CONTROL_POINT_SEQUENCE,
                dataSet()
                    .sequence(
                        Tag.BEAM_LIMITING_DEVICE_POSITION_SEQUENCE, positions("MLCX", 1, 2, 3)));
    DicomBuilder boundaries =
        beam(3, "c")
            .sequence(
                Tag.BEAM_LIMITING_DEVICE_SEQUENCE,
                dataSet()
                    .text(Tag.RT_BEAM_LIMITING_DEVICE_TYPE, "CS", "MLCY")
                    .integers(Tag.NUMBER_OF_LEAF_JAW_PAIRS, 2)
                    .decimals(Tag.LEAF_POSITION_BOUNDARIES, 1, 2))
            .remove(Tag.CONTROL_POINT_SEQUENCE);
    read(plan().sequence(Tag.BEAM_SEQUENCE, falling, misfit, boundaries));
    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly(
            "beam 1: its meterset weight falls",
            "beam 1: leaf or jaw positions are not two per pair of a device of the beam",
            "beam number 1 is given to two beams",
            "MLCY has 2 leaf boundaries for 2 pairs");
  }

  @Test
  void values_that_cannot_be_are_problems_with_their_place() {
    DicomBuilder gantry =
        beam(1, "a")
            .sequence(Tag.CONTROL_POINT_SEQUENCE, dataSet().text(Tag.GANTRY_ANGLE, "DS", "12,5"));
    assertThatThrownBy(() -> read(plan().sequence(Tag.BEAM_SEQUENCE, gantry)))
        .isInstanceOfSatisfying(
            DicomException.class,
            e ->
                assertThat(e.inFile("RP.dcm").location().path())
                    .isEqualTo("(300A,00B0)[0].(300A,0111)[0].(300A,011E)"));
    assertThatThrownBy(
            () -> read(plan().sequence(Tag.BEAM_SEQUENCE, beam(1, "a").remove(Tag.BEAM_NUMBER))))
        .hasMessageContaining("no number");
    assertThatThrownBy(
            () -> read(plan().sequence(Tag.FRACTION_GROUP_SEQUENCE, fractionGroup(-3, 1))))
        .hasMessageContaining("-3");
  }

  @Test
  void different_patient_positions_are_a_warning() {
    PlanFile plan =
        read(
            plan()
                .sequence(
                    Tag.PATIENT_SETUP_SEQUENCE,
                    dataSet().text(Tag.PATIENT_POSITION, "CS", "HFS"),
                    dataSet().text(Tag.PATIENT_POSITION, "CS", "FFS")));
    assertThat(plan.patientPosition()).isEmpty();
    assertThat(problems).extracting(Problem::code).containsExactly("plan-patient-position");
  }
}
