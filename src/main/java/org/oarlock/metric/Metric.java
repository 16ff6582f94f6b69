package org.oarlock.metric;

import org.jspecify.annotations.Nullable;
import org.oarlock.dvh.StructureDose;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/**
 * A dose-volume metric. In text:
 *
 * <pre>
 * V20Gy[%]   V95%[cc]   CV20Gy[%]        volume that gets at least (CV: less than) a dose
 * D95%[Gy]   D2cc[%]    DC0.1cc[Gy]      dose to the hottest (DC: coldest) volume
 * Min[Gy] Max[Gy] Mean[%] Median[cGy]    statistics
 * Volume[cc]   gEUD(a=8)[Gy]   HI CI PCI GI
 * </pre>
 *
 * <p>V(d) counts dose equal to d (closed); CV = total - V; D(v) = sup{d: V(d) >= v}; DC(v) =
 * D(total - v); D100% is Min. HI = (D2% - D98%)/D50% (ICRU 83); with the prescription dose p, CI =
 * PIV/TV (RTOG), PCI = TV_PIV^2/(TV PIV) (Paddick 2000), GI = PIV50/PIV (Paddick 2006), where PIV
 * is the volume of the body that gets at least p, PIV50 at least p/2.
 */
public sealed interface Metric {
  /** The metric as its text reads, canonical. */
  String text();

  /** The unit of its values. */
  Unit unit();

  /** Whether it needs to know what 100 % of the dose is. */
  boolean needsPrescription();

  /** Whether it looks at the dose outside its structure. */
  default boolean needsBody() {
    return false;
  }

  /**
   * Reads a metric.
   *
   * @throws MetricSyntaxException if the text is none
   */
  static Metric parse(String text) {
    return new MetricParser(text).parse();
  }

  /**
   * The metric's value with band and coverage, or the reason why it has none.
   *
   * @param structure the structure under the dose
   * @param prescription what 100 % of the dose is, null if nobody said
   * @param body the body under the same dose, for the indices that need it, null if there is none
   */
  default MetricResult evaluate(
      StructureDose structure, @Nullable Dose prescription, @Nullable StructureDose body) {
    return new MetricEvaluation(this, structure, prescription, body).result();
  }

  /**
   * The metric's value alone, for who has no use for its band, which can cost more than the value.
   * It is the same as that of {@link #evaluate}; its band is a point.
   *
   * @param structure the structure under the dose
   * @param prescription what 100 % of the dose is, null if nobody said
   * @param body the body under the same dose, for the indices that need it, null if there is none
   */
  default MetricResult evaluateWithoutBand(
      StructureDose structure, @Nullable Dose prescription, @Nullable StructureDose body) {
    return new MetricEvaluation(this, structure, prescription, body).withoutBand();
  }

  /**
   * Volume that receives at least a dose, or less than it.
   *
   * @param below true for CV: the volume below the dose
   * @param dose in Gy, cGy or percent of the prescription
   * @param unit cc or percent of the structure
   */
  record VolumeAtDose(boolean below, Quantity dose, Unit unit) implements Metric {
    @Override
    public String text() {
      return (below ? "CV" : "V") + compact(dose) + "[" + unit + "]";
    }

    @Override
    public boolean needsPrescription() {
      return dose.unit() == Unit.PERCENT;
    }
  }

  /**
   * Dose that a volume receives at least: its hottest part, or the dose that its coldest part stays
   * below.
   *
   * @param coldest true for DC
   * @param volume in cc or percent of the structure
   * @param unit Gy, cGy or percent of the prescription
   */
  record DoseAtVolume(boolean coldest, Quantity volume, Unit unit) implements Metric {
    @Override
    public String text() {
      return (coldest ? "DC" : "D") + compact(volume) + "[" + unit + "]";
    }

    @Override
    public boolean needsPrescription() {
      return unit == Unit.PERCENT;
    }
  }

  /** One number of the whole dose distribution in a structure. */
  record DoseStatistic(Kind kind, Unit unit) implements Metric {
    /** Which. */
    public enum Kind {
      MIN("Min"),
      MAX("Max"),
      MEAN("Mean"),
      MEDIAN("Median");

      private final String word;

      Kind(String word) {
        this.word = word;
      }

      String word() {
        return word;
      }
    }

    @Override
    public String text() {
      return kind.word() + "[" + unit + "]";
    }

    @Override
    public boolean needsPrescription() {
      return unit == Unit.PERCENT;
    }
  }

  /** The structure's whole volume in cm3, whatever the dose. */
  record TotalVolume() implements Metric {
    @Override
    public String text() {
      return "Volume[cc]";
    }

    @Override
    public Unit unit() {
      return Unit.CC;
    }

    @Override
    public boolean needsPrescription() {
      return false;
    }
  }

  /**
   * Generalised equivalent uniform dose, (sum v_i D_i^a)^(1/a) (Niemierko 1999).
   *
   * @param exponent a, not 0
   */
  record Geud(double exponent, Unit unit) implements Metric {
    @Override
    public String text() {
      return "gEUD(a=" + org.oarlock.quantity.DecimalText.print(exponent) + ")[" + unit + "]";
    }

    @Override
    public boolean needsPrescription() {
      return unit == Unit.PERCENT;
    }
  }

  /** A ratio that describes a target's dose distribution. */
  enum Index implements Metric {
    /** Homogeneity, (D2% - D98%)/D50% (ICRU 83). */
    HI,
    /** Conformity, prescription isodose volume over target volume (RTOG). */
    CI,
    /** Conformity after Paddick. */
    PCI,
    /** Gradient index, volume of half the prescription over that of the prescription. */
    GI;

    @Override
    public String text() {
      return name();
    }

    @Override
    public Unit unit() {
      return Unit.NONE;
    }

    @Override
    public boolean needsPrescription() {
      return this != HI;
    }

    @Override
    public boolean needsBody() {
      return this != HI;
    }
  }

  private static String compact(Quantity quantity) {
    return quantity.toString().replace(" ", "");
  }
}
