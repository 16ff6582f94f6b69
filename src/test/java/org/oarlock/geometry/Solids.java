package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Solids whose volumes, surfaces and distances are known in closed form. */
final class Solids {
  private Solids() {}

  /** A box, drawn every {@code spacing} from its lower face on. */
  static Solid box(
      double u0, double v0, double w0, double u1, double v1, double w1, double spacing) {
    return stacked(w0, w1, spacing, w -> Rings.rectangle(u0, v0, u1, v1));
  }

  /** An upright cylinder of 360 corners with the area of the circle. */
  static Solid cylinder(double cu, double cv, double r, double w0, double w1, double spacing) {
    return stacked(w0, w1, spacing, w -> Rings.circle(cu, cv, r, 360));
  }

  static Solid ball(double cu, double cv, double cw, double r, double spacing) {
    return stacked(
        cw - r,
        cw + r,
        spacing,
        w -> Rings.circle(cu, cv, Math.sqrt(r * r - (w - cw) * (w - cw)), 240));
  }

  /** A cone that stands on its base. */
  static Solid cone(double r, double height, double spacing) {
    return stacked(0, height, spacing, w -> Rings.circle(0, 0, r * (1 - w / height), 240));
  }

  /** Rings in the middle of slices of equal thickness. */
  static Solid stacked(double w0, double w1, double spacing, DoubleFunction<double[]> ring) {
    List<PlanarContour> contours = new ArrayList<>();
    int n = (int) Math.round((w1 - w0) / spacing);
    for (double w : Rings.planes(w0 + spacing / 2, spacing, n)) {
      contours.add(Rings.at(w, ring.apply(w)));
    }
    return Solid.ofContours(contours, spacing);
  }
}
