package org.oarlock.dvh;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Volume over dose, gathered piece by piece. A piece is a small box in which the dose is linear, so
 * its dose is distributed as the sum of independent uniform spreads along its three edges: a
 * trapezoid with rounded corners where all three matter, a plain one where two do, a rectangle
 * where one does, a point on a plateau. Each is stored by the places where its density turns, in
 * arrays of third to zeroth differences over evenly spaced dose nodes, at a cost that does not
 * depend on how many nodes it spans.
 *
 * <p>Plateaus, whose dose is the same throughout, are kept apart at their exact dose, so that the
 * volume at a plateau's own dose is exact.
 */
final class DoseSpectrum {
  private static final double PLATEAU_GY = 1e-7;
  private static final int MAX_PLATEAUS = 4096;

  private static final int KINDS = 4;
  private static final int CURVE = 0;
  private static final int BEND = 1;
  private static final int STEP = 2;
  private static final int POINT = 3;

  /**
   * A spread below this is told apart from a wider one by variance alone: a rectangle instead of a
   * trapezoid errs by less than a sixteenth of it, where doses happen to fall in step.
   */
  private static final double NARROW_GY = 0.05;

  private final double originGy;
  private final double nodesPerGy;
  private final int last;

  /** Of each node, one after another: by how much the density turns, bends, steps, and a point. */
  private final double[] turns;

  private final Map<Double, double[]> plateaus = new HashMap<>();
  private double lastPlateauGy = Double.NaN;
  private double[] lastPlateau = new double[1];
  private double volumeMm3;
  private double doseIntegral;
  private double outsideMm3;

  /** What the turns come to, once asked for, until something is added. */
  private double @Nullable [] gathered;

  /**
   * @param nodes how many dose nodes, at least 2
   */
  DoseSpectrum(double lowestGy, double highestGy, int nodes) {
    this(
        nodes - 1,
        lowestGy - 0.02 * Math.max(highestGy - lowestGy, 1e-6),
        (nodes - 1) / (1.04 * Math.max(highestGy - lowestGy, 1e-6)));
  }

  private DoseSpectrum(int last, double originGy, double nodesPerGy) {
    this.originGy = originGy;
    this.nodesPerGy = nodesPerGy;
    this.last = last;
    this.turns = new double[KINDS * (last + 2)];
  }

  /** Adds volume whose dose is unknown. */
  void addOutside(double mm3) {
    outsideMm3 += mm3;
  }

  /**
   * Adds a box of linear dose.
   *
   * @param centreGy dose at its centre
   * @param squareA square of the difference of dose between opposite faces, along one edge
   * @param squareB along another
   * @param squareC along the third
   * @param mm3 its volume
   */
  void add(double centreGy, double squareA, double squareB, double squareC, double mm3) {
    gathered = null;
    volumeMm3 += mm3;
    doseIntegral += mm3 * centreGy;
    // plain comparisons: Math.max pays for NaN and -0 in the innermost loop
    double major = squareA > squareB ? squareA : squareB;
    major = squareC > major ? squareC : major;
    if (major < PLATEAU_GY * PLATEAU_GY) {
      addPlateau(centreGy, mm3);
      return;
    }
    double all = squareA + squareB + squareC;
    double least = squareA < squareB ? squareA : squareB;
    least = squareC < least ? squareC : least;
    double rest = all - major;
    double at = (centreGy - originGy) * nodesPerGy;
    double narrow = NARROW_GY * NARROW_GY;
    double node = 1 / (nodesPerGy * nodesPerGy);
    narrow = narrow > node ? narrow : node;
    if (rest < narrow) {
      addRectangle(at, Math.sqrt(all) * nodesPerGy, mm3);
    } else if (least < narrow) {
      addTrapezoid(at, Math.sqrt(major) * nodesPerGy, Math.sqrt(rest) * nodesPerGy, mm3);
    } else {
      addRounded(
          at,
          Math.sqrt(major) * nodesPerGy,
          Math.sqrt(rest - least) * nodesPerGy,
          Math.sqrt(least) * nodesPerGy,
          mm3);
    }
  }

