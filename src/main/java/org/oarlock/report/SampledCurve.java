package org.oarlock.report;

import java.util.ArrayList;
import java.util.List;
import org.oarlock.dvh.DoseVolumeHistogram;

/**
 * A histogram at enough doses to draw it with straight lines: from dose 0 to just above the
 * maximum, with a point wherever a line would be off by more than {@value #TOLERANCE} of the
 * covered volume, down to a step of 1/{@value #FINEST} of the structure's dose range. Each point is
 * exact. Empty where no part of the structure has a dose.
 *
 * @param points rising in dose, falling in volume
 */
record SampledCurve(List<Point> points) {
  static final double TOLERANCE = 2e-4;
  static final int COARSEST = 128;
  static final int FINEST = 16_384;

  SampledCurve {
    points = List.copyOf(points);
  }

  /**
   * A point of the curve.
   *
   * @param doseGy a dose
   * @param volumeCm3 the volume that receives at least it
   */
  record Point(double doseGy, double volumeCm3) {}

  static SampledCurve of(DoseVolumeHistogram histogram) {
    if (!(histogram.coveredVolumeCm3() > 0)) {
      return new SampledCurve(List.of());
    }
    return new SampledCurve(new Sampler(histogram).sample());
  }

  private static final class Sampler {
    private final DoseVolumeHistogram histogram;
    private final double toleranceCm3;
    private final double finestGy;
    private final List<Point> points = new ArrayList<>();

    Sampler(DoseVolumeHistogram histogram) {
      this.histogram = histogram;
      this.toleranceCm3 = TOLERANCE * histogram.coveredVolumeCm3();
      this.finestGy = (histogram.maxGy() - histogram.minGy()) / FINEST;
    }

    List<Point> sample() {
      double minGy = histogram.minGy();
      double maxGy = histogram.maxGy();
      if (minGy > 0) {
        points.add(at(0));
      }
      Point last = at(minGy);
      points.add(last);
      for (int i = 1; i <= COARSEST && maxGy > minGy; i++) {
        double doseGy = i == COARSEST ? maxGy : minGy + (maxGy - minGy) * i / COARSEST;
        Point next = at(doseGy);
        refine(last, next);
        points.add(next);
        last = next;
      }
      if (last.volumeCm3() > 0) {
        points.add(new Point(Math.nextUp(maxGy), 0));
      }
      return points;
    }

    /** Adds the points needed between two neighbours. */
    private void refine(Point low, Point high) {
      double widthGy = high.doseGy() - low.doseGy();
      if (widthGy <= finestGy || isStraight(low, high)) {
        return;
      }
      Point middle = at(low.doseGy() + widthGy / 2);
      refine(low, middle);
      points.add(middle);
      refine(middle, high);
    }

    private boolean isStraight(Point low, Point high) {
      for (double share : new double[] {0.25, 0.5, 0.75}) {
        double lineCm3 = low.volumeCm3() + share * (high.volumeCm3() - low.volumeCm3());
        double doseGy = low.doseGy() + share * (high.doseGy() - low.doseGy());
        if (Math.abs(histogram.volumeAtLeastCm3(doseGy) - lineCm3) > toleranceCm3) {
          return false;
        }
      }
      return true;
    }

    private Point at(double doseGy) {
      return new Point(doseGy, histogram.volumeAtLeastCm3(doseGy));
    }
  }
}
