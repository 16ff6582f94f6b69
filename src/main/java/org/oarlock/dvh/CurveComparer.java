package org.oarlock.dvh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oarlock.dvh.DvhComparison.Cause;
import org.oarlock.dvh.DvhComparison.Figure;
import org.oarlock.dvh.DvhComparison.Gap;
import org.oarlock.dvh.DvhComparison.Point;
import org.oarlock.dvh.DvhComparison.Reason;
import org.oarlock.dvh.DvhComparison.StatedMean;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.Slab;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Unit;

/**
 * Compares a stored histogram with ours as it stands; where they differ, assumes the usual reasons
 * one by one, then two together, until the difference is gone.
 */
final class CurveComparer {
  /** Where a curve is flat, its doses hang on volume: this much of it, more or less. */
  private static final double FLAT_SHARE = 0.005;

  /** A bin that holds the dose to a share must not be wider than this share of our maximum. */
  private static final double WIDEST_BIN = 0.1;

  /** Stored curves are drawn with a point for each change of the share by this. */
  private static final double DRAWN_SHARE = 0.002;

  /** Volumes that start with 100 within this may be percent. */
  private static final double PERCENT_ROUNDING = 0.5;

  /** Half a pixel of an image of 50 cm on 512 pixels: outlines are made of whole ones. */
  private static final double HALF_PIXEL_MM = 0.5;

  /** Volume over lateral surface below which whole pixels matter: some six of them across. */
  private static final double THIN_MM = 3;

  private static final double[] LEVELS = {0.95, 0.50, 0.02};

  /** Where in their bins the volumes of a cumulative curve may belong. */
  private static final double[] POSITIONS = {0, 0.5, 1};

  private static final double[] ANY_POSITION = {0};

  private final PlanningSystemDvh stored;
  private final Solid solid;
  private final StructureDose structure;
  private final Phase phase;
  private final PhaseDose dose;

  CurveComparer(PlanningSystemDvh stored, Solid solid, StructureDose structure, Phase phase) {
    this.stored = stored;
    this.solid = solid;
    this.structure = structure;
    this.phase = phase;
    this.dose = Objects.requireNonNull(phase.dose());
  }

  /**
   * What is assumed about a stored curve.
   *
   * @param isOther whether the convention is another than ours
   * @param position where in its bin a volume belongs, from 0 to 1
   */
  private record Reading(
      Convention convention,
      boolean isOther,
      Outside outside,
      double position,
      Scale scale,
      boolean percent) {
    int assumptions() {
      return (isOther ? 1 : 0)
          + (outside == Outside.UNKNOWN ? 0 : 1)
          + (position == 0 ? 0 : 1)
          + (scale.equals(Scale.NONE) ? 0 : 1)
          + (percent ? 1 : 0);
    }

    List<Reason> reasons(StoredCurve theirs) {
      List<Reason> reasons = new ArrayList<>();
      if (isOther) {
        String text = "the system makes a solid of the contours by the convention '%s'";
        reasons.add(new Reason(Cause.CONVENTION, text.formatted(convention.label())));
      }
      if (outside == Outside.CLIPPED) {
        String text = "the system leaves out what lies outside the dose grid";
        reasons.add(new Reason(Cause.CLIPPED_TO_GRID, text));
      }
      if (outside == Outside.ZERO) {
        String text = "the system takes the dose outside the dose grid for 0";
        reasons.add(new Reason(Cause.ZERO_OUTSIDE_GRID, text));
      }
      if (position > 0) {
        String text = "its first bin leaves out what gets less than %s Gy";
        double gy = Math.round(1e6 * theirs.firstBinGy(position) * scale.factor) / 1e6;
        reasons.add(new Reason(Cause.FIRST_BIN, text.formatted(DecimalText.print(gy))));
      }
      if (!scale.equals(Scale.NONE)) {
        reasons.add(scale.reason());
      }
      if (percent) {
        String text = "its volumes are in percent, although the file says cm3";
        reasons.add(new Reason(Cause.VOLUME_IN_PERCENT, text));
      }
      return reasons;
    }
  }

  /** What the part of a structure outside the dose grid is taken for. */
  private enum Outside {
    UNKNOWN,
    CLIPPED,
    ZERO
  }

  /** What stored doses are to be multiplied by, and why. */
  private record Scale(double factor, Reason reason) {
    static final Scale NONE = new Scale(1, new Reason(Cause.UNEXPLAINED, ""));
  }

