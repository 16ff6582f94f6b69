package org.oarlock.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;

/**
 * A stack of elliptic discs, each from half-way to the plane below to half-way to the plane above,
 * some of them holes in others: what contours of round solids draw, with closed forms in any linear
 * dose.
 */
final class PrismStack {
  /** Polygons of so many corners stand for ellipses of exactly the same area. */
  private static final int CORNERS = 720;

  private final List<Disc> discs;

  PrismStack(List<Disc> discs) {
    this.discs = List.copyOf(discs);
  }

  /**
   * An elliptic disc, its axes along x and y.
   *
   * @param planeMm where its contour is drawn
   * @param isHole whether it is taken away from another one
   */
  record Disc(
      double xMm,
      double yMm,
      double alongXMm,
      double alongYMm,
      double planeMm,
      double lowerMm,
      double upperMm,
      boolean isHole) {
    double volumeMm3() {
      return Math.PI * alongXMm * alongYMm * (upperMm - lowerMm);
    }

    /** The volume that gets at least a dose: a circular disc after stretching x and y. */
    double atLeastMm3(Field.Linear field, double gy) {
      PatientPoint g = field.gradient();
      double across = Math.hypot(g.xMm() * alongXMm, g.yMm() * alongYMm);
      double level = gy - field.at(new PatientPoint(xMm, yMm, 0));
      return alongXMm * alongYMm * Discs.beyond(level, across, g.zMm(), 1, lowerMm, upperMm);
    }

    PlanarContour contour() {
      double scale = Math.sqrt(2 * Math.PI / (CORNERS * Math.sin(2 * Math.PI / CORNERS)));
      double[] xyz = new double[3 * CORNERS];
      for (int i = 0; i < CORNERS; i++) {
        double angle = 2 * Math.PI * (i + 0.25) / CORNERS;
        xyz[3 * i] = xMm + alongXMm * scale * Math.cos(angle);
        xyz[3 * i + 1] = yMm + alongYMm * scale * Math.sin(angle);
        xyz[3 * i + 2] = planeMm;
      }
      return new PlanarContour(xyz);
    }
  }

  /** A section of a solid of revolution: centre and half axes at a height. */
  interface Section {
    /** x and y of the centre, half axes along x and y; no half axis where the solid has ended. */
    double[] at(double zMm);
  }

  /** The discs on these rising planes; where the section has no area there is none. */
  static PrismStack of(double[] planesMm, Section section) {
    return new PrismStack(discs(planesMm, section, false));
  }

  /** The same with a hole on all planes where it has area. */
  static PrismStack hollow(double[] planesMm, Section section, Section hole) {
    return new PrismStack(
        Stream.concat(
                discs(planesMm, section, false).stream(), discs(planesMm, hole, true).stream())
            .toList());
  }

  private static List<Disc> discs(double[] planes, Section section, boolean isHole) {
    List<Disc> discs = new ArrayList<>();
    for (int i = 0; i < planes.length; i++) {
      double below = i > 0 ? planes[i] - planes[i - 1] : planes[1] - planes[0];
      double above = i + 1 < planes.length ? planes[i + 1] - planes[i] : below;
      double[] s = section.at(planes[i]);
      if (s[2] > 0) {
        discs.add(
            new Disc(
                s[0],
                s[1],
                s[2],
                s[3],
                planes[i],
                planes[i] - below / 2,
                planes[i] + above / 2,
                isHole));
      }
    }
    return discs;
  }

  List<PlanarContour> contours() {
    return discs.stream().map(Disc::contour).toList();
  }

  /** Its volumes over dose; lowest and highest dose are those of the polygons that are drawn. */
  ExactCurve under(Field.Linear field) {
    double volume = 0;
    double integral = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (Disc disc : discs) {
      double signed = disc.isHole() ? -disc.volumeMm3() : disc.volumeMm3();
      double middle = 0.5 * (disc.lowerMm() + disc.upperMm());
      volume += signed;
      integral += signed * field.gy(disc.xMm(), disc.yMm(), middle);
      PlanarContour contour = disc.contour();
      for (int i = 0; i < contour.size() && !disc.isHole(); i++) {
        for (double z : new double[] {disc.lowerMm(), disc.upperMm()}) {
          double gy = field.gy(contour.xMm(i), contour.yMm(i), z);
          min = Math.min(min, gy);
          max = Math.max(max, gy);
        }
      }
    }
    return new ExactCurve(volume, min, max, integral / volume, gy -> atLeast(field, gy));
  }

  private double atLeast(Field.Linear field, double gy) {
    double sum = 0;
    for (Disc disc : discs) {
      double mm3 = disc.atLeastMm3(field, gy);
      sum += disc.isHole() ? -mm3 : mm3;
    }
    return sum;
  }
}
