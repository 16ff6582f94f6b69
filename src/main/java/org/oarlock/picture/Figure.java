package org.oarlock.picture;

import java.util.List;

/**
 * A picture with all that is said beside it.
 *
 * @param picture the drawing
 * @param keys what its lines and areas stand for, in the order in which they are told
 * @param notes what else has to be known about it, in sentences
 */
public record Figure(Picture picture, List<Key> keys, List<String> notes) {
  public Figure {
    keys = List.copyOf(keys);
    notes = List.copyOf(notes);
  }

  /**
   * What a line or an area stands for.
   *
   * @param sample the same line or area in a drawing of {@link #SAMPLE_WIDTH} x {@link
   *     #SAMPLE_HEIGHT}
   * @param text what it stands for; may be hostile
   */
  public record Key(List<Picture.Shape> sample, String text) {
    public static final double SAMPLE_WIDTH = 34;
    public static final double SAMPLE_HEIGHT = 16;

    public Key {
      sample = List.copyOf(sample);
    }
  }
}