  DvhComparison compare() {
    StoredCurve theirs = StoredCurve.of(stored, hundredPercentGy());
    View ours = new View(structure.primary(), Outside.UNKNOWN, 0);
    if (!(ours.histogram.coveredVolumeCm3() > 0)) {
      throw new IllegalArgumentException("the structure lies outside the dose grid");
    }
    refuseWideBins(theirs, ours);
    List<Figure> figures = figures(theirs, ours);
    Gap gap = gap(theirs, ours);
    return new DvhComparison(
        figures, gap, statedMean(theirs), reasons(theirs, figures, gap), drawn(theirs));
  }

  /** The dose that the phase prescribes, 0 if it prescribes none or several. */
  private double hundredPercentGy() {
    List<Dose> doses = phase.prescriptions().stream().map(p -> p.dose()).distinct().toList();
    return doses.size() == 1 ? doses.get(0).gy() : 0;
  }

  private static void refuseWideBins(StoredCurve theirs, View ours) {
    for (double level : LEVELS) {
      double width = theirs.binWidthGy(level);
      double widest =
          Math.max(2 * DvhComparison.DOSE_TOLERANCE_GY, WIDEST_BIN * ours.histogram.maxGy());
      // where the curve ends early, the width says nothing of a dose that it has
      if (width > widest && theirs.doseToHottestGy(level) <= ours.histogram.maxGy()) {
        throw new IllegalArgumentException(
            "its bins are %s Gy wide, too wide to tell anything"
                .formatted(DecimalText.print(width, 3)));
      }
    }
  }

  // ---- figures

  private static List<Figure> figures(StoredCurve theirs, View ours) {
    List<Figure> figures = new ArrayList<>();
    if (theirs.hasVolume()) {
      double volume = ours.volumeCm3();
      figures.add(
          new Figure(
              "Volume",
              Unit.CC,
              theirs.volumeCm3(),
              volume,
              Math.max(ours.outlineCm3, DvhComparison.VOLUME_TOLERANCE * volume)));
    }
    double mean = ours.meanGy();
    double meanTolerance = Math.max(toleranceGy(mean), theirs.meanErrorGy());
    figures.add(new Figure("Mean", Unit.GY, theirs.meanGy(), mean, meanTolerance));
    for (double level : LEVELS) {
      figures.add(atLevel(level, theirs, ours));
    }
    return figures;
  }

  private static Figure atLevel(double level, StoredCurve theirs, View ours) {
    double theirsGy = theirs.doseToHottestGy(level);
    double oursGy = ours.doseToHottestGy(level);
    double flat =
        theirsGy > oursGy
            ? ours.doseToHottestGy(level - FLAT_SHARE) - oursGy
            : oursGy - ours.doseToHottestGy(level + FLAT_SHARE);
    double tolerance =
        Math.max(Math.max(toleranceGy(oursGy), flat), 0.5 * theirs.binWidthGy(level));
    String name = "D" + Math.round(100 * level) + "%";
    return new Figure(name, Unit.GY, theirsGy, oursGy, tolerance);
  }

  private static double toleranceGy(double doseGy) {
    return Math.max(DvhComparison.DOSE_TOLERANCE_GY, DvhComparison.DOSE_TOLERANCE * doseGy);
  }

  private static Gap gap(StoredCurve theirs, View ours) {
    int at = 0;
    double largest = -1;
    for (int i = 0; i < theirs.points(); i++) {
      double doseGy = theirs.doseGy(i);
      double toleranceGy = toleranceGy(doseGy);
      double share = theirs.share(i);
      double over = share - ours.share(doseGy - toleranceGy);
      double under = ours.share(doseGy + toleranceGy) - share;
      double excess = Math.max(0, Math.max(over, under));
      if (excess > largest) {
        largest = excess;
        at = i;
      }
    }
    double doseGy = theirs.doseGy(at);
    return new Gap(doseGy, 100 * theirs.share(at), 100 * ours.share(doseGy), 100 * largest);
  }

  /**
   * Our curve, with a part outside the dose grid taken for something.
   *
   * @param outlineCm3 how much the volume may be off since outlines are made of pixels
   */
  private record View(DoseVolumeHistogram histogram, Outside outside, double outlineCm3) {
    double volumeCm3() {
      return outside == Outside.CLIPPED ? histogram.coveredVolumeCm3() : histogram.totalVolumeCm3();
    }

