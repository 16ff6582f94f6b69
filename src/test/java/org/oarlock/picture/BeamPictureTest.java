package org.oarlock.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.beam.FieldView;
import org.oarlock.beam.Finding.Known;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.picture.BeamScene.Projected;
import org.oarlock.picture.Picture.Path;
import org.oarlock.picture.Picture.Text;
import org.oarlock.plan.Beam;
import org.oarlock.plan.Colour;
import org.oarlock.plan.ControlPoint;
import org.oarlock.plan.ControlPoint.LeafPositions;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;

class BeamPictureTest {
  private static final Colour RED = Colour.of(0xff0000);

  /** Jaws of 100 x 80 mm and, within them, five pairs of leaves 60 mm apart, from the front. */
  private static FieldView view(String position, double collimatorDeg) {
    List<Beam.Device> devices =
        List.of(
            new Beam.Device("ASYMX", 1, 0, List.of()),
            new Beam.Device("ASYMY", 1, 0, List.of()),
            new Beam.Device("MLCX", 5, 0, List.of(-50.0, -30.0, -10.0, 10.0, 30.0, 50.0)));
    List<LeafPositions> positions =
        List.of(
            new LeafPositions("ASYMX", List.of(-50.0, 50.0)),
            new LeafPositions("ASYMY", List.of(-40.0, 40.0)),
            new LeafPositions(
                "MLCX", List.of(-30.0, -30.0, -30.0, -30.0, -30.0, 30.0, 30.0, 30.0, 30.0, 30.0)));
    Beam beam =
        new Beam(
            1,
            "A",
            "PHOTON",
            "STATIC",
            "TREATMENT",
            "",
            1000,
            1,
            100,
            "",
            devices,
            List.of(point(0, collimatorDeg, positions), point(1, collimatorDeg, positions)));
    Phase phase =
        new Phase(
            new FileIdentity("RP.dcm", "1.2", ""),
            "P",
            "",
            25,
            1,
            List.of(),
            List.of(beam),
            position,
            null);
    return ((Known<FieldView>) FieldView.at(phase, 1, 0, null)).value();
  }

  private static ControlPoint point(
      double weight, double collimatorDeg, List<LeafPositions> positions) {
    return new ControlPoint(
        weight, 6, 0, "NONE", 0, collimatorDeg, 0, 0, 0, new PatientPoint(0, 0, 0), positions);
  }

  /** A thin plate at the height of the isocentre, so that it is seen as large as it is. */
  private static Solid plate(double x0, double x1, double z0, double z1) {
    double[] low = {x0, -0.01, z0, x1, -0.01, z0, x1, 0.01, z0, x0, 0.01, z0};
    double[] high = {x0, -0.01, z1, x1, -0.01, z1, x1, 0.01, z1, x0, 0.01, z1};
    return Solid.ofContours(
        List.of(new PlanarContour(low), new PlanarContour(high)),
        z1 - z0,
        org.oarlock.geometry.Convention.NO_CAP);
  }

  private static Figure draw(FieldView view, Projected... structures) {
    return BeamPicture.of(new BeamScene("A field", view, List.of(structures), List.of()));
  }

  private static List<String> texts(Figure figure) {
    return figure.picture().shapes().stream()
        .filter(Text.class::isInstance)
        .map(s -> ((Text) s).text())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "HFS, R, L, S, I",
    "HFP, L, R, S, I",
    "FFS, L, R, I, S",
    "FFP, R, L, I, S",
    "HFDR, A, P, S, I",
    "HFDL, P, A, S, I",
    "FFDR, P, A, I, S",
    "FFDL, A, P, I, S"
  })
  void the_edges_are_the_patients_sides_in_every_position(
      String position, String left, String right, String top, String bottom) {
    Figure figure = draw(view(position, 0));
    List<Text> letters =
        figure.picture().shapes().stream()
            .filter(Text.class::isInstance)
            .map(Text.class::cast)
            .filter(t -> t.text().matches("[LRAPSI]"))
            .toList();
    assertThat(letters).extracting(Text::text).containsExactly(left, right, top, bottom);
    assertThat(letters.get(0).x()).isLessThan(letters.get(1).x());
    assertThat(letters.get(2).y()).isLessThan(letters.get(3).y());
  }

  @Test
  void a_turned_collimator_turns_the_sides() {
    assertThat(texts(draw(view("HFS", 90)))).contains("S", "I", "R", "L");
    assertThat(texts(draw(view("HFS", 45)))).contains("LS", "RI");
    assertThat(texts(draw(view("HFS", 30))))
        .contains("gantry 0.0\u00B0", "collimator 30.0\u00B0", "couch 0.0\u00B0");
  }

  @Test
  void the_part_in_the_opening_is_hatched() {
    // a plate from x = 10 to 90 mm and z = -20 to 20 mm: 10..30 x -20..20 mm of it is open
    Figure figure = draw(view("HFS", 0), new Projected("Femur", RED, true, plate(10, 90, -20, 20)));
    double perMm = figure.picture().height() / (80 + 2 * 45); // the opening and 45 mm around it
    List<Path> hatching = paths(figure, Colour.of(0xff4f8b));
    double[] box = box(hatching.get(1).lines());

    assertThat((box[2] - box[0]) / perMm).isCloseTo(20, within(1.5));
    assertThat((box[3] - box[1]) / perMm).isCloseTo(40, within(2.5));
    double[] outline = box(paths(figure, RED).get(0).lines());
    assertThat(outline[0]).isCloseTo(box[0], within(1.5));
    assertThat(figure.keys())
        .extracting(Figure.Key::text)
        .contains(
            "1  Femur",
            "Femur in the open aperture",
            "jaws: X from -50.0 to 50.0 mm, Y from -40.0 to 40.0 mm",
            "5 pairs of leaves that move along x");
    assertThat(figure.picture().description()).contains("Hatched: Femur in the open aperture.");
  }

  @Test
  void what_is_not_in_the_opening_is_not_hatched() {
    Figure figure = draw(view("HFS", 0), new Projected("Femur", RED, true, plate(35, 60, -20, 20)));
    assertThat(paths(figure, Colour.of(0xff4f8b))).isEmpty();
    assertThat(paths(figure, RED)).isNotEmpty();
  }

  private static List<Path> paths(Figure figure, Colour colour) {
    return figure.picture().shapes().stream()
        .filter(Path.class::isInstance)
        .map(Path.class::cast)
        .filter(p -> p.stroke() != null && p.stroke().colour().equals(colour))
        .toList();
  }

  private static double[] box(List<double[]> lines) {
    double[] box = {1e9, 1e9, -1e9, -1e9};
    for (double[] line : lines) {
      for (int i = 0; i < line.length; i += 2) {
        box[0] = Math.min(box[0], line[i]);
        box[1] = Math.min(box[1], line[i + 1]);
        box[2] = Math.max(box[2], line[i]);
        box[3] = Math.max(box[3], line[i + 1]);
      }
    }
    return box;
  }
}
