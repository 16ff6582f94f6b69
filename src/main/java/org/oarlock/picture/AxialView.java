package org.oarlock.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.plan.Colour;
import org.oarlock.plan.CtImage;
import org.oarlock.plan.DoseGrid;

/**
 * What a picture of a transverse plane shows.
 *
 * @param title in a few words
 * @param zMm where the plane lies
 * @param outlines of structures in the plane, the most important first
 * @param doses whose sum is shown, empty if there is none to show
 * @param isodoses the doses that lines are drawn at
 * @param violation the part of a structure that breaks a limit, null if it is about none
 * @param spot a point of the plane to mark, null for none
 * @param ct the image behind, or why there is none
 * @param notes what else has to be known, in sentences
 */
public record AxialView(
    String title,
    double zMm,
    List<Outline> outlines,
    List<DoseGrid> doses,
    List<Isodose> isodoses,
    @Nullable Violation violation,
    @Nullable Spot spot,
    CtImage ct,
    List<String> notes) {
  public AxialView {
    outlines = List.copyOf(outlines);
    doses = List.copyOf(doses);
    isodoses = List.copyOf(isodoses);
    notes = List.copyOf(notes);
  }

  /**
   * A structure in the plane.
   *
   * @param name its name; may be hostile
   * @param colour that its file gives it, null if none
   * @param focus whether the picture is about it, so that all of it is seen
   * @param ringsMm x, y of each point in patient coordinates, not repeating the first
   */
  @SuppressWarnings("ArrayRecordComponent") // shared with the structure, and never compared
  public record Outline(
      String name, @Nullable Colour colour, boolean focus, List<double[]> ringsMm) {
    public Outline {
      ringsMm = List.copyOf(ringsMm);
    }
  }

  /**
   * A dose that lines are drawn at.
   *
   * @param gy the dose
   * @param text what it is: a limit, a prescription
   */
  public record Isodose(double gy, String text) {}

  /**
   * The part of a structure that breaks a limit.
   *
   * @param structure in the plane, (x, y) in patient coordinates
   * @param side on which side of a dose it breaks the limit; null if all of it does
   * @param text what it is, in words
   */
  public record Violation(PlanarShape structure, @Nullable Side side, String text) {}

  /**
   * A side of a dose.
   *
   * @param gy the dose
   * @param above whether at or above it is meant, else below
   */
  public record Side(double gy, boolean above) {}

  /**
   * A point of the plane to mark.
   *
   * @param at where it is
   * @param text what it is, in words
   */
  public record Spot(PatientPoint at, String text) {}
}
