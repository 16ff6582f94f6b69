package org.oarlock.testplans;

import java.util.Arrays;
import java.util.List;

/**
 * A structure as it is drawn in a structure set: stacks of equal contours on every slice from the
 * first to the last.
 *
 * @param name the ROI name
 * @param type the RT ROI Interpreted Type
 * @param stacks one for each disjoint part
 * @param open whether the contours are open lines, which enclose nothing
 */
record Drawn(String name, String type, List<Stack> stacks, boolean open) {
  /** The distance between the slices of most phantoms. */
  static final double SLICE_MM = 4;

  /**
   * Equal contours on all slices from {@code firstMm} to {@code lastMm}.
   *
   * @param sliceMm the distance between slices; each contour stands for half of it to either side
   */
  record Stack(Polygon polygon, double firstMm, double lastMm, double sliceMm) {
    Stack(Polygon polygon, double firstMm, double lastMm) {
      this(polygon, firstMm, lastMm, SLICE_MM);
    }

    Shape.Prism prism() {
      return new Shape.Prism(polygon, firstMm - sliceMm / 2, lastMm + sliceMm / 2);
    }

    /** Where the slices are. */
    double[] slicesMm() {
      double[] slices = new double[(int) Math.round((lastMm - firstMm) / sliceMm) + 1];
      Arrays.setAll(slices, i -> firstMm + i * sliceMm);
      return slices;
    }
  }

  Drawn {
    stacks = List.copyOf(stacks);
  }

  Drawn(String name, String type, List<Stack> stacks) {
    this(name, type, stacks, false);
  }

  static Drawn of(String name, String type, Polygon polygon, double firstMm, double lastMm) {
    return new Drawn(name, type, List.of(new Stack(polygon, firstMm, lastMm)));
  }

  /** The same with open contours. */
  Drawn opened() {
    return new Drawn(name, type, stacks, true);
  }

  /** The solid that the contours stand for. */
  Shape shape() {
    return new Shape(stacks.stream().map(Stack::prism).toList());
  }
}
