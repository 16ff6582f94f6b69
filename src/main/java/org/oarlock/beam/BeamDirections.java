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
   * @param from where in its delivery the beam has it
   */
  private record Sector(double startDeg, double lengthDeg, FieldPoint from) {
    double endDeg() {
      return startDeg + lengthDeg;
    }

    boolean isAs(Sector other) {
      return startDeg == other.startDeg && lengthDeg == other.lengthDeg;
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
          Gap gap = widestGap(sectors);
          return new Known<>(
              Math.rint((360 - gap.deg()) * PER_DEG) / PER_DEG, details, gap.borders());
        });
  }

  /**
   * Directions that no beam comes from.
   *
   * @param deg how far the gap goes, 0 if there is none
   * @param before the last beam before it
   * @param after the first behind it
   */
  private record Gap(double deg, Sector before, Sector after) {
    List<FieldPoint> borders() {
      return deg > 0
          ? List.of(
              border(before, before.endDeg(), "before the widest gap"),
              border(after, after.startDeg(), "behind the widest gap"))
          : List.of();
    }

    private static FieldPoint border(Sector sector, double angleDeg, String words) {
      FieldPoint at = sector.from();
      return new FieldPoint(
          at.beam(),
          at.name(),
          at.controlPoint(),
          at.gantryDeg(),
          "from %s, %s".formatted(Fields.degrees(positive(angleDeg)), words));
    }
  }

  private static Gap widestGap(List<Sector> sorted) {
    Sector first = sorted.get(0);
    Gap widest = new Gap(0, first, first);
    Sector reached = first;
    for (Sector sector : sorted) {
      if (sector.startDeg() - reached.endDeg() > widest.deg()) {
        widest = new Gap(sector.startDeg() - reached.endDeg(), reached, sector);
      }
      reached = sector.endDeg() > reached.endDeg() ? sector : reached;
    }
    double around = first.startDeg() + 360 - reached.endDeg();
    return around > widest.deg() ? new Gap(around, reached, first) : widest;
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
          List<FieldPoint> points = new ArrayList<>();
          for (Delivery delivery : Delivery.of(phase)) {
            double farthest = 0;
            FieldPoint at = null;
            for (Sector sector : sectors(delivery, phase)) {
              double here = farthest(sector, side);
              at = at == null || here > farthest ? sector.from() : at;
              farthest = Math.max(farthest, here);
            }
            boolean opposite = at != null && farthest >= 90 - 1 / PER_DEG;
            if (at != null && opposite) {
              points.add(fromThere(at, farthest));
            }
            details.add(
                "%s: up to %s from there%s"
                    .formatted(
                        Delivery.name(delivery.beam()),
                        Fields.degrees(farthest),
                        opposite ? ", opposite" : ""));
          }
          return new Known<>(points.size(), details, points);
        });
  }

  private static FieldPoint fromThere(FieldPoint at, double deg) {
    String words = "%s from the target's side of the limb".formatted(Fields.degrees(deg));
    return new FieldPoint(at.beam(), at.name(), at.controlPoint(), at.gantryDeg(), words);
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
        double gantry = stretch.gantryDeg((double) (i - 1) / steps);
        FieldPoint from = FieldPoint.at(delivery.beam(), stretch.index(), gantry, "");
        Sector sector = new Sector(turn < 0 ? here : before, Math.abs(turn), from);
        if (sectors.isEmpty() || !sectors.get(sectors.size() - 1).isAs(sector)) {
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
      double gap = widestGap(sorted).deg();
      return "an arc of " + Fields.degrees(360 - gap);
    }
    return "from "
        + String.join(
            ", ", sorted.stream().map(s -> Fields.degrees(s.startDeg())).distinct().toList());
  }
}
