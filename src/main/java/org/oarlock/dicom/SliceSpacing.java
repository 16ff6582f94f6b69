package org.oarlock.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.FoundObject.Kind;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.CtSlices;
import org.oarlock.plan.ImageSeries;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/**
 * The CT series that structures were drawn on, and the distance between their slices. It comes from
 * the slices' positions; their SliceThickness may be anything.
 *
 * @param spacingMm the spacing of the images; 0 if there are fewer than two slices, several series
 *     in question, or uneven gaps
 * @param series the series in question, as their headers describe them
 * @param slices the images to look at, if there is one series in question
 */
record SliceSpacing(double spacingMm, List<ImageSeries> series, CtSlices slices) {
  private static final double TOLERANCE_MM = 0.01;

  /** Slices that lean by less (radians) are transverse, as contours that do are. */
  private static final double MOST_TILTED = 5e-3;

  /** Differences of decimal numbers are rounded to whole nanometres. */
  private static final double PER_MM = 1e6;

  /** The images of a structure set. */
  static SliceSpacing of(
      DicomObject structures, List<DicomObject> objects, List<Problem> problems) {
    Map<String, List<DicomObject>> series = new LinkedHashMap<>();
    for (DicomObject object : objects) {
      if (object.kind() == Kind.CT
          && !object.frameOfReferenceUid().isEmpty()
          && object.frameOfReferenceUid().equals(structures.frameOfReferenceUid())
          && object.patientId().equals(structures.patientId())) {
        String uid = object.data().code(Tag.SERIES_INSTANCE_UID);
        series.computeIfAbsent(uid, u -> new ArrayList<>()).add(object);
      }
    }
    Set<String> referenced = StructureSetReader.referencedSeries(structures.data());
    if (series.keySet().stream().anyMatch(referenced::contains)) {
      series.keySet().retainAll(referenced);
    }
    List<ImageSeries> described = new ArrayList<>();
    double spacing = 0;
    for (List<DicomObject> slices : series.values()) {
      List<Double> gaps = List.of();
      List<Double> thicknesses = List.of();
      ImageSeries.Extent extent = null;
      try {
        gaps = gaps(slices);
        thicknesses = thicknesses(slices);
        extent = extent(slices);
      } catch (DicomException e) {
        note(structures, problems, "a CT slice is not usable: " + e.getMessage());
      }
      described.add(new ImageSeries(slices.size(), thicknesses, distinct(gaps), extent));
      spacing = series.size() == 1 ? spacing(gaps, structures, problems) : 0;
    }
    return new SliceSpacing(spacing, described, images(series.values()));
  }

  private static CtSlices images(Collection<List<DicomObject>> series) {
    return switch (series.size()) {
      case 0 -> CtSlices.NONE;
      case 1 -> CtSeries.of(series.iterator().next());
      default ->
          CtSeries.none(
              "there are %d CT series, and the structures do not say which is theirs"
                  .formatted(series.size()));
    };
  }

  /** The distances between neighbouring places, rising; slices at one place are one. */
  private static List<Double> gaps(List<DicomObject> slices) {
    double[] positions = positions(slices);
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i < positions.length; i++) {
      double gap = positions[i] - positions[i - 1];
      if (gap > TOLERANCE_MM) {
        gaps.add(gap);
      }
    }
    gaps.sort(null);
    return gaps;
  }

  /** The places of the first and the last slice; null unless all are known and transverse. */
  private static ImageSeries.@Nullable Extent extent(List<DicomObject> slices) {
    PatientPoint normal = normal(slices.get(0));
    double[] positions = positions(slices);
    if (Math.hypot(normal.xMm(), normal.yMm()) > MOST_TILTED || positions.length < slices.size()) {
      return null;
    }
    double first = positions[0] * Math.signum(normal.zMm());
    double last = positions[positions.length - 1] * Math.signum(normal.zMm());
    return new ImageSeries.Extent(Math.min(first, last), Math.max(first, last));
  }

  private static List<Double> thicknesses(List<DicomObject> slices) {
    return slices.stream()
        .map(slice -> slice.data().decimal(Tag.SLICE_THICKNESS))
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .distinct()
        .sorted()
        .toList();
  }

  /** Of gaps that agree within the tolerance, the largest. */
  private static List<Double> distinct(List<Double> rising) {
    List<Double> distinct = new ArrayList<>();
    double first = Double.NEGATIVE_INFINITY;
    for (double gap : rising) {
      double rounded = Math.rint(gap * PER_MM) / PER_MM;
      if (gap - first > 2 * TOLERANCE_MM) {
        first = gap;
        distinct.add(rounded);
      } else {
        distinct.set(distinct.size() - 1, rounded);
      }
    }
    return distinct;
  }

  private static PatientPoint normal(DicomObject slice) {
    double[] cosines = slice.data().decimals(Tag.IMAGE_ORIENTATION_PATIENT);
    return cosines.length == 6
        ? new PatientPoint(cosines[0], cosines[1], cosines[2])
            .cross(new PatientPoint(cosines[3], cosines[4], cosines[5]))
        : new PatientPoint(0, 0, 1);
  }

  private static double[] positions(List<DicomObject> slices) {
    PatientPoint normal = normal(slices.get(0));
    double[] positions = new double[slices.size()];
    int count = 0;
    for (DicomObject slice : slices) {
      double[] position = slice.data().decimals(Tag.IMAGE_POSITION_PATIENT);
      if (position.length == 3) {
        positions[count++] = normal.dot(new PatientPoint(position[0], position[1], position[2]));
      }
    }
    positions = Arrays.copyOf(positions, count);
    Arrays.sort(positions);
    return positions;
  }

  private static double spacing(
      List<Double> rising, DicomObject structures, List<Problem> problems) {
    if (rising.isEmpty()) {
      return 0;
    }
    double smallest = rising.get(0);
    double largest = rising.get(rising.size() - 1);
    if (largest - smallest > 2 * TOLERANCE_MM) {
      note(
          structures,
          problems,
          "the CT slices are unevenly spaced, from %s to %s mm; their spacing is not used"
              .formatted(smallest, largest));
      return 0;
    }
    return rising.get(rising.size() / 2);
  }

  private static void note(DicomObject structures, List<Problem> problems, String message) {
    problems.add(Problem.note("slice-spacing", SourceLocation.file(structures.path()), message));
  }
}
