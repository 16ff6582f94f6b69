package org.oarlock.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.StructureDose;
import org.oarlock.geometry.Convention;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/**
 * One metric of one structure: its value on the primary curve, on the coarser sampling, under the
 * other conventions, and what the part outside the dose grid leaves open.
 */
final class MetricEvaluation {
  /** A volume asked for may exceed the structure's by this share: rounding of the sum of slabs. */
  private static final double ROUNDING = 1e-9;

  private final Metric metric;
  private final StructureDose structure;
  private final @Nullable Dose prescription;
  private final @Nullable StructureDose body;

  MetricEvaluation(
      Metric metric,
      StructureDose structure,
      @Nullable Dose prescription,
      @Nullable StructureDose body) {
    this.metric = metric;
    this.structure = structure;
    this.prescription = prescription;
    this.body = body;
  }

  /** Why a metric has no value. */
  private static final class NoValueException extends Exception {
    private static final long serialVersionUID = 1L;
    final String reason;

    NoValueException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }

  MetricResult result() {
    return evaluated(this::withBand);
  }

  MetricResult withoutBand() {
    return evaluated(value -> MetricValue.exact(value, metric.unit()));
  }

  private MetricResult evaluated(DoubleFunction<MetricValue> valued) {
    DoseVolumeHistogram primary = structure.primary();
    if (!(primary.totalVolumeCm3() > 0)) {
      return new NoValue("the structure has no volume");
    }
    if (metric.needsPrescription() && (prescription == null || !(prescription.gy() > 0))) {
      return new NoValue("100 % of the dose is not known: no prescription");
    }
    if (metric.needsBody() && body == null) {
      return new NoValue(metric.text() + " needs the external contour, which was not found");
    }
    if (!(metric instanceof Metric.TotalVolume) && primary.coveredVolumeCm3() <= 0) {
      return new NoValue("the structure lies outside the dose grid");
    }
    try {
      return valued.apply(value(primary, bodyUnder(structure.convention())));
    } catch (NoValueException e) {
      return new NoValue(e.reason);
    }
  }

  private @Nullable DoseVolumeHistogram bodyUnder(Convention convention) {
    return body == null ? null : body.under(convention);
  }

  private MetricValue withBand(double value) {
    DoseVolumeHistogram primary = structure.primary();
    Interval sampling =
        isSampled()
            ? tolerated(Interval.point(value), primary, bodyUnder(structure.convention()))
            : Interval.point(value);
    Interval conventions = Interval.point(value);
    List<MetricValue.Alternative> alternatives = new ArrayList<>();
    boolean arePrisms = Convention.PRISMS.contains(structure.convention());
    for (Convention convention : Convention.PRISMS) {
      OptionalDouble other = tryValue(structure.under(convention), bodyUnder(convention));
      if (convention != structure.convention() && other.isPresent()) {
        conventions = conventions.including(other.getAsDouble());
        if (arePrisms) {
          alternatives.add(MetricValue.Alternative.under(convention, other.getAsDouble()));
        }
      }
    }
    conventions = conventions.including(possible(value));
    double covered = 100 * (primary.coveredVolumeCm3() / primary.totalVolumeCm3());
    Interval missing = isWhollyKnown() ? Interval.point(value) : missing(value, primary);
    return new MetricValue(
        value,
        metric.unit(),
        sampling,
        conventions,
        missing,
        primary.coveredVolumeCm3() >= primary.totalVolumeCm3() ? 100 : Math.min(covered, 99.999999),
        alternatives);
  }

  /** Whether the value has a numerical error: not volumes, extremes, and where dose is uniform. */
  private boolean isSampled() {
    boolean isExtreme =
        metric instanceof Metric.DoseStatistic m
            && (m.kind() == Metric.DoseStatistic.Kind.MIN
                || m.kind() == Metric.DoseStatistic.Kind.MAX);
    return !isExtreme
        && !(metric instanceof Metric.TotalVolume)
        && structure.primary().minGy() < structure.primary().maxGy();
  }

  /** The values of all solids that the contours leave open, and this one. */
  private Interval possible(double value) {
    boolean isSampled = isSampled();
    Interval range = Interval.point(value);
    boolean allHave = true;
    DoseVolumeHistogram ownBody = body == null ? null : body.primary();
    for (DoseVolumeHistogram possible : structure.possible()) {
      allHave &= tryValue(possible, ownBody).isPresent();
      range = isSampled ? tolerated(range, possible, ownBody) : with(range, possible, ownBody);
    }
    if (body != null && metric.needsBody()) {
      for (DoseVolumeHistogram possible : body.possible()) {
        range = with(range, structure.primary(), possible);
      }
    }
    return allHave || !(metric instanceof Metric.DoseAtVolume m)
        ? range
        : range.including(barelyEnough(m));
  }

