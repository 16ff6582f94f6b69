package org.oarlock.beam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Beam;
import org.oarlock.plan.ControlPoint;
import org.oarlock.plan.ControlPoint.LeafPositions;
import org.oarlock.problem.VisibleText;

/**
 * The jaws and multi-leaf collimators of a beam, in the plane of the isocentre. A device that is
 * not positioned, and blocks, wedges, cones and compensators, are taken as not there, so that the
 * aperture is rather too large.
 *
 * <p>Lines are drawn along the leaves; where there are only leaves that move along y, x and y are
 * exchanged.
 */
final class Collimation {
  /** Leaves that are no farther apart are closed; files round positions. */
  static final double CLOSED_MM = 0.1;

  /** Leaves that overlap by more than this are no rounding, but misread. */
  private static final double CROSSED_MM = 1;

  private static final int MAX_PAIRS = 1_000;
  private static final double[] WHOLE = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};

  private final List<Device> devices;
  private final boolean exchanged;
  private final List<String> left;
  private final IdentityHashMap<ControlPoint, double[][]> positions = new IdentityHashMap<>();

  /** A device, along the lines or across them. */
  static final class Device {
    private final String type;
    private final int ordinal;
    private final boolean alongLines;
    private final double[] boundaries;

    /**
     * @param type as in the file
     * @param ordinal which of its type it is, counted from 0
     * @param alongLines whether it moves along the lines
     * @param boundaries between its leaves, without end for jaws; not copied
     */
    private Device(String type, int ordinal, boolean alongLines, double[] boundaries) {
      this.type = type;
      this.ordinal = ordinal;
      this.alongLines = alongLines;
      this.boundaries = boundaries;
    }

    boolean alongLines() {
      return alongLines;
    }

    /** Between its leaves, in the plane of the isocentre; shared. */
    double[] boundaries() {
      return boundaries;
    }

    int pairs() {
      return boundaries.length - 1;
    }

    boolean isJaw() {
      return pairs() == 1 && Double.isInfinite(boundaries[0]);
    }
  }

  private Collimation(List<Device> devices, boolean exchanged, List<String> left) {
    this.devices = devices;
    this.exchanged = exchanged;
    this.left = left;
  }

  /** The devices of a beam that its control points position. */
  static Collimation of(Beam beam) {
    boolean alongX = beam.devices().stream().anyMatch(d -> d.type().startsWith("MLCX"));
    boolean alongY = beam.devices().stream().anyMatch(d -> d.type().startsWith("MLCY"));
    boolean exchanged = alongY && !alongX;
    List<Device> devices = new ArrayList<>();
    List<String> left = new ArrayList<>();
    Map<String, Integer> ordinals = new HashMap<>();
    for (Beam.Device device : beam.devices()) {
      int ordinal = ordinals.merge(device.type(), 1, Integer::sum) - 1;
      if (axis(device.type()) == 0 || !isPositioned(beam, device.type(), ordinal)) {
        left.add(VisibleText.of(device.type(), 16) + " not positioned, taken as not there");
        continue;
      }
      boolean alongLines = (axis(device.type()) == 'X') != exchanged;
      devices.add(new Device(device.type(), ordinal, alongLines, boundaries(device)));
    }
    if (devices.isEmpty()) {
      throw new NoAnswer("the plan gives no positions of jaws or leaves");
    }
    return new Collimation(List.copyOf(devices), exchanged, List.copyOf(left));
  }

  /** The axis that a device moves along, 0 if it is of no known kind. */
  private static char axis(String type) {
    return switch (type) {
      case "X", "ASYMX" -> 'X';
      case "Y", "ASYMY" -> 'Y';
      default -> type.startsWith("MLCX") ? 'X' : type.startsWith("MLCY") ? 'Y' : 0;
    };
  }

  private static boolean isPositioned(Beam beam, String type, int ordinal) {
    return beam.controlPoints().stream().allMatch(p -> find(p, type, ordinal) != null);
  }

  private static @Nullable LeafPositions find(ControlPoint point, String type, int ordinal) {
    return point.leafPositions().stream()
        .filter(p -> p.deviceType().equals(type))
        .skip(ordinal)
        .findFirst()
        .orElse(null);
  }

  private static double[] boundaries(Beam.Device device) {
    if (!device.type().startsWith("MLC")) {
      return WHOLE;
    }
    double[] boundaries = device.boundariesMm().stream().mapToDouble(Double::doubleValue).toArray();
    boolean rising = boundaries.length >= 2 && boundaries.length <= MAX_PAIRS + 1;
    for (int i = 1; i < boundaries.length; i++) {
      rising &= boundaries[i] > boundaries[i - 1];
    }
    if (!rising || boundaries.length != device.pairs() + 1) {
      throw new NoAnswer("the leaf boundaries of its collimator do not fit its leaves");
    }
    return boundaries;
  }

  boolean isExchanged() {
    return exchanged;
  }

  /** What was left out, in words. */
  List<String> remarks() {
    return left;
  }

  List<Device> devices() {
    return devices;
  }

  /** All leaf boundaries across the lines, where a line's opening may change. */
  double[] boundaries() {
    return devices.stream()
        .filter(Device::alongLines)
        .flatMapToDouble(d -> Arrays.stream(d.boundaries()))
        .filter(Double::isFinite)
        .sorted()
        .distinct()
        .toArray();
  }

  /** What is open between two shares of a stretch: at any time, or halfway. */
  Opening opening(Stretch stretch, double fromShare, double toShare, boolean ever) {
    double[][] start = positions(stretch.from());
    double[][] end = positions(stretch.to());
    double[][] low = new double[devices.size()][];
    double[][] high = new double[devices.size()][];
    for (int d = 0; d < devices.size(); d++) {
      int pairs = devices.get(d).pairs();
      low[d] = new double[pairs];
      high[d] = new double[pairs];
      for (int k = 0; k < pairs; k++) {
        double fromLow = mix(start[d][k], end[d][k], fromShare);
        double toLow = mix(start[d][k], end[d][k], toShare);
        double fromHigh = mix(start[d][pairs + k], end[d][pairs + k], fromShare);
        double toHigh = mix(start[d][pairs + k], end[d][pairs + k], toShare);
        boolean open =
            ever
                ? Math.max(fromHigh - fromLow, toHigh - toLow) > CLOSED_MM
                : fromHigh + toHigh - fromLow - toLow > 2 * CLOSED_MM;
        low[d][k] = ever ? Math.min(fromLow, toLow) : 0.5 * (fromLow + toLow);
        high[d][k] =
            open ? (ever ? Math.max(fromHigh, toHigh) : 0.5 * (fromHigh + toHigh)) : low[d][k];
      }
    }
    return new Opening(devices, low, high);
  }

  private static double mix(double from, double to, double share) {
    return from + share * (to - from);
  }

  /** The farthest that any jaw or leaf moves on a stretch. */
  double travelMm(Stretch stretch) {
    double[][] start = positions(stretch.from());
    double[][] end = positions(stretch.to());
    double travel = 0;
    for (int d = 0; d < start.length; d++) {
      for (int k = 0; k < start[d].length; k++) {
        travel = Math.max(travel, Math.abs(end[d][k] - start[d][k]));
      }
    }
    return travel;
  }

  private double[][] positions(ControlPoint point) {
    return positions.computeIfAbsent(point, this::read);
  }

  private double[][] read(ControlPoint point) {
    double[][] read = new double[devices.size()][];
    for (int d = 0; d < read.length; d++) {
      Device device = devices.get(d);
      LeafPositions found = find(point, device.type, device.ordinal);
      if (found == null || found.positionsMm().size() != 2 * device.pairs()) {
        throw new NoAnswer("the positions of its jaws or leaves are not two per pair");
      }
      read[d] = found.positionsMm().stream().mapToDouble(Double::doubleValue).toArray();
      for (int k = 0; k < device.pairs(); k++) {
        if (!(read[d][device.pairs() + k] - read[d][k] > -CROSSED_MM)) {
          throw new NoAnswer("the banks of its jaws or leaves overlap");
        }
      }
    }
    return read;
  }
}
