package org.oarlock.dicom;

/** The DICOM tags that are read, by their keyword in PS3.6. */
final class Tag {
  static final int TRANSFER_SYNTAX_UID = 0x00020010;
  static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
  static final int SPECIFIC_CHARACTER_SET = 0x00080005;
  static final int SOP_CLASS_UID = 0x00080016;
  static final int SOP_INSTANCE_UID = 0x00080018;
  static final int MODALITY = 0x00080060;
  static final int SERIES_DESCRIPTION = 0x0008103E;
  static final int REFERENCED_SOP_INSTANCE_UID = 0x00081155;
  static final int PATIENT_NAME = 0x00100010;
  static final int PATIENT_ID = 0x00100020;
  static final int SLICE_THICKNESS = 0x00180050;
  static final int PATIENT_POSITION = 0x00185100;
  static final int SERIES_INSTANCE_UID = 0x0020000E;
  static final int IMAGE_POSITION_PATIENT = 0x00200032;
  static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;
  static final int FRAME_OF_REFERENCE_UID = 0x00200052;
  static final int SAMPLES_PER_PIXEL = 0x00280002;
  static final int NUMBER_OF_FRAMES = 0x00280008;
  static final int ROWS = 0x00280010;
  static final int COLUMNS = 0x00280011;
  static final int PIXEL_SPACING = 0x00280030;
  static final int BITS_ALLOCATED = 0x00280100;
  static final int BITS_STORED = 0x00280101;
  static final int HIGH_BIT = 0x00280102;
  static final int PIXEL_REPRESENTATION = 0x00280103;
  static final int RESCALE_INTERCEPT = 0x00281052;
  static final int RESCALE_SLOPE = 0x00281053;
  static final int DOSE_UNITS = 0x30040002;
  static final int DOSE_TYPE = 0x30040004;
  static final int DOSE_SUMMATION_TYPE = 0x3004000A;
  static final int GRID_FRAME_OFFSET_VECTOR = 0x3004000C;
  static final int DOSE_GRID_SCALING = 0x3004000E;
  static final int DVH_TYPE = 0x30040001;
  static final int DVH_SEQUENCE = 0x30040050;
  static final int DVH_DOSE_SCALING = 0x30040052;
  static final int DVH_VOLUME_UNITS = 0x30040054;
  static final int DVH_NUMBER_OF_BINS = 0x30040056;
  static final int DVH_DATA = 0x30040058;
  static final int DVH_REFERENCED_ROI_SEQUENCE = 0x30040060;
  static final int DVH_ROI_CONTRIBUTION_TYPE = 0x30040062;
  static final int DVH_MINIMUM_DOSE = 0x30040070;
  static final int DVH_MAXIMUM_DOSE = 0x30040072;
  static final int DVH_MEAN_DOSE = 0x30040074;
  static final int PRIMARY_FLUENCE_MODE_SEQUENCE = 0x30020050;
  static final int FLUENCE_MODE = 0x30020051;
  static final int FLUENCE_MODE_ID = 0x30020052;
  static final int STRUCTURE_SET_LABEL = 0x30060002;
  static final int REFERENCED_FRAME_OF_REFERENCE_SEQUENCE = 0x30060010;
  static final int RT_REFERENCED_STUDY_SEQUENCE = 0x30060012;
  static final int RT_REFERENCED_SERIES_SEQUENCE = 0x30060014;
  static final int STRUCTURE_SET_ROI_SEQUENCE = 0x30060020;
  static final int ROI_NUMBER = 0x30060022;
  static final int REFERENCED_FRAME_OF_REFERENCE_UID = 0x30060024;
  static final int ROI_NAME = 0x30060026;
  static final int ROI_DISPLAY_COLOR = 0x3006002A;
  static final int ROI_CONTOUR_SEQUENCE = 0x30060039;
  static final int CONTOUR_SEQUENCE = 0x30060040;
  static final int CONTOUR_GEOMETRIC_TYPE = 0x30060042;
  static final int NUMBER_OF_CONTOUR_POINTS = 0x30060046;
  static final int CONTOUR_DATA = 0x30060050;
  static final int RT_ROI_OBSERVATIONS_SEQUENCE = 0x30060080;
  static final int REFERENCED_ROI_NUMBER = 0x30060084;
  static final int RT_ROI_INTERPRETED_TYPE = 0x300600A4;
  static final int RT_PLAN_LABEL = 0x300A0002;
  static final int RT_PLAN_DATE = 0x300A0006;
  static final int PLAN_INTENT = 0x300A000A;
  static final int RT_PLAN_GEOMETRY = 0x300A000C;
  static final int DOSE_REFERENCE_SEQUENCE = 0x300A0010;
  static final int DOSE_REFERENCE_STRUCTURE_TYPE = 0x300A0014;
  static final int DOSE_REFERENCE_DESCRIPTION = 0x300A0016;
  static final int DOSE_REFERENCE_TYPE = 0x300A0020;
  static final int TARGET_PRESCRIPTION_DOSE = 0x300A0026;
  static final int FRACTION_GROUP_SEQUENCE = 0x300A0070;
  static final int NUMBER_OF_FRACTIONS_PLANNED = 0x300A0078;
  static final int BEAM_METERSET = 0x300A0086;
  static final int BEAM_SEQUENCE = 0x300A00B0;
  static final int TREATMENT_MACHINE_NAME = 0x300A00B2;
  static final int SOURCE_AXIS_DISTANCE = 0x300A00B4;
  static final int BEAM_LIMITING_DEVICE_SEQUENCE = 0x300A00B6;
  static final int RT_BEAM_LIMITING_DEVICE_TYPE = 0x300A00B8;
  static final int SOURCE_TO_BEAM_LIMITING_DEVICE_DISTANCE = 0x300A00BA;
  static final int ISOCENTER_TO_BEAM_LIMITING_DEVICE_DISTANCE = 0x300A00BB;
  static final int NUMBER_OF_LEAF_JAW_PAIRS = 0x300A00BC;
  static final int LEAF_POSITION_BOUNDARIES = 0x300A00BE;
  static final int BEAM_NUMBER = 0x300A00C0;
  static final int BEAM_NAME = 0x300A00C2;
  static final int BEAM_TYPE = 0x300A00C4;
  static final int RADIATION_TYPE = 0x300A00C6;
  static final int TREATMENT_DELIVERY_TYPE = 0x300A00CE;
  static final int FINAL_CUMULATIVE_METERSET_WEIGHT = 0x300A010E;
  static final int CONTROL_POINT_SEQUENCE = 0x300A0111;
  static final int NOMINAL_BEAM_ENERGY = 0x300A0114;
  static final int BEAM_LIMITING_DEVICE_POSITION_SEQUENCE = 0x300A011A;
  static final int LEAF_JAW_POSITIONS = 0x300A011C;
  static final int GANTRY_ANGLE = 0x300A011E;
  static final int GANTRY_ROTATION_DIRECTION = 0x300A011F;
  static final int BEAM_LIMITING_DEVICE_ANGLE = 0x300A0120;
  static final int PATIENT_SUPPORT_ANGLE = 0x300A0122;
  static final int TABLE_TOP_ECCENTRIC_ANGLE = 0x300A0125;
  static final int ISOCENTER_POSITION = 0x300A012C;
  static final int CUMULATIVE_METERSET_WEIGHT = 0x300A0134;
  static final int TABLE_TOP_PITCH_ANGLE = 0x300A0140;
  static final int TABLE_TOP_ROLL_ANGLE = 0x300A0144;
  static final int GANTRY_PITCH_ANGLE = 0x300A014A;
  static final int PATIENT_SETUP_SEQUENCE = 0x300A0180;
  static final int VIRTUAL_SOURCE_AXIS_DISTANCES = 0x300A030A;
  static final int ION_BEAM_SEQUENCE = 0x300A03A2;
  static final int ION_BEAM_LIMITING_DEVICE_SEQUENCE = 0x300A03A4;
  static final int ION_CONTROL_POINT_SEQUENCE = 0x300A03A8;
  static final int REFERENCED_RT_PLAN_SEQUENCE = 0x300C0002;
  static final int REFERENCED_BEAM_SEQUENCE = 0x300C0004;
  static final int REFERENCED_BEAM_NUMBER = 0x300C0006;
  static final int REFERENCED_FRACTION_GROUP_SEQUENCE = 0x300C0020;
  static final int REFERENCED_STRUCTURE_SET_SEQUENCE = 0x300C0060;
  static final int APPROVAL_STATUS = 0x300E0002;
  static final int PIXEL_DATA = 0x7FE00010;

