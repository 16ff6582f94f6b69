package org.oarlock.plan;

import java.util.List;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * The sum of doses on one grid. Grids that are parallel to the patient's axes are summed on their
 * common refinement, whose nodes are all nodes of all grids: a sum of trilinear doses is trilinear
 * there, so the sum is exact. It reaches only where every dose is known.
 */
public final class DoseSum {
  /** A common refinement with more nodes than this (200 MB) is refused. */
  private static final long MAX_NODES = 48_000_000;

  /** Nodes nearer than this are one node. */
  private static final double SAME_NODE_MM = 1e-4;

  private DoseSum() {}

  /**
   * The sum of these doses.
   *
   * @param grids at least one
   * @throws IllegalArgumentException if the grids have no volume in common, or are oblique and not
   *     of the same geometry; the message is for the user
   */
  public static DoseGrid of(List<DoseGrid> grids) {
    DoseGrid first = grids.get(0);
    if (grids.size() == 1) {
      return first;
    }
    if (grids.stream().allMatch(g -> sameGeometry(first, g))) {
      return sameGrid(grids);
    }
    if (!grids.stream().allMatch(DoseGrid::isAxisAligned)) {
      throw new IllegalArgumentException(
          "doses on oblique grids of different geometry cannot be added");
    }
    return refined(grids);
  }

  private static boolean sameGeometry(DoseGrid a, DoseGrid b) {
    return a.origin().minus(b.origin()).length() < SAME_NODE_MM
        && a.axisX().minus(b.axisX()).length() < 1e-9
        && a.axisY().minus(b.axisY()).length() < 1e-9
        && sameOffsets(a.columns(), a::columnMm, b.columns(), b::columnMm)
        && sameOffsets(a.rows(), a::rowMm, b.rows(), b::rowMm)
        && sameOffsets(a.frames(), a::frameMm, b.frames(), b::frameMm);
  }

  private static boolean sameOffsets(
      int sizeA, IntToDoubleFunction a, int sizeB, IntToDoubleFunction b) {
    if (sizeA != sizeB) {
      return false;
    }
    for (int i = 0; i < sizeA; i++) {
      if (Math.abs(a.applyAsDouble(i) - b.applyAsDouble(i)) > SAME_NODE_MM) {
        return false;
      }
    }
    return true;
  }

  private static DoseGrid sameGrid(List<DoseGrid> grids) {
    DoseGrid first = grids.get(0);
    float[] sum = new float[first.doseGy().length];
    for (int i = 0; i < sum.length; i++) {
      double exact = 0;
      for (DoseGrid grid : grids) {
        exact += grid.doseGy()[i];
      }
      sum[i] = (float) exact;
    }
    return new DoseGrid(
        first.origin(),
        first.axisX(),
        first.axisY(),
        first.axisZ(),
        offsets(first.columns(), first::columnMm),
        offsets(first.rows(), first::rowMm),
        offsets(first.frames(), first::frameMm),
        sum);
  }

  private static double[] offsets(int size, IntToDoubleFunction offset) {
    double[] offsets = new double[size];
    for (int i = 0; i < size; i++) {
      offsets[i] = offset.applyAsDouble(i);
    }
    return offsets;
  }

  private static DoseGrid refined(List<DoseGrid> grids) {
    double[] x = common(grids, g -> g.origin().xMm(), DoseGrid::columns, g -> g::columnMm);
    double[] y = common(grids, g -> g.origin().yMm(), DoseGrid::rows, g -> g::rowMm);
    double[] z = common(grids, g -> g.origin().zMm(), DoseGrid::frames, g -> g::frameMm);
    if (x.length < 2 || y.length < 2 || z.length < 2) {
      throw new IllegalArgumentException("the dose grids have no volume in common");
    }
    if ((long) x.length * y.length * z.length > MAX_NODES) {
      throw new IllegalArgumentException(
          "the common refinement of the dose grids has %d x %d x %d nodes, more than %d"
              .formatted(x.length, y.length, z.length, MAX_NODES));
    }
    List<Interpolation> interpolations =
        grids.stream().map(grid -> new Interpolation(grid, x, y, z)).toList();
    float[] sum = new float[x.length * y.length * z.length];
    double[] row = new double[x.length];
    int at = 0;
    for (int k = 0; k < z.length; k++) {
      for (int j = 0; j < y.length; j++) {
        java.util.Arrays.fill(row, 0);
        for (Interpolation interpolation : interpolations) {
          interpolation.addRow(j, k, row);
        }
        for (double dose : row) {
          sum[at++] = (float) dose;
        }
      }
    }
    DoseGrid first = grids.get(0);
    return new DoseGrid(
        new org.oarlock.geometry.PatientPoint(x[0], y[0], z[0]),
        first.axisX(),
        first.axisY(),
        first.axisZ(),
        fromFirst(x),
        fromFirst(y),
        fromFirst(z),
        sum);
  }

