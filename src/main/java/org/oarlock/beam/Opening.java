package org.oarlock.beam;

import java.util.Arrays;
import java.util.List;
import org.oarlock.beam.Collimation.Device;

/** An aperture in the plane of the isocentre: what every device leaves open. */
final class Opening {
  /** No linear accelerator opens wider on one side. */
  private static final double OPEN_MM = 200;

  private static final double[] NOTHING = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

  private final List<Device> devices;
  private final double[][] low;
  private final double[][] high;
  private final double fromX;
  private final double toX;
  private final double fromY;
  private final double toY;

  /**
   * @param low the position of bank 1 per device and pair
   * @param high of bank 2; not above {@code low} where a pair is closed
   */
  Opening(List<Device> devices, double[][] low, double[][] high) {
    this.devices = devices;
    this.low = low;
    this.high = high;
    double[] x = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] y = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (int d = 0; d < devices.size(); d++) {
      Device device = devices.get(d);
      double[] across = {device.boundaries()[0], device.boundaries()[device.pairs()]};
      keep(device.alongLines() ? y : x, across[0], across[1]);
      keep(
          device.alongLines() ? x : y,
          Arrays.stream(low[d]).min().orElse(Double.NEGATIVE_INFINITY),
          Arrays.stream(high[d]).max().orElse(Double.POSITIVE_INFINITY));
    }
    fromX = x[0];
    toX = x[1];
    fromY = y[0];
    toY = y[1];
  }

  private static void keep(double[] range, double low, double high) {
    range[0] = Math.max(range[0], low);
    range[1] = Math.min(range[1], high);
  }

  /** Where the first jaw or leaf of a pair of a device stands. */
  double low(int device, int pair) {
    return low[device][pair];
  }

  /** Where the second stands; not above the first where the pair is closed. */
  double high(int device, int pair) {
    return high[device][pair];
  }

  double fromX() {
    return fromX;
  }

  double toX() {
    return toX;
  }

  /** Where across the lines it begins, at the earliest. */
  double fromY() {
    return fromY;
  }

  double toY() {
    return toY;
  }

  /** Whether every device leaves something open. */
  boolean isOpen() {
    for (int d = 0; d < low.length; d++) {
      boolean any = false;
      for (int k = 0; k < low[d].length; k++) {
        any |= high[d][k] > low[d][k];
      }
      if (!any) {
        return false;
      }
    }
    return toY > fromY;
  }

  /** How far from the beam's axis it reaches at the most, across the lines or along them. */
  double widestMm() {
    double widest = Math.max(Math.abs(fromY), Math.abs(toY));
    return Double.isInfinite(widest) ? OPEN_MM : Math.max(OPEN_MM, widest);
  }

  /** How much of a strip between two lines lies between the jaws that move across the lines. */
  double heightOf(double lowerY, double upperY) {
    return Math.max(0, Math.min(upperY, toY) - Math.max(lowerY, fromY));
  }

  /** What is open along the line at y, which lies between all leaf boundaries. */
  void along(double y, Intervals open) {
    open.clear();
    open.add(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    for (int d = 0; d < devices.size() && open.count() > 0; d++) {
      Device device = devices.get(d);
      if (device.alongLines()) {
        int pair = pairAt(device.boundaries(), y);
        if (pair < 0 || !(high[d][pair] > low[d][pair])) {
          open.clear();
        } else {
          open.keep(low[d][pair], high[d][pair]);
        }
      } else if (!device.isJaw()) {
        Intervals columns = new Intervals();
        for (int k = 0; k < device.pairs(); k++) {
          if (low[d][k] < y && y < high[d][k]) {
            columns.add(device.boundaries()[k], device.boundaries()[k + 1]);
          }
        }
        open.keep(columns);
      }
    }
  }

  /**
   * How far along the lines anything may be open between two of them; low above high if nothing.
   */
  double[] reach(double lowerY, double upperY) {
    double[] reach = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    if (upperY < fromY || lowerY > toY) {
      return NOTHING.clone();
    }
    for (int d = 0; d < devices.size(); d++) {
      double[] own = reach(d, lowerY, upperY);
      keep(reach, own[0], own[1]);
    }
    return reach;
  }

  private double[] reach(int d, double lowerY, double upperY) {
    Device device = devices.get(d);
    double[] boundaries = device.boundaries();
    double[] reach = NOTHING.clone();
    int first = device.alongLines() ? Math.max(0, pairAt(boundaries, lowerY)) : 0;
    for (int k = first; k < device.pairs(); k++) {
      double from = device.alongLines() ? boundaries[k] : low[d][k];
      double to = device.alongLines() ? boundaries[k + 1] : high[d][k];
      if (device.alongLines() && from > upperY) {
        break;
      }
      if (high[d][k] > low[d][k] && to >= lowerY && from <= upperY) {
        reach[0] = Math.min(reach[0], device.alongLines() ? low[d][k] : boundaries[k]);
        reach[1] = Math.max(reach[1], device.alongLines() ? high[d][k] : boundaries[k + 1]);
      }
    }
    return reach;
  }

  private static int pairAt(double[] boundaries, double y) {
    if (!(y > boundaries[0] && y < boundaries[boundaries.length - 1])) {
      return -1;
    }
    int at = Arrays.binarySearch(boundaries, y);
    return at >= 0 ? at : -at - 2;
  }
}
