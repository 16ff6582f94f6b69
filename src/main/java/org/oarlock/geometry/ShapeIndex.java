package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/** Finds figures by the rectangles around them: a slice may hold a hundred thousand of them. */
final class ShapeIndex {
  private final STRtree tree = new STRtree();

  /** Adds the figure of that number. Not after the first question. */
  void add(int number, Envelope bounds) {
    tree.insert(bounds, number);
  }

  /** The numbers of the figures whose rectangles meet this one, rising. */
  List<Integer> meeting(Envelope bounds) {
    List<Integer> found = new ArrayList<>();
    tree.query(bounds, number -> found.add((Integer) number));
    found.sort(null);
    return found;
  }
}
