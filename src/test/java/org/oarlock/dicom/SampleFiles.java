package org.oarlock.dicom;

import static org.oarlock.dicom.DicomBuilder.dataSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small plan, structure set, dose and CT that belong together, to be varied by tests. */
final class SampleFiles {
  static final String PLAN_UID = "1.2.3.1";
  static final String STRUCTURES_UID = "1.2.3.2";
  static final String DOSE_UID = "1.2.3.3";
  static final String FRAME_UID = "1.2.3.9";
  static final String SERIES_UID = "1.2.3.8";

  private SampleFiles() {}

  private static DicomBuilder common(String sopClass, String uid, String modality) {
    return dataSet()
        .text(Tag.SOP_CLASS_UID, "UI", sopClass)
        .text(Tag.SOP_INSTANCE_UID, "UI", uid)
        .text(Tag.MODALITY, "CS", modality)
        .text(Tag.PATIENT_NAME, "PN", "Doe^Jane")
        .text(Tag.PATIENT_ID, "LO", "4711")
        .text(Tag.SERIES_INSTANCE_UID, "UI", uid + ".1")
        .text(Tag.FRAME_OF_REFERENCE_UID, "UI", FRAME_UID);
  }

  static DicomBuilder reference(String uid) {
    return dataSet().text(Tag.REFERENCED_SOP_INSTANCE_UID, "UI", uid);
  }

  static DicomBuilder plan() {
    return common("1.2.840.10008.5.1.4.1.1.481.5", PLAN_UID, "RTPLAN")
        .text(Tag.RT_PLAN_LABEL, "SH", "Phase 1")
        .text(Tag.APPROVAL_STATUS, "CS", "APPROVED")
        .sequence(
            Tag.DOSE_REFERENCE_SEQUENCE,
            dataSet()
                .text(Tag.DOSE_REFERENCE_STRUCTURE_TYPE, "CS", "VOLUME")
                .text(Tag.DOSE_REFERENCE_TYPE, "CS", "TARGET")
                .integers(Tag.REFERENCED_ROI_NUMBER, 7)
                .decimals(Tag.TARGET_PRESCRIPTION_DOSE, 50))
        .sequence(Tag.FRACTION_GROUP_SEQUENCE, fractionGroup(25, 1, 2))
        .sequence(Tag.BEAM_SEQUENCE, beam(1, "left"), beam(2, "right"), setupBeam(3))
        .sequence(Tag.PATIENT_SETUP_SEQUENCE, dataSet().text(Tag.PATIENT_POSITION, "CS", "HFS"))
        .sequence(Tag.REFERENCED_STRUCTURE_SET_SEQUENCE, reference(STRUCTURES_UID));
  }

  static DicomBuilder plan(String uid, String label) {
    return plan().text(Tag.SOP_INSTANCE_UID, "UI", uid).text(Tag.RT_PLAN_LABEL, "SH", label);
  }

  static DicomBuilder fractionGroup(int fractions, int... beams) {
    DicomBuilder[] items = new DicomBuilder[beams.length];
    for (int i = 0; i < beams.length; i++) {
      items[i] =
          dataSet()
              .integers(Tag.REFERENCED_BEAM_NUMBER, beams[i])
              .decimals(Tag.BEAM_METERSET, 100 + beams[i]);
    }
    return dataSet()
        .integers(Tag.NUMBER_OF_FRACTIONS_PLANNED, fractions)
        .sequence(Tag.REFERENCED_BEAM_SEQUENCE, items);
  }