  static final int ITEM = 0xFFFEE000;
  static final int ITEM_END = 0xFFFEE00D;
  static final int SEQUENCE_END = 0xFFFEE0DD;

  private Tag() {}

  /** The tag as the standard prints it, {@code (3006,0050)}. */
  static String text(int tag) {
    StringBuilder out = new StringBuilder(11).append('(');
    for (int digit = 7; digit >= 0; digit--) {
      out.append(Character.toUpperCase(Character.forDigit((tag >>> (4 * digit)) & 15, 16)));
      if (digit == 4) {
        out.append(',');
      }
    }
    return out.append(')').toString();
  }

  /**
   * The VR of a value that its file does not state, of all attributes that are read: that of the
   * pixel description and of a few angles and distances is binary, all others are text.
   *
   * @return empty for text
   */
  static String binaryVr(int tag) {
    return switch (tag) {
      case SAMPLES_PER_PIXEL,
          ROWS,
          COLUMNS,
          BITS_ALLOCATED,
          BITS_STORED,
          HIGH_BIT,
          PIXEL_REPRESENTATION ->
          "US";
      case ISOCENTER_TO_BEAM_LIMITING_DEVICE_DISTANCE,
          TABLE_TOP_PITCH_ANGLE,
          TABLE_TOP_ROLL_ANGLE,
          GANTRY_PITCH_ANGLE,
          VIRTUAL_SOURCE_AXIS_DISTANCES ->
          "FL";
      default -> "";
    };
  }
}
