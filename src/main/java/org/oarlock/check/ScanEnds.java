package org.oarlock.check;

import java.util.List;
import java.util.Locale;
import org.oarlock.geometry.Cut;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.ImageSeries;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;

/**
 * Where the scan ends: what is drawn on its first or last slice goes on in the patient, so that it
 * has no surface there. The images say so; without them the body outline, which is drawn on every
 * slice of a scan, is taken to end where the scan does.
 *
 * @param cut the first and the last slice, for solids on transverse planes
 * @param guess why that is not certain, in words; empty if it is
 */
record ScanEnds(Cut cut, String guess) {
  private static final String EXTERNAL = "EXTERNAL";

  static ScanEnds of(StructureSet set) {
    List<ImageSeries> series = set.imageSeries();
    ImageSeries.Extent extent = series.size() == 1 ? series.get(0).extent() : null;
    if (extent != null) {
      return new ScanEnds(new Cut(extent.lowestMm(), extent.highestMm()), "");
    }
    List<Structure> bodies =
        set.structures().stream()
            .filter(s -> s.type().equals(EXTERNAL) && !s.contours().isEmpty())
            .toList();
    return bodies.size() == 1 ? ofBody(bodies.get(0)) : new ScanEnds(Cut.NONE, "");
  }

  private static ScanEnds ofBody(Structure body) {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (PlanarContour contour : body.contours()) {
      lowest = Math.min(lowest, contour.zMm(0));
      highest = Math.max(highest, contour.zMm(0));
    }
    return new ScanEnds(
        new Cut(lowest, highest),
        String.format(
            Locale.ROOT,
            "the scan is taken to end at %.1f and %.1f mm, as the body outline does, since no single"
                + " series of images tells",
            lowest,
            highest));
  }

  /** Whether an end of a solid is where the scan ends. */
  boolean cuts(Solid solid) {
    return !solid.isEmpty() && solid.primary().frame().isAxial() && cut.cuts(solid);
  }

  /** The layer inside the surface of a solid, without one across what the scan cut off. */
  Solid shell(Solid solid, double thicknessMm) {
    return solid.shell(thicknessMm, cuts(solid) ? cut : Cut.NONE);
  }
}