  private Interval with(
      Interval range, DoseVolumeHistogram dvh, @Nullable DoseVolumeHistogram bodyDvh) {
    OptionalDouble value = tryValue(dvh, bodyDvh);
    return value.isPresent() ? range.including(value.getAsDouble()) : range;
  }

  /** With the values of a curve that is off by its tolerance, one way and the other. */
  private Interval tolerated(
      Interval range, DoseVolumeHistogram dvh, @Nullable DoseVolumeHistogram bodyDvh) {
    double gy = structure.options().doseToleranceGy();
    double share = structure.options().volumeTolerance();
    return with(
        with(range, new Shifted(dvh, gy, share), bodyDvh), new Shifted(dvh, -gy, -share), bodyDvh);
  }

  /**
   * A volume that only some of the solids have: the smallest of these has just that volume, so all
   * of it gets the dose, down to the lowest (or, of the coldest volume, up to the highest).
   */
  private double barelyEnough(Metric.DoseAtVolume m) {
    List<DoseVolumeHistogram> possible = structure.possible();
    DoseVolumeHistogram largest = possible.get(possible.size() - 1);
    return inUnit(m.coldest() ? largest.maxGy() : largest.minGy(), m.unit());
  }

  private boolean isWhollyKnown() {
    boolean bodyKnown =
        body == null
            || !metric.needsBody()
            || body.primary().coveredVolumeCm3() >= body.primary().totalVolumeCm3();
    return bodyKnown
        && (metric instanceof Metric.TotalVolume
            || structure.primary().coveredVolumeCm3() >= structure.primary().totalVolumeCm3());
  }

  private OptionalDouble tryValue(DoseVolumeHistogram dvh, @Nullable DoseVolumeHistogram bodyDvh) {
    if (!(dvh.coveredVolumeCm3() > 0)) {
      return metric instanceof Metric.TotalVolume
          ? OptionalDouble.of(dvh.totalVolumeCm3())
          : OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(value(dvh, bodyDvh));
    } catch (NoValueException e) {
      return OptionalDouble.empty();
    }
  }

  private double value(DoseVolumeHistogram dvh, @Nullable DoseVolumeHistogram bodyDvh)
      throws NoValueException {
    if (metric instanceof Metric.VolumeAtDose m) {
      double volume = dvh.volumeAtLeastCm3(gy(m.dose()));
      double asked = m.below() ? dvh.coveredVolumeCm3() - volume : volume;
      return m.unit() == Unit.PERCENT ? 100 * (asked / dvh.coveredVolumeCm3()) : asked;
    }
    if (metric instanceof Metric.DoseAtVolume m) {
      return inUnit(doseAtVolume(m, dvh), m.unit());
    }
    if (metric instanceof Metric.DoseStatistic m) {
      return inUnit(
          switch (m.kind()) {
            case MIN -> dvh.minGy();
            case MAX -> dvh.maxGy();
            case MEAN -> dvh.meanGy();
            case MEDIAN -> dvh.doseToHottestGy(dvh.coveredVolumeCm3() / 2);
          },
          m.unit());
    }
    if (metric instanceof Metric.TotalVolume) {
      return dvh.totalVolumeCm3();
    }
    if (metric instanceof Metric.Geud m) {
      return inUnit(geud(m, dvh), m.unit());
    }
    return index((Metric.Index) metric, dvh, bodyDvh);
  }

  private double doseAtVolume(Metric.DoseAtVolume m, DoseVolumeHistogram dvh)
      throws NoValueException {
    double covered = dvh.coveredVolumeCm3();
    double asked =
        m.volume().unit() == Unit.PERCENT
            ? covered * (m.volume().value() / 100)
            : m.volume().value();
    if (asked > dvh.totalVolumeCm3() * (1 + ROUNDING)) {
      throw new NoValueException(
          "%s is more than the structure's %s cc"
              .formatted(m.volume(), DecimalText.print(dvh.totalVolumeCm3(), 3)));
    }
    if (asked > covered * (1 + ROUNDING)) {
      throw new NoValueException(
          "%s is more than the %s cc that the dose grid covers"
              .formatted(m.volume(), DecimalText.print(covered, 3)));
    }
    double volume = Math.min(asked, covered);
    return dvh.doseToHottestGy(m.coldest() ? covered - volume : volume);
  }