  private static double[] fromFirst(double[] positions) {
    double[] offsets = new double[positions.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = positions[i] - positions[0];
    }
    return offsets;
  }

  private interface Offsets {
    IntToDoubleFunction of(DoseGrid grid);
  }

  private interface Origin {
    double of(DoseGrid grid);
  }

  /** All nodes of all grids along one axis, inside every one of them, rising. */
  private static double[] common(
      List<DoseGrid> grids, Origin origin, ToIntFunction<DoseGrid> size, Offsets offsets) {
    TreeSet<Double> all = new TreeSet<>();
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (DoseGrid grid : grids) {
      int n = size.applyAsInt(grid);
      for (int i = 0; i < n; i++) {
        all.add(origin.of(grid) + offsets.of(grid).applyAsDouble(i));
      }
      low = Math.max(low, origin.of(grid));
      high = Math.min(high, origin.of(grid) + offsets.of(grid).applyAsDouble(n - 1));
    }
    double[] nodes = new double[all.size()];
    int n = 0;
    for (double node : all) {
      if (node >= low && node <= high && (n == 0 || node - nodes[n - 1] > SAME_NODE_MM)) {
        nodes[n++] = node;
      }
    }
    return java.util.Arrays.copyOf(nodes, n);
  }

  /** One grid's dose at the nodes of the common refinement; for one thread. */
  private static final class Interpolation {
    private final Weights wx;
    private final Weights wy;
    private final Weights wz;
    private final float[] dose;
    private final int columns;
    private final int frame;

    /** The dose of a row of the refinement at the grid's own columns; the last one twice. */
    private final double[] own;

    /** Whether the columns of the refinement are the grid's own, one after another. */
    private final boolean areOwnColumns;

    Interpolation(DoseGrid grid, double[] x, double[] y, double[] z) {
      wx = Weights.of(x, grid.origin().xMm(), offsets(grid.columns(), grid::columnMm));
      wy = Weights.of(y, grid.origin().yMm(), offsets(grid.rows(), grid::rowMm));
      wz = Weights.of(z, grid.origin().zMm(), offsets(grid.frames(), grid::frameMm));
      dose = grid.doseGy();
      columns = grid.columns();
      frame = columns * grid.rows();
      own = new double[columns + 1];
      areOwnColumns = wx.areNodes();
    }

    void addRow(int j, int k, double[] row) {
      int here = wz.index[k] * frame + wy.index[j] * columns;
      double tz = wz.share[k];
      double ty = wy.share[j];
      int far = here + (ty > 0 ? columns : 0);
      int up = tz > 0 ? frame : 0;
      for (int i = 0; i < columns; i++) {
        double lower = mix(dose[here + i], dose[far + i], ty);
        double upper = mix(dose[here + up + i], dose[far + up + i], ty);
        own[i] = mix(lower, upper, tz);
      }
      own[columns] = own[columns - 1];
      if (areOwnColumns) {
        for (int i = 0; i < row.length; i++) {
          row[i] += own[wx.index[0] + i];
        }
        return;
      }
      for (int i = 0; i < row.length; i++) {
        int at = wx.index[i];
        row[i] += mix(own[at], own[at + 1], wx.share[i]);
      }
    }
  }

  private static double mix(double a, double b, double t) {
    return a + t * (b - a);
  }

  /** For each position the node below it and the share of the way to the next. */
  private static final class Weights {
    final int[] index;
    final double[] share;

    private Weights(int size) {
      index = new int[size];
      share = new double[size];
    }

    /** Whether all positions are nodes, none of those between left out. */
    boolean areNodes() {
      for (int p = 0; p < index.length; p++) {
        if (share[p] != 0 || index[p] != index[0] + p) {
          return false;
        }
      }
      return true;
    }

    static Weights of(double[] positions, double origin, double[] offsets) {
      Weights weights = new Weights(positions.length);
      int i = 0;
      for (int p = 0; p < positions.length; p++) {
        double at = positions[p] - origin;
        while (i + 1 < offsets.length && offsets[i + 1] <= at + SAME_NODE_MM) {
          i++;
        }
        weights.index[p] = i;
        double beyond = at - offsets[i];
        weights.share[p] =
            i + 1 < offsets.length && beyond > SAME_NODE_MM
                ? beyond / (offsets[i + 1] - offsets[i])
                : 0;
      }
      return weights;
    }
  }
}