    /** What shares are shares of. */
    private double wholeCm3() {
      return outside == Outside.ZERO ? histogram.totalVolumeCm3() : histogram.coveredVolumeCm3();
    }

    double share(double doseGy) {
      return doseGy <= 0 ? 1 : histogram.volumeAtLeastCm3(doseGy) / wholeCm3();
    }

    double doseToHottestGy(double share) {
      double volume = share * wholeCm3();
      return volume <= histogram.coveredVolumeCm3() ? histogram.doseToHottestGy(volume) : 0;
    }

    double meanGy() {
      return histogram.meanGy() * (histogram.coveredVolumeCm3() / wholeCm3());
    }
  }

  // ---- reasons

  private List<Reason> reasons(StoredCurve theirs, List<Figure> figures, Gap gap) {
    if (agree(figures, gap)) {
      return List.of();
    }
    List<Reading> readings = readings(theirs);
    return readings.stream()
        .filter(reading -> explains(reading, theirs, 0))
        .findFirst()
        .map(reading -> reading.reasons(theirs))
        .or(() -> ofPixels(readings, theirs))
        .orElse(List.of(new Reason(Cause.UNEXPLAINED, "none of the usual reasons explains it")));
  }

  private static boolean agree(List<Figure> figures, Gap gap) {
    return gap.agrees() && figures.stream().allMatch(Figure::agrees);
  }

  /**
   * @param outlineMm how far off the outline may be
   */
  private boolean explains(Reading reading, StoredCurve theirs, double outlineMm) {
    DoseVolumeHistogram histogram = structure.under(reading.convention);
    if (!(histogram.coveredVolumeCm3() > 0)) {
      return false;
    }
    double outlineCm3 = outlineMm > 0 ? outlineMm * lateralMm2(reading.convention) / 1000 : 0;
    View ours = new View(histogram, reading.outside, outlineCm3);
    StoredCurve read = theirs.timesDose(reading.scale.factor);
    if (reading.percent) {
      read = read.inPercent();
    }
    if (reading.position > 0) {
      double share = ours.share(read.firstBinGy(reading.position));
      if (!(share > 0)) {
        return false;
      }
      read = read.within(reading.position, share);
    }
    return agree(figures(read, ours), gap(read, ours));
  }

  /** Everything that may be assumed, the simplest first, no more than two assumptions together. */
  private List<Reading> readings(StoredCurve theirs) {
    List<Reading> readings = new ArrayList<>();
    List<Scale> scales = scales();
    for (Outside outside : Outside.values()) {
      for (Convention convention : structure.conventions()) {
        boolean isOther = convention != structure.convention();
        for (double position : theirs.isCumulative() ? POSITIONS : ANY_POSITION) {
          for (Scale scale : scales) {
            readings.add(new Reading(convention, isOther, outside, position, scale, false));
            if (mayBePercent(theirs)) {
              readings.add(new Reading(convention, isOther, outside, position, scale, true));
            }
          }
        }
      }
    }
    boolean isCovered =
        structure.primary().coveredVolumeCm3() >= structure.primary().totalVolumeCm3();
    readings.removeIf(r -> r.assumptions() > 2 || (isCovered && r.outside != Outside.UNKNOWN));
    readings.sort(Comparator.comparingInt(Reading::assumptions)); // stable
    return readings;
  }

  /**
   * A thin structure made of whole pixels can lose or gain much of its volume. Where nothing else
   * explains a difference in volume, the reading under which the outline has to move least.
   */
  private Optional<List<Reason>> ofPixels(List<Reading> readings, StoredCurve theirs) {
    if (!theirs.hasVolume()) {
      return Optional.empty();
    }
    return readings.stream()
        .filter(r -> r.assumptions() <= 1 && isThin(r.convention))
        .filter(r -> explains(r, theirs, HALF_PIXEL_MM))
        .min(Comparator.comparingDouble(r -> Math.abs(outlineMm(r, theirs))))
        .map(r -> withOutline(r, theirs));
  }

  private List<Reason> withOutline(Reading reading, StoredCurve theirs) {
    double mm = outlineMm(reading, theirs);
    String text =
        "the structure is thin and made of pixels there, its outline %s mm further %s"
            .formatted(DecimalText.print(Math.abs(mm), 2), mm > 0 ? "out" : "in");
    List<Reason> reasons = new ArrayList<>(reading.reasons(theirs));
    reasons.add(new Reason(Cause.PIXELS, text));
    return reasons;
  }

