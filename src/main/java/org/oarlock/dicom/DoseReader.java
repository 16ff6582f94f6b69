package org.oarlock.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Dose;

/** Reads the grid of an RT Dose, PS3.3 C.8.8.3, through its full affine. */
final class DoseReader {
  /** How far direction cosines may be from orthonormal: decimal strings round them. */
  private static final double COSINE_TOLERANCE = 1e-3;

  /** How far an absolute first frame offset may be from the image position. */
  private static final double POSITION_TOLERANCE_MM = 0.01;

  /**
   * Relative doses up to this are fractions of the reference, from {@link #LEAST_PERCENT} on
   * percent.
   */
  private static final double MOST_FRACTION = 3;

  private static final double LEAST_PERCENT = 30;
  private static final double MOST_PERCENT = 300;

  /**
   * Up to this share of the maximum, negative doses are noise of the calculation. Larger ones are
   * high doses read wrongly, and would meet the limits of the organs that get them.
   */
  private static final double MOST_NEGATIVE = 0.01;

  private static final int MAX_DVH_BINS = 1 << 20;

  private final DicomFile file;
  private final DataSet data;
  private final FileIdentity source;
  private final List<Problem> problems;
  private final List<String> remarks = new ArrayList<>();

  DoseReader(DicomFile file, FileIdentity source, List<Problem> problems) {
    this.file = file;
    this.data = file.data();
    this.source = source;
    this.problems = problems;
  }

  /**
   * Reads the file; warnings go to the problems.
   *
   * @param hundredPercent the dose that 100 % stands for in relative units, if known
   * @throws DicomException if the dose cannot be used
   */
  DoseFile read(@Nullable Dose hundredPercent) {
    String type = doseType();
    String units = units(hundredPercent);
    double scaling = scaling();
    StoredPixels pixels = StoredPixels.ofDose(data);
    GridAxes axes = axes(pixels);
    float[] dose = pixels.read(file, axes, scaling);
    if (units.equals("RELATIVE") && hundredPercent != null) {
      normalise(dose, hundredPercent);
    }
    look(dose);
    return new DoseFile(source, grid(axes, dose), type, remarks, dvhs());
  }

  private String doseType() {
    String type = data.code(Tag.DOSE_TYPE);
    if (type.equals("EFFECTIVE")) {
      note("dose-effective", Tag.DOSE_TYPE, "the dose is EFFECTIVE, not physical: judged as it is");
      return type;
    }
    if (!type.equals("PHYSICAL")) {
      throw bad(
          "dose-type",
          Tag.DOSE_TYPE,
          type.isEmpty()
              ? "no DoseType; expected PHYSICAL or EFFECTIVE"
              : "DoseType is '%s', expected PHYSICAL or EFFECTIVE".formatted(VisibleText.of(type)),
          "Export a physical or effective dose");
    }
    return type;
  }

  private String units(@Nullable Dose hundredPercent) {
    String units = data.code(Tag.DOSE_UNITS);
    if (units.equals("RELATIVE")) {
      if (hundredPercent == null) {
        throw bad(
            "dose-units-relative",
            Tag.DOSE_UNITS,
            "DoseUnits is RELATIVE, expected GY",
            "Export the dose in Gy, or check it by itself with --relative-dose, the dose that 100 % stands for");
      }
      if (!(hundredPercent.gy() > 0) || Double.isInfinite(hundredPercent.gy())) {
        throw bad(
            "dose-units-relative",
            Tag.DOSE_UNITS,
            "100 % of the relative dose cannot stand for " + hundredPercent.gy() + " Gy",
            "Name a dose above 0 Gy");
      }
    } else if (!units.equals("GY")) {
      throw bad(
          "dose-units",
          Tag.DOSE_UNITS,
          units.isEmpty()
              ? "no DoseUnits; expected GY"
              : "DoseUnits is '%s', expected GY".formatted(VisibleText.of(units)),
          "Export the dose in Gy");
    }
    return units;
  }

