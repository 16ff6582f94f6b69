package org.oarlock.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.oarlock.dvh.DoseProbe;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.geometry.PlaneFrame;
import org.oarlock.picture.AxialView.Isodose;
import org.oarlock.picture.AxialView.Outline;
import org.oarlock.picture.AxialView.Side;
import org.oarlock.picture.AxialView.Spot;
import org.oarlock.picture.AxialView.Violation;
import org.oarlock.plan.CtImage;
import org.oarlock.plan.CtSlice;
import org.oarlock.plan.DoseGrid;
import org.oarlock.quantity.DecimalText;

/**
 * Draws a transverse plane of the patient: seen from the feet, the front up, whatever way the
 * patient lies.
 */
public final class AxialPicture {
  /** What is seen around the structures that a picture is about. */
  private static final double AROUND_MM = 35;

  private static final double LEAST_MM = 150;
  private static final double MOST_MM = 700;

  /** How far apart doses are taken, in points of the picture. */
  private static final double DOSE_STEP = 2;

  /** Images have at most so many columns: what a screen shows at this size. */
  private static final int MOST_COLUMNS = 360;

  /** As many shades as eyes tell apart; more of them are noise, which makes files large. */
  private static final int SHADES = 64;

  /** Soft tissue. */
  private static final double WINDOW_WIDTH_HU = 400;

  private static final double WINDOW_LEVEL_HU = 40;

  /** Structures that are drawn; the rest would hide each other. */
  private static final int MOST_OUTLINES = 16;

  private static final double HATCH_SPACING = 13;

  /** A CT slice farther from the plane than this is said to be elsewhere. */
  private static final double SAME_MM = 0.05;

  private final AxialView view;
  private final Window window;
  private final PlaneValues dose;
  private final Canvas canvas;
  private final List<String> notes = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  private AxialPicture(AxialView view) {
    this.view = view;
    window = window(view);
    dose = dose(view, window);
    canvas = new Canvas(window);
  }

  /** The picture of a plane, with what is said beside it. */
  public static Figure of(AxialView view) {
    return new AxialPicture(view).draw();
  }

  private Figure draw() {
    background();
    doseEdge();
    violation();
    outlines();
    isodoses();
    spot();
    canvas.orientation(new PatientPoint(1, 0, 0), new PatientPoint(0, 1, 0));
    canvas.scale();
    String place = "z = " + mm(view.zMm());
    notes.addAll(view.notes());
    canvas.corner(place);
    return canvas.figure(view.title(), place + ". " + String.join(" ", seen), notes);
  }

