package org.oarlock.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.picture.Picture.Anchor;
import org.oarlock.picture.Picture.Fill;
import org.oarlock.picture.Picture.Path;
import org.oarlock.picture.Picture.Shape;
import org.oarlock.picture.Picture.Stroke;
import org.oarlock.picture.Picture.Text;
import org.oarlock.plan.Colour;

/**
 * A picture while it is drawn, in one style for all: whatever is told by its colour is told by a
 * number, a value, a pattern or a word as well, and every line has a dark edge, so that it stands
 * out from light and dark.
 */
final class Canvas {
  private static final Colour BLACK = Colour.of(0x000000);
  private static final Colour WHITE = Colour.of(0xffffff);
  private static final Colour INK = Colour.of(0x10161b);
  private static final Colour ISODOSE = Colour.of(0xffe14d);
  private static final Colour VIOLATION = Colour.of(0xff4f8b);
  private static final Colour UNKNOWN = Colour.of(0x8b969f);

  /** Of structures to which their file gives no colour (Okabe and Ito). */
  private static final int[] COLOURS = {
    0x56b4e9, 0xe69f00, 0x009e73, 0xcc79a7, 0xd55e00, 0x5fa8ff, 0xb5d334
  };

  /** Of isodoses, in turn. */
  private static final List<List<Double>> DASHES =
      List.of(List.of(), List.of(7.0, 4.0), List.of(2.0, 3.5), List.of(11.0, 3.5, 2.0, 3.5));

  private static final Stroke JAW = new Stroke(INK, 1, 2.2, List.of(9.0, 4.0));

  private static final double OUTLINE_WIDTH = 1.6;
  private static final double FOCUS_WIDTH = 2.4;
  private static final double ISODOSE_WIDTH = 1.4;
  private static final double EDGE = 1.6;
  private static final double EDGE_OPACITY = 0.65;
  private static final double LETTERS = 15;
  private static final double LABELS = 11;
  private static final double LINE = 13;

  /** Of the letters' size: how wide they are in the middle, and how far up their middle is. */
  private static final double WIDTH_OF_LETTERS = 0.64;

  private static final double MIDDLE_OF_LETTERS = 0.35;

  /** Places that are so much better are better. */
  private static final double SAME = 1e-9;

  /** Lines are followed to this. */
  private static final double TOLERANCE = 0.25;

  /** What cannot be drawn as well as this is not drawn. */
  private static final double COARSEST = 8;

  /** All outlines of a picture together have no more corners. */
  private static final int MOST_CORNERS = 6_000;

  /** Outlines of more points are not looked at: those of structures have a few thousand. */
  private static final int MOST_POINTS = 200_000;

  /** Labels keep away from the edges by this … */
  private static final double MARGIN = 22;

  /** … and are tried at so many places of a line. */
  private static final int PLACES = 48;

  private final Window window;
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Shape> labels = new ArrayList<>();
  private final List<Figure.Key> lineKeys = new ArrayList<>();
  private final List<Figure.Key> otherKeys = new ArrayList<>();
  private final List<double[]> taken = new ArrayList<>();
  private int corners;
  private int outlines;
  private int isodoses;

  Canvas(Window window) {
    this.window = window;
    double x = window.width();
    double y = window.height();
    // what stands at the edges of every picture
    taken.add(new double[] {12, y / 2});
    taken.add(new double[] {x - 12, y / 2});
    taken.add(new double[] {x / 2, 12});
    taken.add(new double[] {x / 2, y - 12});
    taken.add(new double[] {40, y - 15});
    taken.add(new double[] {x - 50, y - 12});
  }

  Figure figure(String title, String description, List<String> notes) {
    List<Shape> all = new ArrayList<>(shapes);
    all.addAll(labels);
    List<Figure.Key> keys = new ArrayList<>(lineKeys);
    keys.addAll(otherKeys);
    return new Figure(
        new Picture(window.width(), window.height(), title, description, all), keys, notes);
  }