  private double scaling() {
    int count = data.decimals(Tag.DOSE_GRID_SCALING).length;
    if (count > 1) {
      throw bad(
          "dose-scaling",
          Tag.DOSE_GRID_SCALING,
          "DoseGridScaling has %d values, expected 1".formatted(count),
          "Export the dose again from the planning system");
    }
    OptionalDouble scaling = data.decimal(Tag.DOSE_GRID_SCALING);
    if (scaling.isEmpty() || !(scaling.getAsDouble() > 0)) {
      throw bad(
          "dose-scaling",
          Tag.DOSE_GRID_SCALING,
          scaling.isEmpty()
              ? "no DoseGridScaling"
              : "DoseGridScaling is " + scaling.getAsDouble() + ", expected more than 0",
          "Export the dose again from the planning system");
    }
    return scaling.getAsDouble();
  }

  // geometry

  private GridAxes axes(StoredPixels pixels) {
    PatientPoint position = point(Tag.IMAGE_POSITION_PATIENT, "ImagePositionPatient");
    double[] cosines = values(Tag.IMAGE_ORIENTATION_PATIENT, "ImageOrientationPatient", 6);
    double[] spacing = values(Tag.PIXEL_SPACING, "PixelSpacing", 2);
    PatientPoint alongRow = new PatientPoint(cosines[0], cosines[1], cosines[2]);
    PatientPoint alongColumn = new PatientPoint(cosines[3], cosines[4], cosines[5]);
    if (Math.abs(alongRow.length() - 1) > COSINE_TOLERANCE
        || Math.abs(alongColumn.length() - 1) > COSINE_TOLERANCE
        || Math.abs(alongRow.dot(alongColumn)) > COSINE_TOLERANCE) {
      throw bad(
          "dose-geometry",
          Tag.IMAGE_ORIENTATION_PATIENT,
          "the direction cosines are not two perpendicular unit vectors",
          "Export the dose again from the planning system");
    }
    alongRow = alongRow.times(1 / alongRow.length());
    alongColumn = alongColumn.minus(alongRow.times(alongRow.dot(alongColumn)));
    alongColumn = alongColumn.times(1 / alongColumn.length());
    PatientPoint normal = alongRow.cross(alongColumn);
    if (!(spacing[0] > 0) || !(spacing[1] > 0)) {
      throw bad(
          "dose-geometry",
          Tag.PIXEL_SPACING,
          "PixelSpacing is %s\\%s, expected more than 0".formatted(spacing[0], spacing[1]),
          "Export the dose again from the planning system");
    }
    // the first spacing is the distance between rows, PS3.3 10.7.1.3
    double[][] offsets = {
      regular(pixels.columns(), spacing[1]),
      regular(pixels.rows(), spacing[0]),
      frameOffsets(pixels.frames(), position, normal)
    };
    return GridAxes.of(position, new PatientPoint[] {alongRow, alongColumn, normal}, offsets);
  }

  private static double[] regular(int count, double spacing) {
    double[] offsets = new double[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = i * spacing;
    }
    return offsets;
  }

  /**
   * Offsets of the frames along the normal, PS3.3 C.8.8.3.2: relative if the first is 0; absolute
   * patient z coordinates if the first is the z of the image position. The standard allows the
   * latter for one orientation only; it is read for all transverse frames, since it can mean
   * nothing else there.
   */
  private double[] frameOffsets(int frames, PatientPoint position, PatientPoint normal) {
    double[] vector = data.decimals(Tag.GRID_FRAME_OFFSET_VECTOR);
    if (frames == 1 && vector.length == 0) {
      return new double[1];
    }
    if (vector.length != frames) {
      throw bad(
          "dose-frames",
          Tag.GRID_FRAME_OFFSET_VECTOR,
          "GridFrameOffsetVector has %d values for %d frames".formatted(vector.length, frames),
          "Export the dose again from the planning system");
    }
    double factor = vector[0] == 0 ? 1 : absoluteFactor(vector[0], position, normal);
    double[] offsets = new double[frames];
    for (int i = 0; i < frames; i++) {
      offsets[i] = factor * (vector[i] - vector[0]);
    }
    for (int i = 1; i < frames; i++) {
      if (!(Math.signum(offsets[i] - offsets[i - 1]) == Math.signum(offsets[1] - offsets[0]))
          || offsets[1] == offsets[0]) {
        throw bad(
            "dose-frames",
            Tag.GRID_FRAME_OFFSET_VECTOR,
            "GridFrameOffsetVector neither rises nor falls steadily at value %d: %s after %s"
                .formatted(i + 1, vector[i], vector[i - 1]),
            "Export the dose again from the planning system");
      }
    }
    return offsets;
  }

