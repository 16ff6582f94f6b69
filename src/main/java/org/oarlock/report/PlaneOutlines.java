package org.oarlock.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.picture.AxialView;
import org.oarlock.plan.Structure;

/** The contours of structures in transverse planes, as their file draws them. */
final class PlaneOutlines {
  /** Contours that lean by more (mm from their mean) lie in no transverse plane. */
  private static final double FLAT_MM = 0.5;

  /** Contours nearer than this lie in one plane. */
  private static final double SAME_PLANE_MM = 0.01;

  /** Gaps up to this many times the usual are between two contours, not beyond one. */
  private static final double ONE_GAP = 2.5;

  /** The slice spacing of structures on a single slice in a set that tells none. */
  private static final double USUAL_SPACING_MM = 3;

  private final double spacingMm;

  /**
   * @param spacingMm the usual distance between contours, 0 if it is not known
   */
  PlaneOutlines(double spacingMm) {
    this.spacingMm = spacingMm > 0 ? spacingMm : USUAL_SPACING_MM;
  }

  /** The outline of a structure at a height; without rings where it is not drawn. */
  AxialView.Outline of(Structure structure, double zMm, boolean focus) {
    List<double[]> rings = new ArrayList<>();
    double[] planes = planes(structure);
    double nearest = nearest(planes, zMm);
    for (PlanarContour contour : structure.contours()) {
      if (isFlat(contour) && Math.abs(z(contour) - nearest) <= SAME_PLANE_MM) {
        rings.add(ring(contour));
      }
    }
    return new AxialView.Outline(
        TerminalText.name(structure.name()), structure.colour(), focus, rings);
  }

  /** The height of the contours that are nearest to a height; that height where there are none. */
  double nearest(Collection<Structure> structures, double zMm) {
    double[] planes =
        structures.stream().flatMapToDouble(s -> Arrays.stream(planes(s))).sorted().toArray();
    double nearest = nearest(planes, zMm);
    return Double.isNaN(nearest) ? zMm : nearest;
  }

  /** The heights at which something is drawn, rising. */
  private static double[] planes(Structure structure) {
    return structure.contours().stream()
        .filter(PlaneOutlines::isFlat)
        .mapToDouble(PlaneOutlines::z)
        .sorted()
        .toArray();
  }

  /** The plane whose contours stand for this height, NaN if none do. */
  private double nearest(double[] planes, double zMm) {
    int found = Arrays.binarySearch(planes, zMm);
    if (found >= 0) {
      return planes[found];
    }
    int above = -found - 1;
    double toLower = above > 0 ? zMm - planes[above - 1] : Double.POSITIVE_INFINITY;
    double toUpper = above < planes.length ? planes[above] - zMm : Double.POSITIVE_INFINITY;
    double within = toLower + toUpper <= ONE_GAP * spacingMm ? spacingMm * ONE_GAP : spacingMm / 2;
    if (Math.min(toLower, toUpper) > within + SAME_PLANE_MM) {
      return Double.NaN;
    }
    return toLower <= toUpper ? planes[above - 1] : planes[above];
  }

  private static boolean isFlat(PlanarContour contour) {
    double z = contour.zMm(0);
    for (int i = 1; i < contour.size(); i++) {
      if (Math.abs(contour.zMm(i) - z) > FLAT_MM) {
        return false;
      }
    }
    return true;
  }

  private static double z(PlanarContour contour) {
    return contour.zMm(0);
  }

  private static double[] ring(PlanarContour contour) {
    double[] ring = new double[2 * contour.size()];
    for (int i = 0; i < contour.size(); i++) {
      ring[2 * i] = contour.xMm(i);
      ring[2 * i + 1] = contour.yMm(i);
    }
    return ring;
  }
}
