package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.oarlock.check.PlanResult;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.DvhOptions;

/**
 * Dose-volume histograms as a table with the columns {@code structure}, {@code dose_gy}, {@code
 * volume_cm3}, {@code volume_percent}, {@code convention}, {@code tolerance_gy} and {@code
 * tolerance_percent}, cumulative, nothing rounded. The doses are those that straight lines need to
 * follow the curve; percent is of the structure's whole volume, so a curve starts below 100 where
 * the dose grid does not cover all of it. The curve is off by no more than the tolerance in dose,
 * or else by that in volume.
 */
final class DvhCsv {
  private static final List<String> COLUMNS =
      List.of(
          "structure",
          "dose_gy",
          "volume_cm3",
          "volume_percent",
          "convention",
          "tolerance_gy",
          "tolerance_percent");

  private DvhCsv() {}

  /** Writes all curves, one after the other. A structure without any dose has no rows. */
  static void write(List<PlanResult.Curve> curves, DvhOptions options, Writer out)
      throws IOException {
    Csv csv = new Csv(out);
    for (String column : COLUMNS) {
      csv.text(column);
    }
    csv.endRow();
    for (PlanResult.Curve curve : curves) {
      DoseVolumeHistogram histogram = curve.histogram();
      for (SampledCurve.Point point : SampledCurve.of(histogram).points()) {
        csv.text(curve.structure())
            .number(point.doseGy())
            .number(point.volumeCm3())
            .number(100 * (point.volumeCm3() / histogram.totalVolumeCm3()))
            .text(options.convention().label())
            .number(options.doseToleranceGy())
            .number(100 * options.volumeTolerance())
            .endRow();
      }
    }
    out.flush();
  }
}