  private double absoluteFactor(double first, PatientPoint position, PatientPoint normal) {
    boolean transverse = Math.abs(Math.abs(normal.zMm()) - 1) < COSINE_TOLERANCE * COSINE_TOLERANCE;
    if (!transverse || Math.abs(first - position.zMm()) > POSITION_TOLERANCE_MM) {
      throw bad(
          "dose-frames",
          Tag.GRID_FRAME_OFFSET_VECTOR,
          "GridFrameOffsetVector starts with %s; expected 0, or in transverse frames the z of the image position, %s"
              .formatted(first, position.zMm()),
          "Export the dose again with relative frame offsets");
    }
    return Math.signum(normal.zMm());
  }

  private PatientPoint point(int tag, String name) {
    double[] values = values(tag, name, 3);
    return new PatientPoint(values[0], values[1], values[2]);
  }

  private double[] values(int tag, String name, int count) {
    double[] values = data.decimals(tag);
    if (values.length != count) {
      throw bad(
          "dose-geometry",
          tag,
          values.length == 0
              ? "no " + name
              : "%s has %d values, expected %d".formatted(name, values.length, count),
          "Export the dose again from the planning system");
    }
    return values;
  }

  private DoseGrid grid(GridAxes axes, float[] dose) {
    GridAxes.Axis x = axes.axes().get(0);
    GridAxes.Axis y = axes.axes().get(1);
    GridAxes.Axis z = axes.axes().get(2);
    return new DoseGrid(
        axes.origin(),
        x.direction(),
        y.direction(),
        z.direction(),
        x.offsetsMm(),
        y.offsetsMm(),
        z.offsetsMm(),
        dose);
  }

  // values

  /**
   * Turns relative doses into Gy. Files hold either fractions or percent of the reference and do
   * not say which; the largest value tells, and where it does not, the dose is refused.
   */
  private void normalise(float[] dose, Dose hundredPercent) {
    double largest = 0;
    for (float value : dose) {
      largest = Math.max(largest, value);
    }
    boolean fraction = largest <= MOST_FRACTION;
    if (!fraction && (largest < LEAST_PERCENT || largest > MOST_PERCENT)) {
      throw bad(
          "dose-units-relative",
          Tag.DOSE_UNITS,
          "the largest relative dose is %s: neither a fraction (up to 3) nor percent (30 to 300)"
              .formatted(DecimalText.print(largest)),
          "Export the dose in Gy");
    }
    double factor = fraction ? hundredPercent.gy() : hundredPercent.gy() / 100;
    for (int i = 0; i < dose.length; i++) {
      dose[i] = (float) (dose[i] * factor);
    }
    String remark =
        "relative dose, read as %s of %s"
            .formatted(fraction ? "a fraction" : "percent", hundredPercent);
    remarks.add(remark);
    warn("dose-units-relative", Tag.DOSE_UNITS, remark);
  }

