package org.oarlock.dvh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of directions in a plane: arcs of the circle, in radians. */
final class Directions {
  private static final double CIRCLE = 2 * Math.PI;

  /** Arcs that end where the next one starts leave gaps of rounding. */
  private static final double SAME_RAD = 1e-9;

  /** Seen from a point on the outline itself, no direction is told from another. */
  private static final double SAME_MM = 1e-6;

  private final List<Gap> arcs = new ArrayList<>();

  /** An arc of the circle: from a direction in [0, 2π), by a width of up to 2π. */
  record Gap(double from, double width) {}

  /** Adds the directions in which a stretch is seen from a point. */
  void add(double[] centre, double u0, double v0, double u1, double v1) {
    double fromU = u0 - centre[0];
    double fromV = v0 - centre[1];
    double toU = u1 - centre[0];
    double toV = v1 - centre[1];
    double cross = fromU * toV - fromV * toU;
    double dot = fromU * toU + fromV * toV;
    double length = Math.hypot(toU - fromU, toV - fromV);
    boolean through = dot <= 0 && Math.abs(cross) <= SAME_MM * length;
    if (through || Math.hypot(fromU, fromV) <= SAME_MM || Math.hypot(toU, toV) <= SAME_MM) {
      addArc(0, CIRCLE);
      return;
    }
    double turn = Math.atan2(cross, dot);
    addArc(turn < 0 ? Math.atan2(toV, toU) : Math.atan2(fromV, fromU), Math.abs(turn));
  }

  private void addArc(double from, double width) {
    double start = from < 0 ? from + CIRCLE : from;
    if (start + width <= CIRCLE) {
      arcs.add(new Gap(start, width));
    } else {
      arcs.add(new Gap(start, CIRCLE - start));
      arcs.add(new Gap(0, start + width - CIRCLE));
    }
  }

  void addAll(Directions other) {
    arcs.addAll(other.arcs);
  }

  /** All other directions. */
  Directions others() {
    Directions others = new Directions();
    others.arcs.addAll(gaps());
    return others;
  }

  /** The widest arc without any of these directions, the first of several; of width 0 if none. */
  Gap widestGap() {
    List<Gap> gaps = gaps();
    if (gaps.isEmpty()) {
      return new Gap(0, 0);
    }
    Gap first = gaps.get(0);
    Gap last = gaps.get(gaps.size() - 1);
    boolean around = first.from == 0 && last.from + last.width >= CIRCLE && gaps.size() > 1;
    Gap widest = around ? new Gap(last.from, last.width + first.width) : first;
    for (Gap gap : gaps) {
      widest = gap.width > widest.width ? gap : widest;
    }
    return widest;
  }

  /** The gaps between 0 and 2π in order; one that goes on beyond 2π is two. */
  private List<Gap> gaps() {
    List<Gap> sorted = new ArrayList<>(arcs);
    sorted.sort(Comparator.comparingDouble(Gap::from).thenComparingDouble(Gap::width));
    List<Gap> gaps = new ArrayList<>();
    double end = 0;
    for (Gap arc : sorted) {
      if (arc.from > end + SAME_RAD) {
        gaps.add(new Gap(end, arc.from - end));
      }
      end = Math.max(end, arc.from + arc.width);
    }
    if (end < CIRCLE - SAME_RAD) {
      gaps.add(new Gap(end, CIRCLE - end));
    }
    return gaps;
  }
}
