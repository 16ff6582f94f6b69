package org.oarlock.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oarlock.dicom.FoundObject.Kind;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/**
 * The distance between the CT slices that structures were drawn on, from the slices' positions;
 * their SliceThickness may be anything.
 */
final class SliceSpacing {
  private static final double TOLERANCE_MM = 0.01;

  private SliceSpacing() {}

  /**
   * The spacing of the images of a structure set.
   *
   * @return 0 if there are fewer than two slices, several series in question, or uneven gaps
   */
  static double of(DicomObject structures, List<DicomObject> objects, List<Problem> problems) {
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
    if (series.size() != 1) {
      return 0;
    }
    List<DicomObject> slices = series.values().iterator().next();
    try {
      double[] positions = positions(slices);
      return spacing(positions, structures, problems);
    } catch (DicomException e) {
      note(structures, problems, "a CT slice has no usable position: " + e.getMessage());
      return 0;
    }
  }

  private static double[] positions(List<DicomObject> slices) {
    double[] cosines = slices.get(0).data().decimals(Tag.IMAGE_ORIENTATION_PATIENT);
    PatientPoint normal =
        cosines.length == 6
            ? new PatientPoint(cosines[0], cosines[1], cosines[2])
                .cross(new PatientPoint(cosines[3], cosines[4], cosines[5]))
            : new PatientPoint(0, 0, 1);
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
      double[] positions, DicomObject structures, List<Problem> problems) {
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i < positions.length; i++) {
      double gap = positions[i] - positions[i - 1];
      if (gap > TOLERANCE_MM) {
        gaps.add(gap);
      }
    }
    if (gaps.isEmpty()) {
      return 0;
    }
    gaps.sort(null);
    double spacing = gaps.get(gaps.size() / 2);
    if (gaps.get(gaps.size() - 1) - gaps.get(0) > 2 * TOLERANCE_MM) {
      note(
          structures,
          problems,
          "the CT slices are unevenly spaced, from %s to %s mm; their spacing is not used"
              .formatted(gaps.get(0), gaps.get(gaps.size() - 1)));
      return 0;
    }
    return spacing;
  }

  private static void note(DicomObject structures, List<Problem> problems, String message) {
    problems.add(Problem.note("slice-spacing", SourceLocation.file(structures.path()), message));
  }
}
