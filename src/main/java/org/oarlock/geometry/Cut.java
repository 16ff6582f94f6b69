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

  /** Whether an end of a solid is a cut. */
  public boolean cuts(Solid solid) {
    List<Slab> slabs = solid.primary().slabs();
    return !slabs.isEmpty() && (isBelow(slabs) || isAbove(slabs));
  }

  /** A stack of slabs, prolonged where it is cut. */
  SlabStack continued(SlabStack stack, double byMm) {
    boolean below = isBelow(stack.slabs());
    boolean above = isAbove(stack.slabs());
    return below || above ? stack.continued(below ? byMm : 0, above ? byMm : 0) : stack;
  }

  /** Slabs that go on without end where they are cut. */
  List<Slab> opened(List<Slab> slabs) {
    List<Slab> opened = new ArrayList<>(slabs);
    if (isBelow(slabs)) {
      Slab first = opened.get(0);
      opened.set(0, new Slab(Double.NEGATIVE_INFINITY, first.upperMm(), first.shape()));
    }
    if (isAbove(slabs)) {
      int end = opened.size() - 1;
      Slab last = opened.get(end);
      opened.set(end, new Slab(last.lowerMm(), Double.POSITIVE_INFINITY, last.shape()));
    }
    return opened;
  }

  private boolean isBelow(List<Slab> slabs) {
    return slabs.get(0).lowerMm() <= lowerMm + SAME_SLICE_MM;
  }

  private boolean isAbove(List<Slab> slabs) {
    return slabs.get(slabs.size() - 1).upperMm() >= upperMm - SAME_SLICE_MM;
  }
}