  private void addRectangle(double at, double width, double mm3) {
    double from = at - 0.5 * width;
    double to = at + 0.5 * width;
    if (width > 1 && from >= 0 && to <= last) {
      double density = mm3 / width;
      addStep(from, density);
      addStep(to, -density);
    } else {
      addPoint(at < 0 ? 0 : at > last ? last : at, mm3);
    }
  }

  private void addTrapezoid(double at, double a, double b, double mm3) {
    double reach = 0.5 * (a + b);
    if (at - reach < 0 || at + reach > last) {
      addRectangle(at, Math.sqrt(a * a + b * b), mm3);
      return;
    }
    double slope = mm3 / (a * b);
    double inner = 0.5 * (a - b);
    double excess =
        addBend(at - reach, slope)
            + addBend(at - inner, -slope)
            + addBend(at + inner, -slope)
            + addBend(at + reach, slope);
    addPoint(at, -excess);
  }

  /** A trapezoid whose kinks are spread over the width of the third spread. */
  private void addRounded(double at, double a, double b, double c, double mm3) {
    double reach = 0.5 * (a + b + c);
    if (at - reach < 0 || at + reach > last) {
      addRectangle(at, Math.sqrt(a * a + b * b + c * c), mm3);
      return;
    }
    double rate = mm3 / (a * b * c);
    addCurve(at - reach, rate);
    addCurve(at - reach + c, -rate);
    addCurve(at - reach + b, -rate);
    addCurve(at - reach + b + c, rate);
    addCurve(at + reach - b - c, -rate);
    addCurve(at + reach - b, rate);
    addCurve(at + reach - c, rate);
    addCurve(at + reach, -rate);
  }

  /**
   * Lets the density's bend change between two nodes. Sharing that out between them leaves the
   * density too high from there on, which a step takes away again; it is put where it leaves no
   * volume behind.
   */
  private void addCurve(double at, double rate) {
    int i = (int) at;
    double f = at - i;
    int k = KINDS * i;
    turns[k + CURVE] += (1 - f) * rate;
    turns[k + KINDS + CURVE] += f * rate;
    double excess = 0.5 * f * (1 - f) * rate;
    double place = (1 + f) / 3;
    turns[k + STEP] -= (1 - place) * excess;
    turns[k + KINDS + STEP] -= place * excess;
  }

  /** Puts a bend between two nodes; gives the volume that sharing it out adds by itself. */
  private double addBend(double at, double slope) {
    int i = (int) at;
    double f = at - i;
    turns[KINDS * i + BEND] += (1 - f) * slope;
    turns[KINDS * i + KINDS + BEND] += f * slope;
    return 0.5 * f * (1 - f) * slope;
  }

  private void addStep(double at, double density) {
    int i = (int) at;
    double f = at - i;
    turns[KINDS * i + STEP] += (1 - f) * density;
    turns[KINDS * i + KINDS + STEP] += f * density;
  }

  private void addPoint(double at, double mm3) {
    int i = (int) at;
    double f = at - i;
    turns[KINDS * i + POINT] += (1 - f) * mm3;
    turns[KINDS * i + KINDS + POINT] += f * mm3;
  }

  private void addPlateau(double doseGy, double mm3) {
    if (doseGy == lastPlateauGy) {
      lastPlateau[0] += mm3;
      return;
    }
    double[] known = plateaus.get(doseGy);
    if (known == null) {
      if (plateaus.size() >= MAX_PLATEAUS) {
        addPoint(Math.max(0, Math.min(last, (doseGy - originGy) * nodesPerGy)), mm3);
        return;
      }
      known = new double[1];
      plateaus.put(doseGy, known);
    }
    known[0] += mm3;
    lastPlateauGy = doseGy;
    lastPlateau = known;
  }

  /** Adds all of another spectrum over the same nodes. */
  void addAll(DoseSpectrum other) {
    addAll(other, 1);
  }

