package org.oarlock.beam;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.beam.Finding.Known;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Beam;
import org.oarlock.plan.Phase;

/**
 * What a field sees at one moment of its delivery, for pictures: everything projected from the
 * source into the plane of the isocentre, (x, y) in mm along the axes of the beam limiting device
 * (IEC 61217), seen from the source.
 */
public final class FieldView {
  /** Outlines of structures are followed to this. */
  private static final double OUTLINE_MM = 0.1;

  /** A device without an end is drawn to here. */
  private static final double FAR_MM = 1_000;

  private final String field;
  private final double gantryDeg;
  private final double collimatorDeg;
  private final double couchDeg;
  private final BeamView view;
  private final List<Device> devices;

  /**
   * A pair of jaws or a multi-leaf collimator.
   *
   * @param isJaw whether it has one pair that closes everything beside it
   * @param alongX whether it moves along x
   * @param pairs each pair of jaws or leaves
   */
  public record Device(boolean isJaw, boolean alongX, List<Pair> pairs) {
    public Device {
      pairs = List.copyOf(pairs);
    }

    /** What it leaves open. */
    public PlanarShape opening() {
      List<double[]> open = new ArrayList<>();
      for (Pair pair : pairs) {
        if (pair.high() > pair.low()) {
          open.add(rectangle(pair.low(), pair.high(), pair.from(), pair.to()));
        }
      }
      return PlanarShape.ofRings(open);
    }

    /** The corners between two places along its way and two across it. */
    public double[] rectangle(double low, double high, double from, double to) {
      return alongX
          ? new double[] {low, from, high, from, high, to, low, to}
          : new double[] {from, low, to, low, to, high, from, high};
    }
  }

  /**
   * Two jaws, or two leaves that face each other.
   *
   * @param from where they begin across their way
   * @param to where they end across it
   * @param low where the first stands
   * @param high where the second stands; not above {@code low} if they are closed
   */
  public record Pair(double from, double to, double low, double high) {}

  private FieldView(
      Delivery delivery, Stretch stretch, double share, BeamView view, Collimation collimation) {
    this.field = Delivery.name(delivery.beam());
    this.gantryDeg = ((stretch.gantryDeg(share) % 360) + 360) % 360;
    this.collimatorDeg = stretch.from().collimatorDeg();
    this.couchDeg = stretch.from().couchDeg();
    this.view = view;
    Opening opening = collimation.opening(stretch, share, share, false);
    List<Device> found = new ArrayList<>();
    for (int d = 0; d < collimation.devices().size(); d++) {
      found.add(device(collimation, d, opening));
    }
    devices = List.copyOf(found);
  }

  private static Device device(Collimation collimation, int d, Opening opening) {
    Collimation.Device device = collimation.devices().get(d);
    List<Pair> pairs = new ArrayList<>();
    for (int k = 0; k < device.pairs(); k++) {
      pairs.add(
          new Pair(
              Math.max(-FAR_MM, device.boundaries()[k]),
              Math.min(FAR_MM, device.boundaries()[k + 1]),
              opening.low(d, k),
              opening.high(d, k)));
    }
    return new Device(device.isJaw(), device.alongLines() != collimation.isExchanged(), pairs);
  }

  /**
   * What a field sees.
   *
   * @param phase the phase that it belongs to
   * @param beam the beam number
   * @param controlPoint the control point that the moment starts from, counted from 0
   * @param gantryDeg where the gantry is then, null for where the control point has it
   * @return unknown where the plan does not tell
   */
  public static Finding<FieldView> at(
      Phase phase, int beam, int controlPoint, @Nullable Double gantryDeg) {
    return Finding.of(
        () -> {
          Delivery delivery =
              Delivery.of(phase).stream()
                  .filter(d -> d.beam().number() == beam)
                  .findFirst()
                  .orElseThrow(() -> new NoAnswer("the phase has no treatment beam " + beam));
          return new Known<>(
              Delivery.about(
                  delivery.beam(),
                  b ->
                      at(
                          delivery,
                          PatientPosition.of(phase.patientPosition()),
                          controlPoint,
                          gantryDeg)),
              List.of());
        });
  }

  private static FieldView at(
      Delivery delivery, PatientPosition position, int controlPoint, @Nullable Double gantryDeg) {
    Beam beam = delivery.beam();
    if (!(beam.sourceAxisDistanceMm() > 0)) {
      throw new NoAnswer("its source-axis distance is not given");
    }
    Stretch stretch =
        delivery.stretches().stream()
            .filter(s -> s.index() >= controlPoint)
            .findFirst()
            .orElseGet(() -> delivery.stretches().get(delivery.stretches().size() - 1));
    double share = share(stretch, gantryDeg);
    return new FieldView(
        delivery,
        stretch,
        share,
        stretch.view(position, beam.sourceAxisDistanceMm(), share),
        Collimation.of(beam));
  }

  /** How far on its way from a control point to the next a gantry is. */
  private static double share(Stretch stretch, @Nullable Double gantryDeg) {
    double sweep = stretch.sweepDeg();
    if (gantryDeg == null || !(Math.abs(sweep) > 0)) {
      return 0;
    }
    double turned = (gantryDeg - stretch.from().gantryDeg()) / sweep;
    double turn = 360 / Math.abs(sweep);
    double share = turned - Math.floor(turned / turn) * turn;
    return Math.min(1, share);
  }

  /** The number and name of the field. */
  public String field() {
    return field;
  }

  /** IEC 61217, [0, 360). */
  public double gantryDeg() {
    return gantryDeg;
  }

  /** The angle of the beam limiting device, IEC 61217. */
  public double collimatorDeg() {
    return collimatorDeg;
  }

  /** How far the table is turned, IEC 61217. */
  public double couchDeg() {
    return couchDeg;
  }

  /** The direction of x in patient coordinates. */
  public PatientPoint x() {
    return view.x();
  }

  /** The direction of y in patient coordinates. */
  public PatientPoint y() {
    return view.y();
  }

  public List<Device> devices() {
    return devices;
  }

  /** What all devices together leave open. */
  public PlanarShape opening() {
    PlanarShape open =
        PlanarShape.polygon(-FAR_MM, -FAR_MM, FAR_MM, -FAR_MM, FAR_MM, FAR_MM, -FAR_MM, FAR_MM);
    for (Device device : devices) {
      open = open.intersect(device.opening());
    }
    return open;
  }

  /**
   * How much of each cell of a square lattice a structure's projection covers, from 0 to 1.
   *
   * @param fromX the middle of the first column
   * @param fromY the middle of the first row
   * @param stepMm the size of a cell
   * @return {@code [row * columns + column]}, rows by rising y
   */
  public double[] coverage(
      Solid structure, double fromX, double fromY, double stepMm, int columns, int rows) {
    double left = fromX - stepMm / 2;
    double[] edges = new double[rows + 1];
    for (int j = 0; j <= rows; j++) {
      edges[j] = fromY + (j - 0.5) * stepMm;
    }
    Window window = new Window(left, left + columns * stepMm, edges[0], edges[rows], new double[0]);
    Projection projection =
        new Projection(Prisms.of(structure.primary(), OUTLINE_MM), view, window);
    return Silhouette.coverage(projection, edges, left, stepMm, columns);
  }
}
