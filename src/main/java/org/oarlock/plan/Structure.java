package org.oarlock.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.PlanarContour;

/**
 * A structure of a structure set, as its file draws it.
 *
 * @param number the ROI number, unique in its structure set
 * @param name the name as written, padding removed; may be repeated, empty, or hostile
 * @param type the interpreted type in capitals (EXTERNAL, PTV, ORGAN, …), empty if not given
 * @param contours the closed planar contours in file order; empty if none is drawn
 * @param openContours how many open contours it has besides; they enclose no volume
 * @param points how many points it has besides; they enclose no volume
 * @param refused whether contours are there that cannot be trusted; none is kept then
 * @param colour in which its file wants it to be drawn, null if it does not say
 */
public record Structure(
    int number,
    String name,
    String type,
    List<PlanarContour> contours,
    int openContours,
    int points,
    boolean refused,
    @Nullable Colour colour) {
  public Structure {
    contours = List.copyOf(contours);
  }

  /** A structure of no colour. */
  public Structure(
      int number,
      String name,
      String type,
      List<PlanarContour> contours,
      int openContours,
      int points) {
    this(number, name, type, contours, openContours, points, false, null);
  }
}