  /** How far the outline has to move outwards for the volumes to be the same. */
  private double outlineMm(Reading reading, StoredCurve theirs) {
    double oursCm3 = structure.under(reading.convention).totalVolumeCm3();
    return 1000 * (theirs.volumeCm3() - oursCm3) / lateralMm2(reading.convention);
  }

  private boolean isThin(Convention convention) {
    double lateralMm2 = lateralMm2(convention);
    return lateralMm2 > 0 && solid.region(convention).volumeMm3() < THIN_MM * lateralMm2;
  }

  private double lateralMm2(Convention convention) {
    double sum = 0;
    for (Slab slab : solid.region(convention).slabs()) {
      for (double[] ring : slab.shape().rings()) {
        sum += slab.thicknessMm() * lengthMm(ring);
      }
    }
    return sum;
  }

  private static double lengthMm(double[] uv) {
    double length = 0;
    for (int i = 0; i < uv.length; i += 2) {
      int next = (i + 2) % uv.length;
      length += Math.hypot(uv[next] - uv[i], uv[next + 1] - uv[i + 1]);
    }
    return length;
  }

  private static boolean mayBePercent(StoredCurve theirs) {
    return theirs.hasVolume() && Math.abs(theirs.volumeCm3() - 100) <= PERCENT_ROUNDING;
  }

  private List<Scale> scales() {
    List<Scale> scales = new ArrayList<>(percentScales());
    scales.add(0, Scale.NONE);
    scales.add(
        new Scale(
            0.01,
            new Reason(Cause.DOSE_IN_CGY, "its doses are in cGy, although the file says Gy")));
    if (dose.summation().equals("FRACTION") && phase.fractions() > 1) {
      String text = "its doses are of all %d fractions already".formatted(phase.fractions());
      scales.add(new Scale(1.0 / phase.fractions(), new Reason(Cause.FRACTIONS_TWICE, text)));
    }
    return scales;
  }

  private List<Scale> percentScales() {
    List<Scale> scales = new ArrayList<>();
    phase.prescriptions().stream()
        .map(p -> p.dose())
        .distinct()
        .forEach(d -> scales.add(percentOf(d, "prescribed")));
    double highest = 0;
    for (float gy : dose.grid().doseGy()) {
      highest = Math.max(highest, gy);
    }
    scales.add(percentOf(Dose.ofGy(highest), "at the dose grid's maximum"));
    scales.removeIf(s -> !(s.factor > 0));
    return scales;
  }

  private static Scale percentOf(Dose hundredPercent, String which) {
    String text =
        "it is in percent of the %s %s, although the file says Gy".formatted(hundredPercent, which);
    return new Scale(hundredPercent.gy() / 100, new Reason(Cause.DOSE_IN_PERCENT, text));
  }

  // ---- the stated mean

  private @Nullable StatedMean statedMean(StoredCurve theirs) {
    Double value = stored.meanDose();
    if (value == null || !stored.doseUnits().equals("GY")) {
      return null;
    }
    double curveGy = theirs.meanGy();
    double toleranceGy = Math.max(toleranceGy(curveGy), 2 * theirs.meanErrorGy());
    if (Math.abs(value - curveGy) <= toleranceGy) {
      return new StatedMean(value, curveGy, null);
    }
    Reason reason =
        percentScales().stream()
            .filter(scale -> Math.abs(value * scale.factor - curveGy) <= toleranceGy)
            .map(Scale::reason)
            .findFirst()
            .orElse(new Reason(Cause.UNEXPLAINED, "it does not go with the stored curve"));
    return new StatedMean(value, curveGy, reason);
  }

  private static List<Point> drawn(StoredCurve theirs) {
    List<Point> points = new ArrayList<>();
    double last = Double.NaN;
    for (int i = 0; i < theirs.points(); i++) {
      boolean isEnd = i == 0 || i + 1 == theirs.points();
      double next = isEnd ? 0 : theirs.share(i + 1);
      if (isEnd || Math.abs(next - last) >= DRAWN_SHARE) {
        last = theirs.share(i);
        points.add(new Point(theirs.doseGy(i), 100 * last));
      }
    }
    return points;
  }
}
