package org.oarlock.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.oarlock.beam.FieldView;
import org.oarlock.beam.FieldView.Device;
import org.oarlock.beam.FieldView.Pair;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.picture.BeamScene.Projected;
import org.oarlock.quantity.DecimalText;

/**
 * Draws what a field sees from its source, in the plane of the isocentre: x of the collimator to
 * the right, y up.
 */
public final class BeamPicture {
  /** What is seen around the opening. */
  private static final double AROUND_MM = 45;

  private static final double LEAST_MM = 120;
  private static final double MOST_MM = 500;

  /** How far apart projections are taken, in points of the picture. */
  private static final double STEP = 2;

  private static final double HATCH_SPACING = 13;

  private final BeamScene scene;
  private final FieldView view;
  private final PlanarShape opening;
  private final Window window;
  private final Canvas canvas;
  private final List<String> seen = new ArrayList<>();
  private final List<String> notes;

  private BeamPicture(BeamScene scene) {
    this.scene = scene;
    view = scene.view();
    notes = new ArrayList<>(scene.notes());
    opening = view.opening();
    window = window(opening);
    canvas = new Canvas(window);
  }

  /** The picture of a field, with what is said beside it. */
  public static Figure of(BeamScene scene) {
    return new BeamPicture(scene).draw();
  }

  private Figure draw() {
    String gantry = "gantry " + degrees(view.gantryDeg());
    String collimator = "collimator " + degrees(view.collimatorDeg());
    String couch = "couch " + degrees(view.couchDeg());
    String angles = gantry + ", " + collimator + ", " + couch;
    devices();
    int drawn = 0;
    for (Projected structure : scene.structures()) {
      drawn += structure(structure, drawn + 1) ? 1 : 0;
    }
    canvas.orientation(view.x(), view.y().times(-1));
    canvas.scale();
    canvas.corner(gantry, collimator, couch);
    return canvas.figure(
        scene.title(),
        "%s from its source, %s. %s".formatted(view.field(), angles, String.join(" ", seen)),
        notes);
  }

  private static Window window(PlanarShape opening) {
    return opening.isEmpty()
        ? Window.around(0, 0, 0, 0, 2 * LEAST_MM, MOST_MM)
        : Window.around(
            opening.minU() - AROUND_MM,
            -opening.maxV() - AROUND_MM,
            opening.maxU() + AROUND_MM,
            -opening.minV() + AROUND_MM,
            LEAST_MM,
            MOST_MM);
  }

  /** On the page y grows downwards. */
  private double[] toPicture(double[] xy) {
    double[] down = new double[xy.length];
    for (int i = 0; i < xy.length; i += 2) {
      down[i] = xy[i];
      down[i + 1] = -xy[i + 1];
    }
    return window.toPicture(down);
  }

  private void devices() {
    List<String> jaws = new ArrayList<>();
    for (Device device : view.devices()) {
      if (device.isJaw()) {
        Pair pair = device.pairs().get(0);
        jaws.add(
            "%s from %s to %s mm"
                .formatted(device.alongX() ? "X" : "Y", mm(pair.low()), mm(pair.high())));
        canvas.jaws(
            List.of(
                toPicture(side(device, pair, pair.low())),
                toPicture(side(device, pair, pair.high()))));
      } else {
        leaves(device);
      }
    }
    if (!jaws.isEmpty()) {
      canvas.jawKey("jaws: " + String.join(", ", jaws));
      seen.add("Jaws: " + String.join(", ", jaws) + ".");
    }
    if (opening.isEmpty()) {
      notes.add("Nothing is open at this moment.");
    }
  }

  /** The edge of a jaw. */
  private static double[] side(Device device, Pair pair, double at) {
    double[] rectangle = device.rectangle(at, at, pair.from(), pair.to());
    return new double[] {rectangle[0], rectangle[1], rectangle[4], rectangle[5]};
  }

  private void leaves(Device device) {
    double far = window.widthMm() + window.heightMm() + Math.abs(window.x()) + Math.abs(window.y());
    List<double[]> leaves = new ArrayList<>();
    for (Pair pair : device.pairs()) {
      double high = Math.max(pair.low(), pair.high());
      leaves.add(toPicture(device.rectangle(-far, pair.low(), pair.from(), pair.to())));
      leaves.add(toPicture(device.rectangle(high, far, pair.from(), pair.to())));
    }
    String text =
        "%d pairs of leaves that move along %s"
            .formatted(device.pairs().size(), device.alongX() ? "x" : "y");
    canvas.leaves(leaves, text);
    seen.add(text + ".");
  }

  private boolean structure(Projected structure, int number) {
    double step = STEP / window.perMm();
    int columns = (int) Math.ceil(window.widthMm() / step) + 1;
    int rows = (int) Math.ceil(window.heightMm() / step) + 1;
    // rows of the beam's axes rise, those of the page fall
    double bottom = -(window.y() + (rows - 1) * step);
    double[] rising = view.coverage(structure.solid(), window.x(), bottom, step, columns, rows);
    double[] falling = new double[rising.length];
    for (int j = 0; j < rows; j++) {
      System.arraycopy(rising, (rows - 1 - j) * columns, falling, j * columns, columns);
    }
    PlaneValues plane = new PlaneValues(window.x(), window.y(), step, columns, rows, falling);
    PlanarShape shape = PlanarShape.ofRings(new ArrayList<>(LevelLines.regionAbove(plane, 0.5)));
    List<double[]> rings = shape.rings().stream().map(window::toPicture).toList();
    if (!canvas.shows(rings)) {
      notes.add("%s is not seen in this part of the plane.".formatted(structure.name()));
      return false;
    }
    if (structure.focus()) {
      hatch(structure, shape);
    }
    boolean drawn = canvas.outline(rings, structure.name(), structure.colour(), structure.focus());
    if (drawn) {
      seen.add("Outline %d: %s.".formatted(number, structure.name()));
    }
    return drawn;
  }

  private void hatch(Projected structure, PlanarShape shape) {
    List<double[]> open = new ArrayList<>();
    for (double[] ring : opening.rings()) {
      double[] down = Arrays.copyOf(ring, ring.length);
      for (int i = 1; i < down.length; i += 2) {
        down[i] = -down[i];
      }
      open.add(down);
    }
    PlanarShape inside = shape.intersect(PlanarShape.ofRings(open));
    if (!inside.isEmpty()) {
      String text = structure.name() + " in the open aperture";
      List<double[]> rings = inside.rings().stream().map(window::toPicture).toList();
      if (canvas.hatch(rings, HATCH_SPACING, text)) {
        seen.add("Hatched: " + text + ".");
      }
    }
  }

  private static String mm(double value) {
    return DecimalText.print(value, 1);
  }

  private static String degrees(double value) {
    return DecimalText.print(value, 1) + "\u00B0";
  }
}