  private static Window window(AxialView view) {
    double[] box = {
      Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    List<Outline> shown = view.outlines().stream().filter(Outline::focus).toList();
    for (Outline outline : shown.isEmpty() ? view.outlines() : shown) {
      outline.ringsMm().forEach(ring -> include(box, ring));
    }
    if (view.spot() != null) {
      include(box, new double[] {view.spot().at().xMm(), view.spot().at().yMm()});
    }
    if (!(box[0] <= box[2])) {
      view.doses().forEach(grid -> include(box, extent(grid)));
    }
    if (!(box[0] <= box[2])) {
      include(box, new double[2]);
    }
    return Window.around(
        box[0] - AROUND_MM,
        box[1] - AROUND_MM,
        box[2] + AROUND_MM,
        box[3] + AROUND_MM,
        LEAST_MM,
        MOST_MM);
  }

  private static void include(double[] box, double[] points) {
    for (int i = 0; i < points.length; i += 2) {
      box[0] = Math.min(box[0], points[i]);
      box[1] = Math.min(box[1], points[i + 1]);
      box[2] = Math.max(box[2], points[i]);
      box[3] = Math.max(box[3], points[i + 1]);
    }
  }

  private static double[] extent(DoseGrid grid) {
    PatientPoint first = grid.origin();
    PatientPoint last =
        first
            .plus(grid.axisX().times(grid.columnMm(grid.columns() - 1)))
            .plus(grid.axisY().times(grid.rowMm(grid.rows() - 1)));
    return new double[] {first.xMm(), first.yMm(), last.xMm(), last.yMm()};
  }

  // dose

  private static PlaneValues dose(AxialView view, Window window) {
    double step = DOSE_STEP / window.perMm();
    int columns = view.doses().isEmpty() ? 1 : (int) Math.ceil(window.widthMm() / step) + 1;
    int rows = view.doses().isEmpty() ? 1 : (int) Math.ceil(window.heightMm() / step) + 1;
    double[] sum = new double[columns * rows];
    if (view.doses().isEmpty()) {
      sum[0] = Double.NaN;
    }
    for (DoseGrid grid : view.doses()) {
      DoseProbe probe = new DoseProbe(grid, PlaneFrame.AXIAL);
      for (int j = 0; j < rows; j++) {
        for (int i = 0; i < columns; i++) {
          sum[j * columns + i] +=
              probe.doseGy(window.x() + i * step, window.y() + j * step, view.zMm());
        }
      }
    }
    return new PlaneValues(window.x(), window.y(), step, columns, rows, sum);
  }

  private boolean knowsDose() {
    for (double value : dose.values()) {
      if (!Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  /** Where the dose ends, all beyond is unknown. */
  private void doseEdge() {
    if (view.doses().isEmpty()) {
      return;
    }
    if (!knowsDose()) {
      notes.add("The dose does not reach this plane.");
      return;
    }
    double[] known = new double[dose.values().length];
    boolean all = true;
    for (int i = 0; i < known.length; i++) {
      known[i] = Double.isNaN(dose.values()[i]) ? 0 : 1;
      all &= known[i] == 1;
    }
    if (!all) {
      PlaneValues plane =
          new PlaneValues(dose.x(), dose.y(), dose.step(), dose.columns(), dose.rows(), known);
      canvas.doseEdge(LevelLines.of(plane, 0.5));
      seen.add("The dose is not known everywhere.");
    }
  }

  // what is behind

  private void background() {
    CtImage ct = view.ct();
    if (ct instanceof CtSlice slice) {
      canvas.image(ctImage(slice));
      String where =
          Math.abs(slice.zMm() - view.zMm()) > SAME_MM ? " at z = " + mm(slice.zMm()) : "";
      notes.add(
          "CT slice%s, window %s HU wide about %s HU."
              .formatted(
                  where, DecimalText.print(WINDOW_WIDTH_HU), DecimalText.print(WINDOW_LEVEL_HU)));
      seen.add("A CT slice.");
      return;
    }
    String reason = ((CtImage.None) ct).reason();
    if (knowsDose() && dose.largest() > 0) {
      canvas.image(doseImage());
      notes.add(
          "No CT is shown: %s. Grey is the dose, from white at 0 Gy to dark at %s Gy."
              .formatted(reason, DecimalText.print(dose.largest(), 1)));
      seen.add("The dose as shades of grey.");
    } else {
      notes.add("No CT is shown: %s.".formatted(reason));
    }
  }

  private GreyImage ctImage(CtSlice slice) {
    double step = Math.max(slice.pixelMm(), window.widthMm() / MOST_COLUMNS);
    int columns = (int) Math.ceil(window.widthMm() / step);
    int rows = (int) Math.ceil(window.heightMm() / step);
    byte[] pixels = new byte[columns * rows];
    double black = WINDOW_LEVEL_HU - WINDOW_WIDTH_HU / 2;
    for (int j = 0; j < rows; j++) {
      double y = window.y() + (j + 0.5) * window.heightMm() / rows;
      for (int i = 0; i < columns; i++) {
        double x = window.x() + (i + 0.5) * window.widthMm() / columns;
        double share = (slice.hounsfield(x, y) - black) / WINDOW_WIDTH_HU;
        pixels[j * columns + i] = grey(Double.isNaN(share) ? 0 : share);
      }
    }
    return new GreyImage(columns, rows, pixels);
  }

  private GreyImage doseImage() {
    byte[] pixels = new byte[dose.values().length];
    double largest = dose.largest();
    for (int i = 0; i < pixels.length; i++) {
      double share = dose.values()[i] / largest;
      pixels[i] = grey(Double.isNaN(share) ? 1 : 1 - 0.7 * share);
    }
    return new GreyImage(dose.columns(), dose.rows(), pixels);
  }

  private static byte grey(double share) {
    long shade = Math.round((SHADES - 1) * Math.max(0, Math.min(1, share)));
    return (byte) (255 * shade / (SHADES - 1));
  }

  // what is drawn

  private void violation() {
    Violation violation = view.violation();
    if (violation == null) {
      return;
    }
    PlanarShape region = violating(violation, dose);
    if (region.isEmpty()) {
      return;
    }
    List<double[]> rings = region.rings().stream().map(window::toPicture).toList();
    if (canvas.hatch(rings, HATCH_SPACING, violation.text())) {
      seen.add("Hatched: " + violation.text() + ".");
    } else {
      notes.add("Too intricate to be hatched: " + violation.text() + ".");
    }
  }

  /** The part of the structure on the wrong side of the dose. */
  static PlanarShape violating(Violation violation, PlaneValues dose) {
    Side side = violation.side();
    if (side == null) {
      return violation.structure();
    }
    PlaneValues plane = dose;
    double level = side.gy();
    if (!side.above()) {
      double[] negative = new double[dose.values().length];
      for (int i = 0; i < negative.length; i++) {
        negative[i] = -dose.values()[i];
      }
      plane =
          new PlaneValues(dose.x(), dose.y(), dose.step(), dose.columns(), dose.rows(), negative);
      level = -level;
    }
    return PlanarShape.ofRings(new ArrayList<>(LevelLines.regionAbove(plane, level)))
        .intersect(violation.structure());
  }

  private void outlines() {
    List<String> drawn = new ArrayList<>();
    int left = 0;
    for (Outline outline : view.outlines()) {
      List<double[]> rings = outline.ringsMm().stream().map(window::toPicture).toList();
      if (!canvas.shows(rings)) {
        continue;
      }
      if (drawn.size() == MOST_OUTLINES) {
        left++;
      } else if (canvas.outline(rings, outline.name(), outline.colour(), outline.focus())) {
        drawn.add(drawn.size() + 1 + " " + outline.name());
      } else {
        notes.add("The outline of " + outline.name() + " is too intricate to be drawn.");
      }
    }
    if (left > 0) {
      notes.add(left + " more structures of this plane are not drawn.");
    }
    if (!drawn.isEmpty()) {
      seen.add("Outlines: " + String.join(", ", drawn) + ".");
    }
  }

  private void isodoses() {
    List<String> drawn = new ArrayList<>();
    for (Isodose isodose : view.isodoses()) {
      List<double[]> lines =
          LevelLines.of(dose, isodose.gy()).stream().map(window::toPicture).toList();
      if (canvas.isodose(lines, gy(isodose.gy()), isodose.text())) {
        drawn.add(gy(isodose.gy()) + " (" + isodose.text() + ")");
      }
    }
    List<String> missing =
        view.isodoses().stream()
            .map(i -> gy(i.gy()) + " (" + i.text() + ")")
            .filter(text -> !drawn.contains(text))
            .toList();
    if (!missing.isEmpty() && knowsDose()) {
      notes.add("Not drawn in this part of the plane: " + String.join(", ", missing) + ".");
    }
    if (!drawn.isEmpty()) {
      seen.add("Isodoses: " + drawn.stream().collect(Collectors.joining(", ")) + ".");
    }
  }

  private void spot() {
    Spot spot = view.spot();
    if (spot != null) {
      canvas.spot(window.toX(spot.at().xMm()), window.toY(spot.at().yMm()), spot.text());
      seen.add("Marked with a cross: " + spot.text() + ".");
    }
  }

  private static String mm(double value) {
    return DecimalText.print(value, 1) + " mm";
  }

  private static String gy(double value) {
    return DecimalText.print(Double.parseDouble(DecimalText.print(value, 2))) + " Gy";
  }
}
