package org.oarlock.testplans;

import java.util.List;

/**
 * A structure as it is drawn in a structure set: stacks of equal contours on every slice from the
 * first to the last.
 *
 * @param name the ROI name
 * @param type the RT ROI Interpreted Type
 * @param stacks one for each disjoint part
 */
record Drawn(String name, String type, List<Stack> stacks) {
  /** The distance between slices; each contour stands for half of it to either side. */
  static final double SLICE_MM = 4;

  /** Equal contours on all slices from {@code firstMm} to {@code lastMm}. */
  record Stack(Polygon polygon, double firstMm, double lastMm) {
    Shape.Prism prism() {
      return new Shape.Prism(polygon, firstMm - SLICE_MM / 2, lastMm + SLICE_MM / 2);
    }

    /** The number of slices. */
    int slices() {
      return (int) Math.round((lastMm - firstMm) / SLICE_MM) + 1;
    }
  }

  Drawn {
    stacks = List.copyOf(stacks);
  }

  static Drawn of(String name, String type, Polygon polygon, double firstMm, double lastMm) {
    return new Drawn(name, type, List.of(new Stack(polygon, firstMm, lastMm)));
  }

  /** The solid that the contours stand for. */
  Shape shape() {
    return new Shape(stacks.stream().map(Stack::prism).toList());
  }
}
