package org.oarlock.dicom;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.PlanarContour;

/**
 * A corner of a contour that nobody can have drawn: one number of the file is wrong, or a whole
 * contour lies elsewhere. Volumes, unions and distances would take it as they take any other.
 *
 * <p>Two things are looked for, each so far from what is drawn that no real outline is mistaken for
 * it:
 *
 * <ul>
 *   <li><b>a spike</b>: one corner whose both edges are longer than {@value #SPIKE_MM} mm and than
 *       {@value #SPIKE_TIMES} times every other edge of its contour. Outlines are drawn in steps of
 *       millimetres, boxes and wedges have other long edges, and a channel to a hole leads to more
 *       than one corner. On the contours of four clinical plans, of published phantoms and of the
 *       test plans no corner whose edges are longer than 10 mm has edges longer than the longest
 *       other one.
 *   <li><b>farther than {@value #FAR_MM} mm along one axis from the middle</b> of the structure
 *       set, which is the median of its contours, so that few wrong ones do not move it. Images are
 *       of one patient, and nobody is so large that a part of him lies that far from the middle of
 *       what is drawn; couch and arms are on the same images. On those plans nothing is farther
 *       than 300 mm.
 * </ul>
 *
 * <p>What is off by less, or by two corners at once and less than {@value #FAR_MM} mm, is not
 * found: real outlines may look like it.
 *
 * @param index from 0
 * @param reason what is wrong with it, without naming structure and contour
 */
record StrayCorner(int index, String reason) {
  /** The shortest edges of a spike. */
  static final double SPIKE_MM = 100;

  /** How many times as long as all other edges those of a spike are. */
  static final double SPIKE_TIMES = 10;

  /** Nothing that is drawn lies farther from the middle of all that is drawn. */
  static final double FAR_MM = 2500;

  /** What is wrong, with the corner and its coordinates. */
  String describe(PlanarContour contour) {
    return String.format(
        Locale.ROOT,
        "corner %d at (%s, %s, %s) mm %s",
        index + 1,
        contour.xMm(index),
        contour.yMm(index),
        contour.zMm(index),
        reason);
  }

  /** The median x, y and z of the first corners of contours; null if there are none. */
  static double @Nullable [] middleMm(Collection<PlanarContour> contours) {
    if (contours.isEmpty()) {
      return null;
    }
    return new double[] {
      median(contours.stream().mapToDouble(c -> c.xMm(0)).toArray()),
      median(contours.stream().mapToDouble(c -> c.yMm(0)).toArray()),
      median(contours.stream().mapToDouble(c -> c.zMm(0)).toArray())
    };
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[(values.length - 1) / 2];
  }

  /** The first stray corner of a contour; null if there is none. */
  static @Nullable StrayCorner of(PlanarContour contour, double[] middleMm) {
    StrayCorner spike = spike(contour);
    return spike == null ? far(contour, middleMm) : spike;
  }

  private static @Nullable StrayCorner spike(PlanarContour contour) {
    int longest = -1;
    int second = -1;
    double[] squared = new double[3]; // the three longest, descending
    for (int i = 0; i < contour.size(); i++) {
      double edge = squaredEdge(contour, i);
      if (edge > squared[0]) {
        squared[2] = squared[1];
        squared[1] = squared[0];
        squared[0] = edge;
        second = longest;
        longest = i;
      } else if (edge > squared[1]) {
        squared[2] = squared[1];
        squared[1] = edge;
        second = i;
      } else if (edge > squared[2]) {
        squared[2] = edge;
      }
    }
    boolean isSpike =
        squared[1] > SPIKE_MM * SPIKE_MM && squared[1] > SPIKE_TIMES * SPIKE_TIMES * squared[2];
    int corner = isSpike ? between(longest, second, contour.size()) : -1;
    return corner < 0
        ? null
        : new StrayCorner(
            corner,
            String.format(
                Locale.ROOT,
                "is the end of a spike %.0f mm long, and no other edge of the contour is longer"
                    + " than %.1f mm",
                Math.sqrt(squared[1]),
                Math.sqrt(squared[2])));
  }

  /** The corner that two edges share, -1 if none; an edge has the index of its first corner. */
  private static int between(int edge, int other, int corners) {
    if ((edge + 1) % corners == other) {
      return other;
    }
    return (other + 1) % corners == edge ? edge : -1;
  }

  private static double squaredEdge(PlanarContour contour, int from) {
    int to = from + 1 == contour.size() ? 0 : from + 1;
    double x = contour.xMm(to) - contour.xMm(from);
    double y = contour.yMm(to) - contour.yMm(from);
    double z = contour.zMm(to) - contour.zMm(from);
    return x * x + y * y + z * z;
  }

  private static @Nullable StrayCorner far(PlanarContour contour, double[] middleMm) {
    for (int i = 0; i < contour.size(); i++) {
      double off =
          Math.max(
              Math.abs(contour.xMm(i) - middleMm[0]),
              Math.max(
                  Math.abs(contour.yMm(i) - middleMm[1]), Math.abs(contour.zMm(i) - middleMm[2])));
      if (off > FAR_MM) {
        return new StrayCorner(
            i,
            String.format(
                Locale.ROOT,
                "lies %.0f mm from the middle of all contours, expected at most %.0f mm",
                off,
                FAR_MM));
      }
    }
    return null;
  }
}