  void image(GreyImage image) {
    shapes.add(new Picture.Grey(image, 0, 0, window.width(), window.height()));
  }

  // lines

  /** Whether any of these rings reaches into the picture. */
  boolean shows(List<double[]> rings) {
    return rings.stream().anyMatch(this::shows);
  }

  private boolean shows(double[] line) {
    double[] box = {
      Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    for (int i = 0; i < line.length; i += 2) {
      box[0] = Math.min(box[0], line[i]);
      box[1] = Math.min(box[1], line[i + 1]);
      box[2] = Math.max(box[2], line[i]);
      box[3] = Math.max(box[3], line[i + 1]);
    }
    return box[2] >= 0 && box[3] >= 0 && box[0] <= window.width() && box[1] <= window.height();
  }

  /** The outline of a structure with its number; false if it has too many corners. */
  boolean outline(List<double[]> rings, String name, @Nullable Colour given, boolean focus) {
    List<double[]> lines = fitting(rings.stream().filter(this::shows).map(Canvas::closed).toList());
    if (lines.isEmpty()) {
      return false;
    }
    Colour colour = given == null ? Colour.of(COLOURS[outlines % COLOURS.length]) : given;
    String number = String.valueOf(++outlines);
    Stroke stroke = new Stroke(colour, focus ? FOCUS_WIDTH : OUTLINE_WIDTH);
    edged(shapes, lines, stroke);
    label(lines, number);
    List<Shape> sample = new ArrayList<>();
    edged(sample, sampleLine(), stroke);
    lineKeys.add(new Figure.Key(sample, number + "  " + name));
    return true;
  }

  private static double[] closed(double[] ring) {
    double[] line = Arrays.copyOf(ring, ring.length + 2);
    line[ring.length] = ring[0];
    line[ring.length + 1] = ring[1];
    return line;
  }

  /** These lines with as few corners as there is room for; none if they would not be the same. */
  private List<double[]> fitting(List<double[]> lines) {
    if (lines.stream().mapToLong(line -> line.length / 2).sum() > MOST_POINTS) {
      return List.of();
    }
    for (double tolerance = TOLERANCE; tolerance <= COARSEST; tolerance *= 2) {
      double coarse = tolerance;
      List<double[]> simple = lines.stream().map(l -> Simplified.line(l, coarse)).toList();
      int needed = simple.stream().mapToInt(line -> line.length / 2).sum();
      if (corners + needed <= MOST_CORNERS) {
        corners += needed;
        return simple;
      }
    }
    return List.of();
  }

  /** The lines of a dose with its value; false if there is nothing to be seen of them. */
  boolean isodose(List<double[]> lines, String value, String text) {
    List<double[]> simple = fitting(lines.stream().filter(this::shows).toList());
    if (simple.isEmpty()) {
      return false;
    }
    Stroke stroke = new Stroke(ISODOSE, 1, ISODOSE_WIDTH, DASHES.get(isodoses++ % DASHES.size()));
    edged(shapes, simple, stroke);
    label(simple, value);
    List<Shape> sample = new ArrayList<>();
    edged(sample, sampleLine(), stroke);
    lineKeys.add(new Figure.Key(sample, value + ": " + text));
    return true;
  }

  private static List<double[]> sampleLine() {
    return List.of(
        new double[] {
          2, Figure.Key.SAMPLE_HEIGHT / 2, Figure.Key.SAMPLE_WIDTH - 2, Figure.Key.SAMPLE_HEIGHT / 2
        });
  }

  private static void edged(List<Shape> into, List<double[]> lines, Stroke stroke) {
    Stroke edge = new Stroke(BLACK, EDGE_OPACITY, stroke.width() + EDGE, stroke.dashes());
    into.add(new Path(lines, edge, null));
    into.add(new Path(lines, stroke, null));
  }

  /** An area that is marked; false if its outline has too many corners. */
  boolean hatch(List<double[]> rings, double spacing, String text) {
    List<double[]> simple = fitting(rings.stream().map(Canvas::closed).toList());
    if (simple.isEmpty()) {
      return false;
    }
    hatch(shapes, simple, spacing);
    List<Shape> sample = new ArrayList<>();
    double right = Figure.Key.SAMPLE_WIDTH - 4;
    double bottom = Figure.Key.SAMPLE_HEIGHT - 2;
    hatch(sample, List.of(new double[] {4, 2, right, 2, right, bottom, 4, bottom, 4, 2}), spacing);
    otherKeys.add(new Figure.Key(sample, text));
    return true;
  }

  private static void hatch(List<Shape> into, List<double[]> rings, double spacing) {
    into.add(new Path(rings, null, new Fill(VIOLATION, 0.16)));
    edged(into, Hatching.of(rings, spacing), new Stroke(VIOLATION, 1.3));
    edged(into, rings, new Stroke(VIOLATION, 1.3));
  }

  /** Where the dose ends. */
  void doseEdge(List<double[]> lines) {
    Stroke stroke = new Stroke(UNKNOWN, 1, 1.2, List.of(1.5, 3.0));
    List<double[]> simple = fitting(lines.stream().map(window::toPicture).toList());
    shapes.add(new Path(simple, stroke, null));
    otherKeys.add(
        new Figure.Key(
            List.of(new Path(sampleLine(), stroke, null)),
            "edge of the dose grid; beyond it the dose is unknown"));
  }

  /** Leaves of a collimator. */
  void leaves(List<double[]> leaves, String text) {
    List<double[]> lines = leaves.stream().filter(this::shows).map(Canvas::closed).toList();
    Stroke edge = new Stroke(INK, 0.55, 0.8, List.of());
    Fill fill = new Fill(UNKNOWN, 0.35);
    shapes.add(new Path(lines, edge, fill));
    double middle = Figure.Key.SAMPLE_HEIGHT / 2;
    double right = Figure.Key.SAMPLE_WIDTH - 6;
    double[] sample = {6, middle - 4, right, middle - 4, right, middle + 4, 6, middle + 4};
    otherKeys.add(new Figure.Key(List.of(new Path(List.of(closed(sample)), edge, fill)), text));
  }

  /** The edges of jaws. */
  void jaws(List<double[]> edges) {
    shapes.add(new Path(edges, JAW, null));
  }

  void jawKey(String text) {
    otherKeys.add(new Figure.Key(List.of(new Path(sampleLine(), JAW, null)), text));
  }

  void spot(double x, double y, String text) {
    double arm = 7;
    double gap = 2;
    List<double[]> cross =
        List.of(
            new double[] {x - arm, y, x - gap, y},
            new double[] {x + gap, y, x + arm, y},
            new double[] {x, y - arm, x, y - gap},
            new double[] {x, y + gap, x, y + arm});
    edged(labels, cross, new Stroke(WHITE, 2));
    taken.add(new double[] {x, y});
    List<Shape> sample = new ArrayList<>();
    double middle = Figure.Key.SAMPLE_HEIGHT / 2;
    double centre = Figure.Key.SAMPLE_WIDTH / 2;
    List<double[]> small =
        cross.stream()
            .map(
                line ->
                    new double[] {
                      line[0] - x + centre,
                      line[1] - y + middle,
                      line[2] - x + centre,
                      line[3] - y + middle
                    })
            .toList();
    edged(sample, small, new Stroke(WHITE, 2));
    otherKeys.add(new Figure.Key(sample, text));
  }

  // texts

  /** A label on a line, where it is farthest from the others. */
  private void label(List<double[]> lines, String text) {
    double length = lines.stream().mapToDouble(Canvas::length).sum();
    double[] best = new double[2];
    double farthest = -1;
    for (double[] line : lines) {
      double rest = 0;
      for (int i = 0; i + 3 < line.length; i += 2) {
        double part = Math.hypot(line[i + 2] - line[i], line[i + 3] - line[i + 1]);
        for (; rest < part; rest += length / PLACES) {
          double x = line[i] + rest / part * (line[i + 2] - line[i]);
          double y = line[i + 1] + rest / part * (line[i + 3] - line[i + 1]);
          double distance = isInside(x, y) ? distanceFromOthers(x, y) : -1;
          if (distance > farthest + SAME) {
            farthest = distance;
            best = new double[] {x, y};
          }
        }
        rest -= part;
      }
    }
    if (farthest >= 0) {
      taken.add(best);
      text(best[0], best[1] + LABELS * MIDDLE_OF_LETTERS, text, LABELS, Anchor.MIDDLE);
    }
  }

  private static double length(double[] line) {
    double length = 0;
    for (int i = 0; i + 3 < line.length; i += 2) {
      length += Math.hypot(line[i + 2] - line[i], line[i + 3] - line[i + 1]);
    }
    return length;
  }

  private boolean isInside(double x, double y) {
    return x >= MARGIN
        && y >= MARGIN
        && x <= window.width() - MARGIN
        && y <= window.height() - MARGIN;
  }

  private double distanceFromOthers(double x, double y) {
    double nearest = Double.MAX_VALUE;
    for (double[] other : taken) {
      nearest = Math.min(nearest, Math.hypot(other[0] - x, other[1] - y));
    }
    return nearest;
  }

  /** Dark letters on a light plate. */
  private void text(double x, double y, String text, double size, Anchor anchor) {
    double width = text.length() * size * WIDTH_OF_LETTERS + 4;
    double left =
        switch (anchor) {
          case START -> x - 2;
          case MIDDLE -> x - width / 2;
          case END -> x + 2 - width;
        };
    double top = y - size * 0.86;
    double bottom = y + size * 0.2;
    double[] plate = {left, top, left + width, top, left + width, bottom, left, bottom, left, top};
    labels.add(new Path(List.of(plate), null, new Fill(WHITE, 0.82)));
    labels.add(new Text(x, y, text, size, true, anchor, INK));
  }

  /**
   * Which sides of the patient the edges are.
   *
   * @param right the direction to the right edge, in patient coordinates
   * @param down the direction to the lower edge
   */
  void orientation(PatientPoint right, PatientPoint down) {
    double x = window.width() / 2;
    double y = window.height() / 2 + LETTERS * MIDDLE_OF_LETTERS;
    text(6, y, Orientation.letters(right.times(-1)), LETTERS, Anchor.START);
    text(window.width() - 6, y, Orientation.letters(right), LETTERS, Anchor.END);
    text(x, 4 + LETTERS, Orientation.letters(down.times(-1)), LETTERS, Anchor.MIDDLE);
    text(x, window.height() - 7, Orientation.letters(down), LETTERS, Anchor.MIDDLE);
  }

  /** A bar of a whole number of centimetres, at the lower left. */
  void scale() {
    int cm = 1;
    for (int longer : new int[] {2, 5, 10}) {
      cm = longer * 10 * window.perMm() <= window.width() / 4 ? longer : cm;
    }
    double length = cm * 10 * window.perMm();
    double y = window.height() - 12;
    List<double[]> bar =
        List.of(
            new double[] {12, y - 4, 12, y + 4},
            new double[] {12, y, 12 + length, y},
            new double[] {12 + length, y - 4, 12 + length, y + 4});
    labels.add(new Path(bar, new Stroke(WHITE, 5), null));
    labels.add(new Path(bar, new Stroke(INK, 2), null));
    text(12 + length / 2, y - 7, cm + " cm", LABELS, Anchor.MIDDLE);
  }

  /** Lines of text at the lower right. */
  void corner(String... lines) {
    for (int i = 0; i < lines.length; i++) {
      double y = window.height() - 8 - (lines.length - 1 - i) * LINE;
      text(window.width() - 8, y, lines[i], LABELS, Anchor.END);
    }
  }
}
