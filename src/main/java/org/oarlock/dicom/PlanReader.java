package org.oarlock.dicom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.PlanFile.TargetDose;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.Beam;
import org.oarlock.plan.ControlPoint;
import org.oarlock.plan.ControlPoint.LeafPositions;
import org.oarlock.plan.FileIdentity;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Dose;

/**
 * Reads an RT Plan or RT Ion Plan, PS3.3 C.8.8.9 to C.8.8.15, C.8.8.25: photon, electron, ion;
 * brachytherapy as far as prescriptions and fractions go.
 */
final class PlanReader {
  private final DataSet data;
  private final FileIdentity source;
  private final List<Problem> problems;

  PlanReader(DicomFile file, FileIdentity source, List<Problem> problems) {
    this.data = file.data();
    this.source = source;
    this.problems = problems;
  }

  /**
   * Reads the file; what can be read all the same goes to the problems.
   *
   * @throws DicomException if the plan cannot be used
   */
  PlanFile read() {
    List<DataSet> groups = data.items(Tag.FRACTION_GROUP_SEQUENCE);
    Standing.report(data, "plan", source.path(), problems);
    return new PlanFile(
        source,
        data.text(Tag.RT_PLAN_LABEL),
        data.code(Tag.APPROVAL_STATUS),
        fractions(groups),
        groups.size(),
        targetDoses(),
        beams(metersets(groups)),
        patientPosition());
  }

  private int fractions(List<DataSet> groups) {
    if (groups.size() > 1) {
      warn(
          "plan-fraction-groups",
          data.path(Tag.FRACTION_GROUP_SEQUENCE),
          "the plan has %d fraction groups; its number of fractions is left open"
              .formatted(groups.size()));
      return 0;
    }
    if (groups.isEmpty()) {
      return 0;
    }
    OptionalInt fractions = groups.get(0).integer(Tag.NUMBER_OF_FRACTIONS_PLANNED);
    if (fractions.isPresent() && fractions.getAsInt() < 0) {
      throw new DicomException(
          "plan-fractions",
          groups.get(0).path(Tag.NUMBER_OF_FRACTIONS_PLANNED),
          "the number of fractions is " + fractions.getAsInt());
    }
    return fractions.orElse(0);
  }

  private List<TargetDose> targetDoses() {
    List<TargetDose> doses = new ArrayList<>();
    for (DataSet item : data.items(Tag.DOSE_REFERENCE_SEQUENCE)) {
      OptionalDouble gy = item.decimal(Tag.TARGET_PRESCRIPTION_DOSE);
      if (gy.isEmpty() || !item.code(Tag.DOSE_REFERENCE_TYPE).equals("TARGET")) {
        continue;
      }
      if (!(gy.getAsDouble() > 0)) {
        warn(
            "plan-prescription",
            item.path(Tag.TARGET_PRESCRIPTION_DOSE),
            "a prescription of %s Gy is left out".formatted(DecimalText.print(gy.getAsDouble())));
        continue;
      }
      String type = item.code(Tag.DOSE_REFERENCE_STRUCTURE_TYPE);
      boolean point = type.equals("POINT") || type.equals("COORDINATES");
      OptionalInt number = point ? OptionalInt.empty() : item.integer(Tag.REFERENCED_ROI_NUMBER);
      doses.add(
          new TargetDose(
              number.isPresent() ? (Integer) number.getAsInt() : null,
              item.text(Tag.DOSE_REFERENCE_DESCRIPTION),
              Dose.ofGy(gy.getAsDouble()),
              point ? "TargetPrescriptionDose of a point" : "TargetPrescriptionDose",
              item.path(Tag.TARGET_PRESCRIPTION_DOSE)));
    }
    return doses;
  }

  private Map<Integer, Double> metersets(List<DataSet> groups) {
    Map<Integer, Double> metersets = new HashMap<>();
    for (DataSet group : groups) {
      for (DataSet beam : group.items(Tag.REFERENCED_BEAM_SEQUENCE)) {
        OptionalInt number = beam.integer(Tag.REFERENCED_BEAM_NUMBER);
        OptionalDouble meterset = beam.decimal(Tag.BEAM_METERSET);
        if (number.isPresent() && meterset.isPresent()) {
          metersets.putIfAbsent(number.getAsInt(), meterset.getAsDouble());
        }
      }
    }
    return metersets;
  }

  private String patientPosition() {
    Set<String> positions = new LinkedHashSet<>();
    for (DataSet setup : data.items(Tag.PATIENT_SETUP_SEQUENCE)) {
      positions.add(setup.code(Tag.PATIENT_POSITION));
    }
    positions.remove("");
    if (positions.size() > 1) {
      warn(
          "plan-patient-position",
          data.path(Tag.PATIENT_SETUP_SEQUENCE),
          "the plan has several patient positions: "
              + VisibleText.of(String.join(", ", positions)));
    }
    return positions.size() == 1 ? positions.iterator().next() : "";
  }