  /** Adds another spectrum over the same nodes, its volumes times a factor. */
  void addAll(DoseSpectrum other, double factor) {
    gathered = null;
    for (int i = 0; i < turns.length; i++) {
      turns[i] += factor * other.turns[i];
    }
    lastPlateauGy = Double.NaN;
    other.plateaus.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> addPlateau(e.getKey(), factor * e.getValue()[0]));
    volumeMm3 += factor * other.volumeMm3;
    doseIntegral += factor * other.doseIntegral;
    outsideMm3 += factor * other.outsideMm3;
  }

  /** Adds another spectrum, whatever its nodes, to within a node of this one. */
  void addBins(DoseSpectrum other) {
    double[] plateausByDose = plateausByDose(List.of(other));
    double[] bins = binsMm3(List.of(other), plateausByDose);
    double width = other.binWidthGy();
    for (int i = 0; i < bins.length; i++) {
      if (bins[i] > 0) {
        add(other.originGy + (i + 0.5) * width, width * width, 0, 0, bins[i]);
      }
    }
    for (int i = 0; i < plateausByDose.length; i += 2) {
      add(plateausByDose[i], 0, 0, 0, plateausByDose[i + 1]);
    }
    outsideMm3 += other.outsideMm3;
  }

  /** An empty spectrum over the same nodes. */
  DoseSpectrum likewise() {
    return new DoseSpectrum(last, originGy, nodesPerGy);
  }

  double volumeMm3() {
    return volumeMm3;
  }

  double outsideMm3() {
    return outsideMm3;
  }

  /** The integral of dose over volume, in Gy mm3. */
  double doseIntegral() {
    return doseIntegral;
  }

  double originGy() {
    return originGy;
  }

  double binWidthGy() {
    return 1 / nodesPerGy;
  }

  /**
   * Doses and volumes (mm3) of the plateaus of all parts by rising dose: {@code [2 * i]} and next.
   */
  static double[] plateausByDose(List<DoseSpectrum> parts) {
    TreeMap<Double, Double> byDose = new TreeMap<>();
    for (DoseSpectrum part : parts) {
      part.plateaus.forEach((gy, mm3) -> byDose.merge(gy, mm3[0], Double::sum));
    }
    double[] flat = new double[2 * byDose.size()];
    int n = 0;
    for (Map.Entry<Double, Double> e : byDose.entrySet()) {
      flat[n++] = e.getKey();
      flat[n++] = Math.max(0, e.getValue());
    }
    return flat;
  }

  /**
   * The volume in mm3 of all parts, over the same nodes, in the bins between neighbouring nodes,
   * plateaus left out.
   *
   * @param plateausByDose the plateaus of these parts
   */
  static double[] binsMm3(List<DoseSpectrum> parts, double[] plateausByDose) {
    double[] bins = new double[parts.get(0).last];
    double target = 0;
    for (DoseSpectrum part : parts) {
      double[] own = part.gathered();
      for (int i = 0; i < bins.length; i++) {
        bins[i] += own[i];
      }
      target += part.volumeMm3;
    }
    for (int i = 1; i < plateausByDose.length; i += 2) {
      target -= plateausByDose[i];
    }
    double sum = 0;
    for (int i = 0; i < bins.length; i++) {
      bins[i] = bins[i] > 0 ? bins[i] : 0;
      sum += bins[i];
    }
    double factor = sum > 0 && target > 0 ? target / sum : 0;
    for (int i = 0; i < bins.length; i++) {
      bins[i] *= factor;
    }
    return bins;
  }

  /** The volume in mm3 in the bins between neighbouring nodes, plateaus left out. */
  private double[] gathered() {
    if (gathered != null) {
      return gathered;
    }
    double[] bins = new double[last];
    double density = 0;
    double slope = 0;
    double turn = 0;
    double level = 0;
    for (int i = 0; i < last; i++) {
      turn += turns[KINDS * i + CURVE];
      slope += turns[KINDS * i + BEND];
      level += turns[KINDS * i + STEP];
      double half = 0.5 * turns[KINDS * i + POINT];
      bins[i] += density + 0.5 * slope + turn / 6 + level + half;
      bins[Math.max(0, i - 1)] += half;
      density += slope + 0.5 * turn;
      slope += turn;
    }
    bins[last - 1] += turns[KINDS * last + POINT];
    gathered = bins;
    return bins;
  }
}
