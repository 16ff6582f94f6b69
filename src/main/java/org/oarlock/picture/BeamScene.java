package org.oarlock.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.beam.FieldView;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Colour;

/**
 * What a picture from the source of a field shows.
 *
 * @param title in a few words
 * @param view what the field sees, and through which opening
 * @param structures the structures to project, the one that the picture is about first
 * @param notes what else has to be known, in sentences
 */
public record BeamScene(
    String title, FieldView view, List<Projected> structures, List<String> notes) {
  public BeamScene {
    structures = List.copyOf(structures);
    notes = List.copyOf(notes);
  }

  /**
   * A structure to project.
   *
   * @param name its name; may be hostile
   * @param colour that its file gives it, null if none
   * @param focus whether the picture is about it: the part in the opening is hatched
   * @param solid the structure
   */
  public record Projected(String name, @Nullable Colour colour, boolean focus, Solid solid) {}
}
