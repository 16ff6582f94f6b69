package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.List;

/**
 * The first and the last slice on which anything could be drawn. A solid that reaches either was
 * cut there and goes on; its end is no surface of the body.
 *
 * @param lowerMm offset of the first slice, minus infinity if none is known
 * @param upperMm offset of the last slice, infinity if none is known
 */
public record Cut(double lowerMm, double upperMm) {
  /** Nothing is cut: every end is a surface. */
  public static final Cut NONE = new Cut(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** A slice is met if it is missed by less. */
  private static final double SAME_SLICE_MM = 0.01;

  /** Slabs in rising order, the outermost prolonged where they are cut. */
  List<Slab> continued(List<Slab> slabs, double byMm) {
    List<Slab> continued = new ArrayList<>(slabs);
    Slab first = continued.get(0);
    if (first.lowerMm() <= lowerMm + SAME_SLICE_MM) {
      continued.set(0, new Slab(first.lowerMm() - byMm, first.upperMm(), first.shape()));
    }
    int end = continued.size() - 1;
    Slab last = continued.get(end);
    if (last.upperMm() >= upperMm - SAME_SLICE_MM) {
      continued.set(end, new Slab(last.lowerMm(), last.upperMm() + byMm, last.shape()));
    }
    return continued;
  }
}