  private List<Beam> beams(Map<Integer, Double> metersets) {
    List<Beam> beams = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    for (int sequence : new int[] {Tag.BEAM_SEQUENCE, Tag.ION_BEAM_SEQUENCE}) {
      for (DataSet item : data.items(sequence)) {
        Beam beam = beam(item, metersets, sequence == Tag.ION_BEAM_SEQUENCE);
        if (!numbers.add(beam.number())) {
          warn(
              "plan-beam",
              item.path(Tag.BEAM_NUMBER),
              "beam number %d is given to two beams".formatted(beam.number()));
        }
        beams.add(beam);
      }
    }
    return beams;
  }

  private Beam beam(DataSet item, Map<Integer, Double> metersets, boolean ion) {
    int number =
        item.integer(Tag.BEAM_NUMBER)
            .orElseThrow(
                () ->
                    new DicomException(
                        "plan-beam", item.path(Tag.BEAM_NUMBER), "a beam has no number"));
    double axisDistance =
        item.decimal(ion ? Tag.VIRTUAL_SOURCE_AXIS_DISTANCES : Tag.SOURCE_AXIS_DISTANCE).orElse(0);
    List<Beam.Device> devices = devices(item, ion, axisDistance);
    double finalWeight = item.decimal(Tag.FINAL_CUMULATIVE_METERSET_WEIGHT).orElse(0);
    int sequence = ion ? Tag.ION_CONTROL_POINT_SEQUENCE : Tag.CONTROL_POINT_SEQUENCE;
    return new Beam(
        number,
        item.text(Tag.BEAM_NAME),
        item.code(Tag.RADIATION_TYPE),
        item.code(Tag.BEAM_TYPE),
        item.code(Tag.TREATMENT_DELIVERY_TYPE),
        item.text(Tag.TREATMENT_MACHINE_NAME),
        axisDistance,
        finalWeight,
        metersets.getOrDefault(number, 0.0),
        fluenceMode(item),
        devices,
        controlPoints(item.items(sequence), number, devices));
  }

  private static String fluenceMode(DataSet beam) {
    for (DataSet mode : beam.items(Tag.PRIMARY_FLUENCE_MODE_SEQUENCE)) {
      String kind = mode.code(Tag.FLUENCE_MODE);
      if (!kind.isEmpty() && !kind.equals("STANDARD")) {
        String id = mode.text(Tag.FLUENCE_MODE_ID);
        return id.isEmpty() ? kind : id;
      }
    }
    return "";
  }

  private List<Beam.Device> devices(DataSet beam, boolean ion, double axisDistance) {
    List<Beam.Device> devices = new ArrayList<>();
    int sequence = ion ? Tag.ION_BEAM_LIMITING_DEVICE_SEQUENCE : Tag.BEAM_LIMITING_DEVICE_SEQUENCE;
    for (DataSet item : beam.items(sequence)) {
      String type = item.code(Tag.RT_BEAM_LIMITING_DEVICE_TYPE);
      int pairs = item.integer(Tag.NUMBER_OF_LEAF_JAW_PAIRS).orElse(0);
      double[] boundaries = item.decimals(Tag.LEAF_POSITION_BOUNDARIES);
      if (boundaries.length != 0 && boundaries.length - 1 != pairs) {
        warn(
            "plan-beam",
            item.path(Tag.LEAF_POSITION_BOUNDARIES),
            "%s has %d leaf boundaries for %d pairs"
                .formatted(VisibleText.of(type), boundaries.length, pairs));
      }
      devices.add(
          new Beam.Device(type, pairs, sourceDistance(item, axisDistance), list(boundaries)));
    }
    return devices;
  }

  /** Photon plans state the distance from the source, ion plans that from the isocentre. */
  private static double sourceDistance(DataSet device, double axisDistance) {
    OptionalDouble fromSource = device.decimal(Tag.SOURCE_TO_BEAM_LIMITING_DEVICE_DISTANCE);
    OptionalDouble fromIsocenter = device.decimal(Tag.ISOCENTER_TO_BEAM_LIMITING_DEVICE_DISTANCE);
    if (fromSource.isEmpty() && fromIsocenter.isPresent() && axisDistance > 0) {
      return axisDistance - fromIsocenter.getAsDouble();
    }
    return fromSource.orElse(0);
  }

  private List<ControlPoint> controlPoints(
      List<DataSet> items, int beam, List<Beam.Device> devices) {
    List<ControlPoint> points = new ArrayList<>(items.size());
    boolean weighted =
        items.stream()
            .skip(1)
            .anyMatch(item -> item.decimal(Tag.CUMULATIVE_METERSET_WEIGHT).isPresent());
    ControlPointState state = new ControlPointState(weighted ? Double.NaN : 0);
    double highest = 0;
    boolean falling = false;
    boolean misfit = false;
    for (DataSet item : items) {
      state.update(item, devices, points.isEmpty());
      falling |= state.weight < highest;
      highest = Math.max(highest, Double.isNaN(state.weight) ? highest : state.weight);
      ControlPoint point = state.controlPoint();
      misfit |= !fit(point.leafPositions(), devices);
      points.add(point);
    }
    if (falling) {
      warnOfBeam(
          beam, items.get(0).path(Tag.CUMULATIVE_METERSET_WEIGHT), "its meterset weight falls");
    }
    if (misfit) {
      warnOfBeam(
          beam,
          items.get(0).path(Tag.BEAM_LIMITING_DEVICE_POSITION_SEQUENCE),
          "leaf or jaw positions are not two per pair of a device of the beam");
    }
    return points;
  }