  private void look(float[] dose) {
    float least = 0;
    float largest = 0;
    for (float value : dose) {
      if (value < least) { // several times as fast as Math.min, which thinks of -0 and NaN
        least = value;
      }
      if (value > largest) {
        largest = value;
      }
    }
    if (Float.isInfinite(largest) || Float.isInfinite(least)) {
      throw bad(
          "dose-scaling",
          Tag.DOSE_GRID_SCALING,
          "DoseGridScaling makes doses that are not finite",
          "Export the dose again from the planning system");
    }
    if (least < -MOST_NEGATIVE * largest) {
      throw bad(
          "dose-negative",
          Tag.PIXEL_DATA,
          "the dose is negative somewhere, down to %s Gy: perhaps unsigned values are declared to be signed"
              .formatted(DecimalText.print(least)),
          "Export the dose again from the planning system");
    }
    if (least < 0) {
      warn(
          "dose-negative",
          Tag.PIXEL_DATA,
          "the dose is negative somewhere, down to %s Gy".formatted(DecimalText.print(least)));
    }
    if (largest == 0) {
      warn("dose-zero", Tag.PIXEL_DATA, "the dose is 0 Gy everywhere");
    }
  }

  // the planning system's histograms

  private List<PlanningSystemDvh> dvhs() {
    List<PlanningSystemDvh> dvhs = new ArrayList<>();
    try {
      for (DataSet item : data.items(Tag.DVH_SEQUENCE)) {
        dvh(item, dvhs);
      }
    } catch (DicomException e) {
      skipDvh(Tag.text(Tag.DVH_SEQUENCE), String.valueOf(e.getMessage()));
    }
    return dvhs;
  }

  private void dvh(DataSet item, List<PlanningSystemDvh> into) {
    OptionalInt structure = OptionalInt.empty();
    for (DataSet reference : item.items(Tag.DVH_REFERENCED_ROI_SEQUENCE)) {
      boolean included = !reference.code(Tag.DVH_ROI_CONTRIBUTION_TYPE).equals("EXCLUDED");
      if (included && structure.isEmpty()) {
        structure = reference.integer(Tag.REFERENCED_ROI_NUMBER);
      }
    }
    double[] pairs = item.decimals(Tag.DVH_DATA);
    double scaling = item.decimal(Tag.DVH_DOSE_SCALING).orElse(1);
    if (structure.isEmpty() || pairs.length % 2 != 0 || pairs.length > 2 * MAX_DVH_BINS) {
      skipDvh(
          item.path(Tag.DVH_DATA),
          structure.isEmpty()
              ? "it names no structure"
              : pairs.length + " values are no list of bins");
      return;
    }
    List<Double> widths = new ArrayList<>(pairs.length / 2);
    List<Double> volumes = new ArrayList<>(pairs.length / 2);
    for (int i = 0; i < pairs.length; i += 2) {
      widths.add(pairs[i] * scaling);
      volumes.add(pairs[i + 1]);
    }
    OptionalInt bins = item.integer(Tag.DVH_NUMBER_OF_BINS);
    if (bins.isPresent() && bins.getAsInt() != widths.size()) {
      skipDvh(
          item.path(Tag.DVH_NUMBER_OF_BINS),
          "%d bins are declared, %d are there".formatted(bins.getAsInt(), widths.size()));
      return;
    }
    into.add(
        new PlanningSystemDvh(
            structure.getAsInt(),
            item.code(Tag.DVH_TYPE),
            item.code(Tag.DOSE_UNITS),
            item.code(Tag.DVH_VOLUME_UNITS),
            scaling,
            widths,
            volumes,
            boxed(item.decimal(Tag.DVH_MINIMUM_DOSE)),
            boxed(item.decimal(Tag.DVH_MAXIMUM_DOSE)),
            boxed(item.decimal(Tag.DVH_MEAN_DOSE))));
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  private void skipDvh(String path, String message) {
    problems.add(
        Problem.warning(
            "dose-dvh",
            SourceLocation.tag(source.path(), path),
            "a histogram of the planning system is left out: " + message,
            null));
  }

  private void warn(String code, int tag, String message) {
    problems.add(
        Problem.warning(code, SourceLocation.tag(source.path(), data.path(tag)), message, null));
  }

  private void note(String code, int tag, String message) {
    problems.add(Problem.note(code, SourceLocation.tag(source.path(), data.path(tag)), message));
  }

  private DicomException bad(String code, int tag, String message, String hint) {
    return new DicomException(code, data.path(tag), message, hint);
  }
}
