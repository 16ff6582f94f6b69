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
 *   <li><b>a spike</b>: one corner of {@value #FEWEST_CORNERS} or more whose both edges are longer
 *       than {@value #SPIKE_MM} mm and than {@value #SPIKE_TIMES} times every other edge of its
 *       contour, and that lies {@value #GAP_TIMES} times as far out as the corners beside it are
 *       apart. Outlines are drawn in steps of millimetres, so a wrong number leaves these two steps
 *       apart; the sides of sectors, of halves and of what is cut off at a line are, and boxes,
 *       wedges and channels to holes have other long edges or hardly a corner. On the contours of
 *       four clinical plans, of published phantoms and of the test plans no corner whose edges are
 *       longer than 10 mm has edges longer than the longest other one.
 *   <li><b>farther than {@value #FAR_MM} mm along one axis from the middle</b> of the structure
 *       set, which is the median of its contours, so that few wrong ones do not move it. Images are
 *       of one patient, and nobody is so large that a part of him lies that far from the middle of
 *       what is drawn; couch and arms are on the same images. On those plans nothing is farther
 *       than 300 mm.
 * </ul>
 *
 * <p>What is off by less, by two corners at once, or in an outline of few corners, and by less than
 * {@value #FAR_MM} mm, is not found: real outlines may look like it. A corner that is repeated is
 * one.
 *
 * @param index from 0
 * @param reason what is wrong with it, without naming structure and contour
 */
record StrayCorner(int index, String reason) {
  /** The shortest edges of a spike. */
  static final double SPIKE_MM = 100;

  /** How many times as long as all other edges those of a spike are. */
  static final double SPIKE_TIMES = 10;

  /** How many times as long as the way between its neighbours a spike is. */
  static final double GAP_TIMES = 5;

  /** Of fewer corners none is the rule that another could be an exception from. */
  static final int FEWEST_CORNERS = 8;

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
    if (longEdges(contour) < 2) {
      return null; // nearly all contours, and of these soon
    }
    int[] corners = distinct(contour);
    int n = corners.length;
    if (n < FEWEST_CORNERS) {
      return null;
    }
    int tip = 0;
    double longest = 0;
    for (int i = 0; i < n; i++) {
      double before = squared(contour, corners[(i + n - 1) % n], corners[i]);
      double after = squared(contour, corners[i], corners[(i + 1) % n]);
      if (Math.min(before, after) > longest) {
        tip = i;
        longest = Math.min(before, after);
      }
    }
    double other = 0;
    for (int i = 1; i + 1 < n; i++) {
      other = Math.max(other, squared(contour, corners[(tip + i) % n], corners[(tip + i + 1) % n]));
    }
    double gap = squared(contour, corners[(tip + n - 1) % n], corners[(tip + 1) % n]);
    if (!(longest > SPIKE_MM * SPIKE_MM)
        || !(longest > SPIKE_TIMES * SPIKE_TIMES * other)
        || !(longest > GAP_TIMES * GAP_TIMES * gap)) {
      return null;
    }
    return new StrayCorner(
        corners[tip],
        String.format(
            Locale.ROOT,
            "is the end of a spike %.0f mm long, and no other edge of the contour is longer"
                + " than %.1f mm",
            Math.sqrt(longest),
            Math.sqrt(other)));
  }

  private static int longEdges(PlanarContour contour) {
    int found = 0;
    for (int i = 0; i < contour.size(); i++) {
      int next = i + 1 == contour.size() ? 0 : i + 1;
      if (squared(contour, i, next) > SPIKE_MM * SPIKE_MM) {
        found++;
      }
    }
    return found;
  }

  /** The corners that are not where the one before them is, nor, at the end, the first. */
  private static int[] distinct(PlanarContour contour) {
    int[] corners = new int[contour.size()];
    int n = 0;
    for (int i = 0; i < contour.size(); i++) {
      if (n == 0 || squared(contour, corners[n - 1], i) > 0) {
        corners[n++] = i;
      }
    }
    while (n > 1 && squared(contour, corners[n - 1], corners[0]) == 0) {
      n--;
    }
    return Arrays.copyOf(corners, n);
  }

  private static double squared(PlanarContour contour, int from, int to) {
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