  private static boolean fit(List<LeafPositions> leaves, List<Beam.Device> devices) {
    for (LeafPositions positions : leaves) {
      boolean fits = false;
      for (Beam.Device device : devices) {
        fits |=
            device.type().equals(positions.deviceType())
                && 2L * device.pairs() == positions.positionsMm().size();
      }
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private void warnOfBeam(int beam, String path, String message) {
    warn("plan-beam", path, "beam " + beam + ": " + message);
  }

  private static List<Double> list(double[] values) {
    List<Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(value);
    }
    return list;
  }

  private void warn(String code, String path, String message) {
    problems.add(Problem.warning(code, SourceLocation.tag(source.path(), path), message, null));
  }

  /** What stays as it was until a control point says otherwise. */
  private static final class ControlPointState {
    private final double missingWeight;
    private double weight;
    private double energy;
    private double gantry = Double.NaN;
    private String direction = "NONE";
    private double gantryPitch;
    private double collimator = Double.NaN;
    private double couch = Double.NaN;
    private double eccentric;
    private double tablePitch;
    private double tableRoll;
    private @Nullable PatientPoint isocenter;
    private final Map<DeviceKey, LeafPositions> positions = new LinkedHashMap<>();

    /** A device by its type, and which of that type it is. */
    private record DeviceKey(String type, int ordinal) {}

    /**
     * @param missingWeight the weight of a control point that states none, but for the first, whose
     *     weight is 0
     */
    ControlPointState(double missingWeight) {
      this.missingWeight = missingWeight;
    }

    void update(DataSet item, List<Beam.Device> devices, boolean first) {
      weight = item.decimal(Tag.CUMULATIVE_METERSET_WEIGHT).orElse(first ? 0 : missingWeight);
      energy = item.decimal(Tag.NOMINAL_BEAM_ENERGY).orElse(energy);
      gantry = degrees(item.decimal(Tag.GANTRY_ANGLE).orElse(gantry));
      String stated = item.code(Tag.GANTRY_ROTATION_DIRECTION);
      direction = stated.isEmpty() ? direction : stated;
      gantryPitch = item.decimal(Tag.GANTRY_PITCH_ANGLE).orElse(gantryPitch);
      collimator = degrees(item.decimal(Tag.BEAM_LIMITING_DEVICE_ANGLE).orElse(collimator));
      couch = degrees(item.decimal(Tag.PATIENT_SUPPORT_ANGLE).orElse(couch));
      eccentric = item.decimal(Tag.TABLE_TOP_ECCENTRIC_ANGLE).orElse(eccentric);
      tablePitch = item.decimal(Tag.TABLE_TOP_PITCH_ANGLE).orElse(tablePitch);
      tableRoll = item.decimal(Tag.TABLE_TOP_ROLL_ANGLE).orElse(tableRoll);
      updateIsocenter(item);
      Map<String, Integer> seen = new HashMap<>();
      for (DataSet device : item.items(Tag.BEAM_LIMITING_DEVICE_POSITION_SEQUENCE)) {
        String type = device.code(Tag.RT_BEAM_LIMITING_DEVICE_TYPE);
        int ordinal = seen.merge(type, 1, Integer::sum);
        double[] values = device.decimals(Tag.LEAF_JAW_POSITIONS);
        if (values.length > 0) {
          positions.put(new DeviceKey(type, ordinal), new LeafPositions(type, list(values)));
        }
      }
      forgetAmbiguous(seen, devices);
    }

    /** Where only some of several devices of one type are given, nobody can tell which. */
    private void forgetAmbiguous(Map<String, Integer> seen, List<Beam.Device> devices) {
      seen.forEach(
          (type, count) -> {
            long all = devices.stream().filter(d -> d.type().equals(type)).count();
            if (count < all) {
              positions.keySet().removeIf(key -> key.type().equals(type));
            }
          });
    }

    private void updateIsocenter(DataSet item) {
      double[] values = item.decimals(Tag.ISOCENTER_POSITION);
      if (values.length == 3) {
        isocenter = new PatientPoint(values[0], values[1], values[2]);
      } else if (values.length != 0) {
        throw new DicomException(
            "plan-beam",
            item.path(Tag.ISOCENTER_POSITION),
            "the isocentre has %d coordinates, expected 3".formatted(values.length));
      }
    }

    ControlPoint controlPoint() {
      return new ControlPoint(
          weight,
          energy,
          gantry,
          direction,
          gantryPitch,
          collimator,
          degrees(couch + eccentric),
          tablePitch,
          tableRoll,
          isocenter,
          List.copyOf(positions.values()));
    }

    /** The same angle in [0, 360). */
    private static double degrees(double angle) {
      double turned = angle % 360;
      return turned < 0 ? (turned + 360) % 360 : turned;
    }
  }
}
