package org.oarlock.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The lines along which values in a plane have one level (marching squares). Where the level runs
 * through all four sides of a cell, the mean of its corners decides what belongs together.
 */
final class LevelLines {
  /** Far below every level, so that a line keeps to the last node that is known. */
  private static final double FAR_BELOW = -1e12;

  /**
   * From which side of a cell to which a line runs, with the inside to its left if y grows upwards:
   * by the corners that are inside, one bit for each. Sides and corners go round from the first.
   */
  private static final int[][] SEGMENTS = {
    {}, {0, 3}, {1, 0}, {1, 3}, {2, 1}, {0, 3, 2, 1}, {2, 0}, {2, 3},
    {3, 2}, {0, 2}, {1, 0, 3, 2}, {1, 2}, {3, 1}, {0, 1}, {3, 0}, {}
  };

  /** Where opposite corners are inside and joined to each other. */
  private static final Map<Integer, int[]> JOINED =
      Map.of(5, new int[] {0, 1, 2, 3}, 10, new int[] {3, 0, 1, 2});

  private final PlaneValues plane;
  private final double level;
  private final int[] next;
  private final boolean[] entered;

  private LevelLines(PlaneValues plane, double level) {
    this.plane = plane;
    this.level = level;
    int sides = 2 * plane.columns() * plane.rows();
    next = new int[sides];
    Arrays.fill(next, -1);
    entered = new boolean[sides];
  }

  /**
   * The lines of this level between known values: x, y of each point; the last point is the first
   * where a line is closed.
   */
  static List<double[]> of(PlaneValues plane, double level) {
    LevelLines lines = new LevelLines(plane, level);
    for (int j = 0; j + 1 < plane.rows(); j++) {
      for (int i = 0; i + 1 < plane.columns(); i++) {
        lines.cell(i, j);
      }
    }
    return lines.joined();
  }

  /**
   * What has at least this level: rings under the even-odd rule, which do not repeat their first
   * point. What is not known or beyond the lattice has less.
   */
  static List<double[]> regionAbove(PlaneValues plane, double level) {
    int columns = plane.columns() + 2;
    int rows = plane.rows() + 2;
    double[] values = new double[columns * rows];
    Arrays.fill(values, FAR_BELOW);
    for (int j = 0; j < plane.rows(); j++) {
      for (int i = 0; i < plane.columns(); i++) {
        double value = plane.at(i, j);
        values[(j + 1) * columns + i + 1] = Double.isNaN(value) ? FAR_BELOW : value;
      }
    }
    double step = plane.step();
    PlaneValues padded =
        new PlaneValues(plane.x() - step, plane.y() - step, step, columns, rows, values);
    return of(padded, level).stream().map(ring -> Arrays.copyOf(ring, ring.length - 2)).toList();
  }

  private void cell(int i, int j) {
    double[] corners = {
      plane.at(i, j), plane.at(i + 1, j), plane.at(i + 1, j + 1), plane.at(i, j + 1)
    };
    int inside = 0;
    for (int c = 0; c < 4; c++) {
      if (Double.isNaN(corners[c])) {
        return;
      }
      inside |= corners[c] >= level ? 1 << c : 0;
    }
    boolean joined = corners[0] + corners[1] + corners[2] + corners[3] >= 4 * level;
    int[] segments = joined ? JOINED.getOrDefault(inside, SEGMENTS[inside]) : SEGMENTS[inside];
    for (int s = 0; s < segments.length; s += 2) {
      int from = side(i, j, segments[s]);
      int to = side(i, j, segments[s + 1]);
      next[from] = to;
      entered[to] = true;
    }
  }

  private int side(int i, int j, int side) {
    int vertical = plane.columns() * plane.rows();
    return switch (side) {
      case 0 -> j * plane.columns() + i;
      case 1 -> vertical + j * plane.columns() + i + 1;
      case 2 -> (j + 1) * plane.columns() + i;
      default -> vertical + j * plane.columns() + i;
    };
  }

  /** Open lines from their beginnings, then closed ones. */
  private List<double[]> joined() {
    List<double[]> lines = new ArrayList<>();
    for (int side = 0; side < next.length; side++) {
      if (next[side] >= 0 && !entered[side]) {
        lines.add(from(side));
      }
    }
    for (int side = 0; side < next.length; side++) {
      if (next[side] >= 0) {
        lines.add(from(side));
      }
    }
    return lines;
  }

  private double[] from(int start) {
    double[] line = new double[16];
    int n = 0;
    int side = start;
    while (true) {
      if (n + 2 > line.length) {
        line = Arrays.copyOf(line, 2 * line.length);
      }
      place(side, line, n);
      n += 2;
      int following = next[side];
      if (following < 0) {
        return Arrays.copyOf(line, n);
      }
      next[side] = -1;
      side = following;
    }
  }

  private void place(int side, double[] line, int n) {
    int nodes = plane.columns() * plane.rows();
    boolean vertical = side >= nodes;
    int node = vertical ? side - nodes : side;
    int i = node % plane.columns();
    int j = node / plane.columns();
    double here = plane.at(i, j);
    double there = vertical ? plane.at(i, j + 1) : plane.at(i + 1, j);
    double share = (level - here) / (there - here);
    line[n] = plane.x(i) + (vertical ? 0 : share * plane.step());
    line[n + 1] = plane.y(j) + (vertical ? share * plane.step() : 0);
  }
}