  static DicomBuilder beam(int number, String name) {
    return dataSet()
        .integers(Tag.BEAM_NUMBER, number)
        .text(Tag.BEAM_NAME, "LO", name)
        .text(Tag.BEAM_TYPE, "CS", "STATIC")
        .text(Tag.RADIATION_TYPE, "CS", "PHOTON")
        .text(Tag.TREATMENT_DELIVERY_TYPE, "CS", "TREATMENT")
        .text(Tag.TREATMENT_MACHINE_NAME, "SH", "Linac")
        .decimals(Tag.SOURCE_AXIS_DISTANCE, 1000)
        .decimals(Tag.FINAL_CUMULATIVE_METERSET_WEIGHT, 1)
        .sequence(
            Tag.BEAM_LIMITING_DEVICE_SEQUENCE,
            dataSet()
                .text(Tag.RT_BEAM_LIMITING_DEVICE_TYPE, "CS", "ASYMX")
                .integers(Tag.NUMBER_OF_LEAF_JAW_PAIRS, 1),
            dataSet()
                .text(Tag.RT_BEAM_LIMITING_DEVICE_TYPE, "CS", "MLCX")
                .decimals(Tag.SOURCE_TO_BEAM_LIMITING_DEVICE_DISTANCE, 490)
                .integers(Tag.NUMBER_OF_LEAF_JAW_PAIRS, 2)
                .decimals(Tag.LEAF_POSITION_BOUNDARIES, -10, 0, 10))
        .sequence(
            Tag.CONTROL_POINT_SEQUENCE,
            dataSet()
                .decimals(Tag.CUMULATIVE_METERSET_WEIGHT, 0)
                .decimals(Tag.NOMINAL_BEAM_ENERGY, 6)
                .decimals(Tag.GANTRY_ANGLE, 350)
                .text(Tag.GANTRY_ROTATION_DIRECTION, "CS", "CW")
                .decimals(Tag.BEAM_LIMITING_DEVICE_ANGLE, 30)
                .decimals(Tag.PATIENT_SUPPORT_ANGLE, 5)
                .decimals(Tag.ISOCENTER_POSITION, 1, 2, 3)
                .floats(Tag.TABLE_TOP_PITCH_ANGLE, 0.5f)
                .sequence(
                    Tag.BEAM_LIMITING_DEVICE_POSITION_SEQUENCE,
                    positions("ASYMX", -40, 50),
                    positions("MLCX", -5, -6, 5, 6)),
            dataSet()
                .decimals(Tag.CUMULATIVE_METERSET_WEIGHT, 1)
                .decimals(Tag.GANTRY_ANGLE, 370)
                .sequence(
                    Tag.BEAM_LIMITING_DEVICE_POSITION_SEQUENCE, positions("MLCX", -7, -8, 7, 8)));
  }

  private static DicomBuilder setupBeam(int number) {
    return beam(number, "kV").text(Tag.TREATMENT_DELIVERY_TYPE, "CS", "SETUP");
  }

  static DicomBuilder positions(String type, double... values) {
    return dataSet()
        .text(Tag.RT_BEAM_LIMITING_DEVICE_TYPE, "CS", type)
        .decimals(Tag.LEAF_JAW_POSITIONS, values);
  }

  static DicomBuilder structures() {
    return common("1.2.840.10008.5.1.4.1.1.481.3", STRUCTURES_UID, "RTSTRUCT")
        .text(Tag.STRUCTURE_SET_LABEL, "SH", "Set")
        .sequence(Tag.STRUCTURE_SET_ROI_SEQUENCE, roi(7, "PTV"), roi(8, "Empty"))
        .sequence(
            Tag.ROI_CONTOUR_SEQUENCE,
            contours(7, contour("CLOSED_PLANAR", 0, 0, 0, 10, 0, 0, 10, 10, 0, 0, 10, 0)))
        .sequence(
            Tag.RT_ROI_OBSERVATIONS_SEQUENCE,
            dataSet()
                .integers(Tag.REFERENCED_ROI_NUMBER, 7)
                .text(Tag.RT_ROI_INTERPRETED_TYPE, "CS", "PTV"));
  }

  static DicomBuilder roi(int number, String name) {
    return dataSet()
        .integers(Tag.ROI_NUMBER, number)
        .text(Tag.REFERENCED_FRAME_OF_REFERENCE_UID, "UI", FRAME_UID)
        .text(Tag.ROI_NAME, "LO", name);
  }

