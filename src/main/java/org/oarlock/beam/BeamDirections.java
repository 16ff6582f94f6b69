package org.oarlock.beam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.oarlock.beam.Finding.Known;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Region;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Phase;

/**
 * From which sides the beams of a phase come: the directions from the isocentre to the source, as
 * they lie in the patient's transverse plane. They are given in degrees from the front over the
 * patient's left, which is the gantry angle where the patient lies on the back, head first.
 */
public final class BeamDirections {
  /** An arc is followed in steps of at most this. */
  private static final double STEP_DEG = 1;

  /** A direction that lies in the transverse plane by less than this share has no side. */
  private static final double LEAST_IN_PLANE = 0.01;

  /** Centres nearer than this have no direction from one to the other. */
  private static final double SAME_CENTRE_MM = 1;

  /** Results are rounded to millionths of a degree, so that 0 and 180 hold exactly 180. */
  private static final double PER_DEG = 1e6;

  private BeamDirections() {}

  /**
   * A range of directions.
   *
   * @param startDeg where it starts, in [0, 360)
   * @param lengthDeg how far it goes on from there, 0 or more
   */
  private record Sector(double startDeg, double lengthDeg) {
    double endDeg() {
      return startDeg + lengthDeg;
    }

    boolean holds(double angleDeg) {
      return positive(angleDeg - startDeg) <= lengthDeg;
    }
  }

  /** The smallest arc that holds the directions of all beams: 360 less the widest gap. */
  public static Finding<Double> coveringArc(Phase phase) {
    return Finding.of(
        () -> {
          List<Sector> sectors = new ArrayList<>();
          List<String> details = new ArrayList<>();
          for (Delivery delivery : Delivery.of(phase)) {
            List<Sector> own = sectors(delivery, phase);
            sectors.addAll(own);
            details.add(Delivery.name(delivery.beam()) + ": " + words(own));
          }
          sectors.sort(Comparator.comparingDouble(Sector::startDeg));
          double gap = widestGap(sectors);
          return new Known<>(Math.rint((360 - gap) * PER_DEG) / PER_DEG, details);
        });
  }

  private static double widestGap(List<Sector> sorted) {
    double widest = 0;
    double reached = sorted.get(0).endDeg();
    for (Sector sector : sorted) {
      widest = Math.max(widest, sector.startDeg() - reached);
      reached = Math.max(reached, sector.endDeg());
    }
    return Math.max(widest, sorted.get(0).startDeg() + 360 - reached);
  }

  /**
   * How many fields come from the far side of a limb: those whose direction does not point to the
   * target's side at some time of their delivery. The limb's centre is that of its part on the
   * slices of the target, since the rest of a bent or tapering limb says nothing about these.
   */
  public static Finding<Integer> opposite(Phase phase, Solid target, Solid limb) {
    return Finding.of(
        () -> {
          double side = side(target, limb);
          List<String> details = new ArrayList<>();
          details.add("the target lies at " + Fields.degrees(side) + " of the limb's centre");
          int count = 0;
          for (Delivery delivery : Delivery.of(phase)) {
            double farthest = 0;
            for (Sector sector : sectors(delivery, phase)) {
              farthest = Math.max(farthest, farthest(sector, side));
            }
            boolean opposite = farthest >= 90 - 1 / PER_DEG;
            count += opposite ? 1 : 0;
            details.add(
                "%s: up to %s from there%s"
                    .formatted(
                        Delivery.name(delivery.beam()),
                        Fields.degrees(farthest),
                        opposite ? ", opposite" : ""));
          }
          return new Known<>(count, details);
        });
  }

  /** The largest angle between a sector's directions and this one, up to 180. */
  private static double farthest(Sector sector, double angleDeg) {
    if (sector.holds(angleDeg + 180)) {
      return 180;
    }
    return Math.max(
        Math.abs(Stretch.difference(sector.startDeg(), angleDeg)),
        Math.abs(Stretch.difference(sector.endDeg(), angleDeg)));
  }

  /** In which direction the target lies from the centre of the limb. */
  private static double side(Solid target, Solid limb) {
    Region part = limb.along(target).primary();
    if (target.isEmpty() || part.isEmpty()) {
      throw new NoAnswer(
          target.isEmpty() ? "the target is empty" : "the limb is not drawn where the target is");
    }
    PatientPoint offset = target.primary().centroid().minus(part.centroid());
    if (Math.hypot(offset.xMm(), offset.yMm()) < SAME_CENTRE_MM) {
      throw new NoAnswer("the target is in the centre of the limb, to within 1 mm");
    }
    return angle(offset);
  }

  private static double angle(PatientPoint direction) {
    return positive(Math.toDegrees(StrictMath.atan2(direction.xMm(), -direction.yMm())));
  }

  private static double positive(double angleDeg) {
    double turned = angleDeg % 360;
    return turned < 0 ? (turned + 360) % 360 : turned;
  }

  private static List<Sector> sectors(Delivery delivery, Phase phase) {
    PatientPosition position = PatientPosition.of(phase.patientPosition());
    return Delivery.about(delivery.beam(), beam -> sectors(delivery, position));
  }

  /** The directions of a beam, arcs in short sectors. */
  private static List<Sector> sectors(Delivery delivery, PatientPosition position) {
    List<Sector> sectors = new ArrayList<>();
    for (Stretch stretch : delivery.stretches()) {
      int steps = Math.max(1, (int) Math.ceil(Math.abs(stretch.sweepDeg()) / STEP_DEG));
      double before = direction(stretch, position, 0);
      for (int i = 1; i <= steps; i++) {
        double here = direction(stretch, position, (double) i / steps);
        double turn = Stretch.difference(before, here);
        Sector sector = new Sector(turn < 0 ? here : before, Math.abs(turn));
        if (sectors.isEmpty() || !sectors.get(sectors.size() - 1).equals(sector)) {
          sectors.add(sector);
        }
        before = here;
      }
    }
    return sectors;
  }

  private static double direction(Stretch stretch, PatientPosition position, double share) {
    PatientPoint toSource = stretch.view(position, 1, share).z();
    if (Math.hypot(toSource.xMm(), toSource.yMm()) < LEAST_IN_PLANE) {
      throw new NoAnswer("it comes along the patient, from no side");
    }
    return angle(toSource);
  }

  private static String words(List<Sector> sectors) {
    List<Sector> sorted = new ArrayList<>(sectors);
    sorted.sort(Comparator.comparingDouble(Sector::startDeg));
    boolean arc = sorted.stream().anyMatch(s -> s.lengthDeg() > 0);
    if (arc) {
      double gap = widestGap(sorted);
      return "an arc of " + Fields.degrees(360 - gap);
    }
    return "from "
        + String.join(
            ", ", sorted.stream().map(s -> Fields.degrees(s.startDeg())).distinct().toList());
  }
}
