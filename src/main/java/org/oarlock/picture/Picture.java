package org.oarlock.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Colour;

/**
 * A drawing in points of 1/96 inch: x to the right, y down, from the upper left corner. Shapes are
 * drawn in their order, each over those before it; what lies beyond the corners is not seen.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param title what it shows, in a few words
 * @param description what can be seen on it, for somebody who cannot see it
 * @param shapes in the order in which they are drawn
 */
public record Picture(
    double width, double height, String title, String description, List<Shape> shapes) {
  public Picture {
    shapes = List.copyOf(shapes);
  }

  /** What a drawing consists of. */
  public sealed interface Shape permits Grey, Path, Text {}

  /**
   * A grey image, stretched over a rectangle.
   *
   * @param image its pixels
   * @param x of the rectangle's left edge
   * @param y of its upper edge
   * @param width of the rectangle
   * @param height of the rectangle
   */
  public record Grey(GreyImage image, double x, double y, double width, double height)
      implements Shape {}

  /**
   * Lines with corners. Where they are filled, the even-odd rule tells the inside.
   *
   * @param lines x, y of each corner one after the other; closed where the last is the first
   * @param stroke how the lines are drawn, null if they are not
   * @param fill what is between them, null for nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and shared within a drawing
  public record Path(List<double[]> lines, @Nullable Stroke stroke, @Nullable Fill fill)
      implements Shape {
    public Path {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A line of text.
   *
   * @param x of its anchor
   * @param y of its baseline
   * @param text what it says; may be hostile
   * @param size of the letters
   * @param bold whether they are bold
   * @param anchor which part of the text is at x
   * @param colour of the letters
   */
  public record Text(
      double x, double y, String text, double size, boolean bold, Anchor anchor, Colour colour)
      implements Shape {}

  /** Which part of a text is at its x. */
  public enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * How a line is drawn; its corners and ends are round.
   *
   * @param colour of the line
   * @param opacity from 0, not seen, to 1
   * @param width of the line
   * @param dashes lengths of dashes and gaps in turn, empty for a solid line
   */
  public record Stroke(Colour colour, double opacity, double width, List<Double> dashes) {
    public Stroke {
      dashes = List.copyOf(dashes);
    }

    /** A solid line. */
    public Stroke(Colour colour, double width) {
      this(colour, 1, width, List.of());
    }
  }

  /**
   * How an area is filled.
   *
   * @param colour of the area
   * @param opacity from 0, not seen, to 1
   */
  public record Fill(Colour colour, double opacity) {}
}
