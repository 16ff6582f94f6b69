package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.oarlock.check.PlanResult;
import org.oarlock.dvh.DoseVolumeHistogram;

/**
 * Dose-volume histograms as a table with the columns {@code structure}, {@code dose_gy}, {@code
 * volume_cm3} and {@code volume_percent}, cumulative, nothing rounded. The doses are those that
 * straight lines need to follow the curve; percent is of the structure's whole volume, so a curve
 * starts below 100 where the dose grid does not cover all of it.
 */
public final class DvhCsv {
  private DvhCsv() {}

  /** Writes all curves, one after the other. A structure without any dose has no rows. */
  public static void write(List<PlanResult.Curve> curves, Writer out) throws IOException {
    Csv csv = new Csv(out);
    csv.text("structure").text("dose_gy").text("volume_cm3").text("volume_percent").endRow();
    for (PlanResult.Curve curve : curves) {
      DoseVolumeHistogram histogram = curve.histogram();
      for (SampledCurve.Point point : SampledCurve.of(histogram).points()) {
        csv.text(curve.structure())
            .number(point.doseGy())
            .number(point.volumeCm3())
            .number(100 * (point.volumeCm3() / histogram.totalVolumeCm3()))
            .endRow();
      }
    }
    out.flush();
  }
}