  static DicomBuilder contours(int number, DicomBuilder... contours) {
    return dataSet()
        .integers(Tag.REFERENCED_ROI_NUMBER, number)
        .sequence(Tag.CONTOUR_SEQUENCE, contours);
  }

  static DicomBuilder contour(String type, double... xyz) {
    return dataSet()
        .text(Tag.CONTOUR_GEOMETRIC_TYPE, "CS", type)
        .integers(Tag.NUMBER_OF_CONTOUR_POINTS, xyz.length / 3)
        .decimals(Tag.CONTOUR_DATA, xyz);
  }

  /** 3 columns, 2 rows, 2 frames; the stored value of a node is column + 10 row + 100 frame. */
  static DicomBuilder dose() {
    return common("1.2.840.10008.5.1.4.1.1.481.2", DOSE_UID, "RTDOSE")
        .decimals(Tag.IMAGE_POSITION_PATIENT, 10, 20, 30)
        .decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
        .shorts(Tag.SAMPLES_PER_PIXEL, 1)
        .integers(Tag.NUMBER_OF_FRAMES, 2)
        .shorts(Tag.ROWS, 2)
        .shorts(Tag.COLUMNS, 3)
        .decimals(Tag.PIXEL_SPACING, 2, 3)
        .shorts(Tag.BITS_ALLOCATED, 16)
        .shorts(Tag.BITS_STORED, 16)
        .shorts(Tag.HIGH_BIT, 15)
        .shorts(Tag.PIXEL_REPRESENTATION, 0)
        .text(Tag.DOSE_UNITS, "CS", "GY")
        .text(Tag.DOSE_TYPE, "CS", "PHYSICAL")
        .text(Tag.DOSE_SUMMATION_TYPE, "CS", "PLAN")
        .decimals(Tag.GRID_FRAME_OFFSET_VECTOR, 0, 5)
        .text(Tag.DOSE_GRID_SCALING, "DS", "0.5")
        .sequence(Tag.REFERENCED_RT_PLAN_SEQUENCE, reference(PLAN_UID))
        .shorts(Tag.PIXEL_DATA, "OW", 0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
  }

  static DicomBuilder dose(String uid, String planUid) {
    return dose()
        .text(Tag.SOP_INSTANCE_UID, "UI", uid)
        .sequence(Tag.REFERENCED_RT_PLAN_SEQUENCE, reference(planUid));
  }

  /** A dose of single beams of the plan. */
  static DicomBuilder beamDose(String uid, int... beams) {
    DicomBuilder[] items = new DicomBuilder[beams.length];
    for (int i = 0; i < beams.length; i++) {
      items[i] = dataSet().integers(Tag.REFERENCED_BEAM_NUMBER, beams[i]);
    }
    return dose()
        .text(Tag.SOP_INSTANCE_UID, "UI", uid)
        .text(Tag.DOSE_SUMMATION_TYPE, "CS", "BEAM")
        .sequence(
            Tag.REFERENCED_RT_PLAN_SEQUENCE,
            reference(PLAN_UID)
                .sequence(
                    Tag.REFERENCED_FRACTION_GROUP_SEQUENCE,
                    dataSet().sequence(Tag.REFERENCED_BEAM_SEQUENCE, items)));
  }

  static DicomBuilder ct(int number, double zMm) {
    return common("1.2.840.10008.5.1.4.1.1.2", "1.2.3.7." + number, "CT")
        .text(Tag.SERIES_INSTANCE_UID, "UI", SERIES_UID)
        .decimals(Tag.IMAGE_POSITION_PATIENT, 0, 0, zMm)
        .decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
        .decimals(0x00180050, 99) // SliceThickness, which must not matter
        .shorts(Tag.PIXEL_DATA, "OW", 1, 2, 3, 4);
  }

  static Path write(Path folder, String name, DicomBuilder object) {
    return write(folder, name, object.file());
  }

  static Path write(Path folder, String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