  private double geud(Metric.Geud m, DoseVolumeHistogram dvh) throws NoValueException {
    if (m.exponent() < 0 && dvh.minGy() <= 0) {
      throw new NoValueException("gEUD with a negative exponent needs dose everywhere");
    }
    return dvh.powerMeanGy(m.exponent());
  }

  private double index(
      Metric.Index index, DoseVolumeHistogram dvh, @Nullable DoseVolumeHistogram bodyDvh)
      throws NoValueException {
    if (index == Metric.Index.HI) {
      double covered = dvh.coveredVolumeCm3();
      double median = dvh.doseToHottestGy(0.5 * covered);
      if (!(median > 0)) {
        throw new NoValueException("D50% is 0");
      }
      return (dvh.doseToHottestGy(0.02 * covered) - dvh.doseToHottestGy(0.98 * covered)) / median;
    }
    if (bodyDvh == null || prescription == null) {
      throw new NoValueException(index.text() + " needs the external contour and a prescription");
    }
    double piv = bodyDvh.volumeAtLeastCm3(prescription.gy());
    double target = dvh.coveredVolumeCm3();
    double targetAtP = dvh.volumeAtLeastCm3(prescription.gy());
    if (index != Metric.Index.CI && !(piv > 0)) {
      throw new NoValueException("nothing receives the prescription");
    }
    return switch (index) {
      case CI -> piv / target;
      case PCI -> targetAtP * targetAtP / (target * piv);
      case GI -> bodyDvh.volumeAtLeastCm3(prescription.gy() / 2) / piv;
      case HI -> throw new IllegalStateException("handled above");
    };
  }

  /** What the metric could be, whatever the unknown part receives. */
  private Interval missing(double value, DoseVolumeHistogram dvh) {
    return openInterval(dvh).including(value);
  }

  private Interval openInterval(DoseVolumeHistogram dvh) {
    double total = dvh.totalVolumeCm3();
    double unknown = Math.max(0, total - dvh.coveredVolumeCm3());
    if (metric instanceof Metric.VolumeAtDose m) {
      double volume = dvh.volumeAtLeastCm3(gy(m.dose()));
      double low = m.below() ? dvh.coveredVolumeCm3() - volume : volume;
      double scale = m.unit() == Unit.PERCENT ? 100 / total : 1;
      return new Interval(low * scale, (low + unknown) * scale);
    }
    if (metric instanceof Metric.DoseAtVolume m) {
      double asked =
          m.volume().unit() == Unit.PERCENT
              ? total * (m.volume().value() / 100)
              : m.volume().value();
      return doseInterval(dvh, m.coldest() ? total - asked : asked, unknown, m.unit());
    }
    if (metric instanceof Metric.DoseStatistic m) {
      return switch (m.kind()) {
        case MIN -> new Interval(0, inUnit(dvh.minGy(), m.unit()));
        case MAX -> new Interval(inUnit(dvh.maxGy(), m.unit()), Double.POSITIVE_INFINITY);
        case MEAN ->
            new Interval(
                inUnit(dvh.meanGy() * dvh.coveredVolumeCm3() / total, m.unit()),
                Double.POSITIVE_INFINITY);
        case MEDIAN -> doseInterval(dvh, total / 2, unknown, m.unit());
      };
    }
    return new Interval(0, Double.POSITIVE_INFINITY);
  }

  /**
   * Dose to the hottest volume: lowest if the unknown part gets nothing, highest if it is hottest.
   */
  private Interval doseInterval(DoseVolumeHistogram dvh, double volume, double unknown, Unit unit) {
    double covered = dvh.coveredVolumeCm3();
    double low = volume <= covered ? dvh.doseToHottestGy(Math.max(0, volume)) : 0;
    double high =
        volume > unknown * (1 + ROUNDING)
            ? dvh.doseToHottestGy(Math.min(covered, volume - unknown))
            : Double.POSITIVE_INFINITY;
    return new Interval(inUnit(low, unit), inUnit(high, unit));
  }

  /** A dose of the metric in Gy; percent is of the prescription. */
  private double gy(Quantity dose) {
    return dose.unit() == Unit.PERCENT ? dose.value() * prescribedGy() / 100 : dose.base();
  }

  private double inUnit(double doseGy, Unit unit) {
    return unit == Unit.PERCENT ? 100 * doseGy / prescribedGy() : unit.fromBase(doseGy);
  }

  private double prescribedGy() {
    if (prescription == null) {
      throw new IllegalStateException("percent of dose without a prescription");
    }
    return prescription.gy();
  }
}
