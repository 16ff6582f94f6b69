package org.oarlock.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarShape;
import org.oarlock.picture.AxialView.Isodose;
import org.oarlock.picture.AxialView.Outline;
import org.oarlock.picture.AxialView.Side;
import org.oarlock.picture.AxialView.Spot;
import org.oarlock.picture.AxialView.Violation;
import org.oarlock.picture.Picture.Path;
import org.oarlock.picture.Picture.Text;
import org.oarlock.plan.Colour;
import org.oarlock.plan.CtImage;
import org.oarlock.plan.CtSlice;
import org.oarlock.plan.DoseGrid;

class AxialPictureTest {
  private static final Colour RED = Colour.of(0xff0000);

  private static double[] circle(double x, double y, double radius, int points) {
    double[] ring = new double[2 * points];
    for (int i = 0; i < points; i++) {
      ring[2 * i] = x + radius * StrictMath.cos(2 * Math.PI * i / points);
      ring[2 * i + 1] = y + radius * StrictMath.sin(2 * Math.PI * i / points);
    }
    return ring;
  }

  /** Nodes 2 mm apart from -100 to 100 in x and y, -10 to 10 in z. */
  private static DoseGrid grid(DoubleBinaryOperator doseGy) {
    int n = 101;
    double[] plane = new double[n];
    for (int i = 0; i < n; i++) {
      plane[i] = 2 * i;
    }
    float[] dose = new float[n * n * 3];
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
          dose[(k * n + j) * n + i] = (float) doseGy.applyAsDouble(2 * i - 100, 2 * j - 100);
        }
      }
    }
    return new DoseGrid(
        new PatientPoint(-100, -100, -10),
        new PatientPoint(1, 0, 0),
        new PatientPoint(0, 1, 0),
        new PatientPoint(0, 0, 1),
        plane,
        plane.clone(),
        new double[] {0, 10, 20},
        dose);
  }

  private static final DoseGrid CONE = grid((x, y) -> 80 - Math.hypot(x, y));

  private static AxialView view(
      List<Outline> outlines, List<DoseGrid> doses, Violation violation, CtImage ct) {
    return new AxialView(
        "A plane",
        3,
        outlines,
        doses,
        List.of(new Isodose(40, "limit of a"), new Isodose(60, "prescription")),
        violation,
        new Spot(new PatientPoint(0, 0, 3), "hottest"),
        ct,
        List.of());
  }

  private static Outline outline(double[] ring) {
    return new Outline("PTV", RED, true, List.of(ring));
  }

  /** Points of the picture per mm, from the scale bar, which says how long it is. */
  private static double perMm(Picture picture) {
    Text text =
        picture.shapes().stream()
            .filter(Text.class::isInstance)
            .map(Text.class::cast)
            .filter(t -> t.text().endsWith(" cm"))
            .findFirst()
            .orElseThrow();
    double mm = 10 * Double.parseDouble(text.text().replace(" cm", ""));
    return picture.shapes().stream()
        .filter(s -> s instanceof Path p && p.lines().size() == 3)
        .map(s -> ((Path) s).lines().get(1))
        .mapToDouble(bar -> (bar[2] - bar[0]) / mm)
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> paths(Picture picture, Colour colour) {
    return picture.shapes().stream()
        .filter(Path.class::isInstance)
        .map(Path.class::cast)
        .filter(p -> p.stroke() != null && p.stroke().colour().equals(colour))
        .toList();
  }

  private static double[] centreAndRadius(List<double[]> lines) {
    double minX = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double minY = Double.POSITIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;
    for (double[] line : lines) {
      for (int i = 0; i < line.length; i += 2) {
        minX = Math.min(minX, line[i]);
        maxX = Math.max(maxX, line[i]);
        minY = Math.min(minY, line[i + 1]);
        maxY = Math.max(maxY, line[i + 1]);
      }
    }
    return new double[] {(minX + maxX) / 2, (minY + maxY) / 2, (maxX - minX) / 2};
  }

  @Test
  void a_circle_has_its_radius_at_the_scale_of_the_bar() {
    Picture picture =
        AxialPicture.of(
                view(List.of(outline(circle(10, -20, 45, 720))), List.of(), null, CtImage.NO_CT))
            .picture();
    List<double[]> lines = paths(picture, RED).get(0).lines();
    double[] drawn = centreAndRadius(lines);

    assertThat(drawn[2] / perMm(picture)).isCloseTo(45, within(0.3 / perMm(picture)));
    for (int i = 0; i < lines.get(0).length; i += 2) {
      assertThat(Math.hypot(lines.get(0)[i] - drawn[0], lines.get(0)[i + 1] - drawn[1]))
          .isCloseTo(drawn[2], within(0.4));
    }
    assertThat(lines.get(0).length / 2).as("corners of 720 points").isLessThan(80);
  }

  @Test
  void isodoses_of_a_radial_dose_are_circles_with_their_values() {
    Figure figure =
        AxialPicture.of(
            view(List.of(outline(circle(0, 0, 60, 90))), List.of(CONE), null, CtImage.NO_CT));
    Picture picture = figure.picture();
    List<Path> isodoses = paths(picture, Colour.of(0xffe14d));

    assertThat(isodoses).hasSize(2);
    // 40 Gy at r = 40 mm, 60 Gy at r = 20 mm
    assertThat(centreAndRadius(isodoses.get(0).lines())[2] / perMm(picture))
        .isCloseTo(40, within(0.2));
    assertThat(centreAndRadius(isodoses.get(1).lines())[2] / perMm(picture))
        .isCloseTo(20, within(0.2));
    assertThat(isodoses.get(0).stroke().dashes()).isNotEqualTo(isodoses.get(1).stroke().dashes());
    assertThat(picture.shapes())
        .filteredOn(Text.class::isInstance)
        .extracting(s -> ((Text) s).text())
        .contains("40 Gy", "60 Gy", "1", "z = 3.0 mm", "R", "L", "A", "P");
    assertThat(figure.keys())
        .extracting(Figure.Key::text)
        .contains("1  PTV", "40 Gy: limit of a", "60 Gy: prescription", "hottest");
    assertThat(figure.notes().get(0)).contains("no CT", "80.0 Gy");
  }

  @Test
  void two_doses_are_added() {
    Picture picture =
        AxialPicture.of(
                view(
                    List.of(outline(circle(0, 0, 60, 90))),
                    List.of(CONE, grid((x, y) -> 10)),
                    null,
                    CtImage.NO_CT))
            .picture();
    // 80 - r + 10 = 40 at r = 50 mm
    assertThat(
            centreAndRadius(paths(picture, Colour.of(0xffe14d)).get(0).lines())[2] / perMm(picture))
        .isCloseTo(50, within(0.2));
  }

  @Test
  void the_violating_region_has_the_area_of_the_formula() {
    PlanarShape structure = PlanarShape.ofRings(List.of(circle(0, 0, 50, 720)));
    double[] values = new double[301 * 301];
    for (int j = 0; j < 301; j++) {
      for (int i = 0; i < 301; i++) {
        values[j * 301 + i] = 80 - Math.hypot(i / 2.0 - 75, j / 2.0 - 75);
      }
    }
    PlaneValues dose = new PlaneValues(-75, -75, 0.5, 301, 301, values);

    // at least 50 Gy: r <= 30; below 50 Gy in the structure: 30 < r < 50
    assertThat(
            AxialPicture.violating(new Violation(structure, new Side(50, true), ""), dose)
                .areaMm2())
        .isCloseTo(Math.PI * 900, within(Math.PI * 2));
    assertThat(
            AxialPicture.violating(new Violation(structure, new Side(50, false), ""), dose)
                .areaMm2())
        .isCloseTo(Math.PI * (2500 - 900), within(Math.PI * 4));
  }

  @Test
  void the_violating_region_is_hatched_and_told_in_words() {
    PlanarShape structure = PlanarShape.ofRings(List.of(circle(0, 0, 50, 720)));
    Figure figure =
        AxialPicture.of(
            view(
                List.of(outline(circle(0, 0, 50, 90))),
                List.of(CONE),
                new Violation(structure, new Side(50, true), "at least 50 Gy in PTV"),
                CtImage.NO_CT));
    List<Path> hatching = paths(figure.picture(), Colour.of(0xff4f8b));
    double perMm = perMm(figure.picture());

    assertThat(hatching).hasSize(2);
    double length = 0;
    for (double[] line : hatching.get(0).lines()) {
      length += Math.hypot(line[2] - line[0], line[3] - line[1]);
      double[] centre = centreAndRadius(hatching.get(1).lines());
      assertThat(Math.hypot(line[0] - centre[0], line[1] - centre[1]))
          .isCloseTo(30 * perMm, within(0.7));
    }
    assertThat(length).isGreaterThan(100);
    assertThat(figure.picture().description()).contains("Hatched: at least 50 Gy in PTV.");
    assertThat(figure.keys()).extracting(Figure.Key::text).contains("at least 50 Gy in PTV");
  }

  @Test
  void soft_tissue_is_in_the_middle_of_the_greys_and_air_and_bone_at_their_ends() {
    // 40 HU to the right of the patient, air to the left, bone behind
    int n = 400;
    float[] hounsfield = new float[n * n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        hounsfield[j * n + i] = j > 250 ? 900 : i < 200 ? 40 : -1000;
      }
    }
    CtSlice slice =
        new CtSlice(
            new PatientPoint(-199.5, -199.5, 2.5),
            new PatientPoint(1, 0, 0),
            new PatientPoint(0, 1, 0),
            n,
            n,
            hounsfield);
    Figure figure =
        AxialPicture.of(view(List.of(outline(circle(0, 0, 60, 90))), List.of(), null, slice));
    GreyImage image = ((Picture.Grey) figure.picture().shapes().get(0)).image();

    assertThat(image.grey(5, 5)).isCloseTo(128, within(3));
    assertThat(image.grey(image.columns() - 5, 5)).isZero();
    assertThat(image.grey(5, image.rows() - 5)).isEqualTo(255);
    assertThat(figure.notes().get(0))
        .isEqualTo("CT slice at z = 2.5 mm, window 400 HU wide about 40 HU.");
  }

  @Test
  void a_dose_that_ends_in_the_picture_shows_its_edge() {
    Figure figure =
        AxialPicture.of(
            view(List.of(outline(circle(90, 0, 40, 90))), List.of(CONE), null, CtImage.NO_CT));
    assertThat(figure.keys())
        .extracting(Figure.Key::text)
        .contains("edge of the dose grid; beyond it the dose is unknown");
  }

  @Test
  void a_dose_that_does_not_reach_the_plane_is_told() {
    AxialView far =
        new AxialView(
            "Far",
            500,
            List.of(outline(circle(0, 0, 40, 90))),
            List.of(CONE),
            List.of(new Isodose(40, "limit")),
            null,
            null,
            CtImage.NO_CT,
            List.of());
    Figure figure = AxialPicture.of(far);
    assertThat(figure.notes()).contains("The dose does not reach this plane.");
    assertThat(paths(figure.picture(), Colour.of(0xffe14d))).isEmpty();
  }

  @Test
  void hostile_outlines_are_drawn_within_bounds() {
    Random random = new Random(3);
    double[] tangle = new double[2_000_000];
    for (int i = 0; i < tangle.length; i++) {
      tangle[i] = 100 * random.nextDouble() - 50;
    }
    List<Outline> outlines = new ArrayList<>();
    outlines.add(new Outline("tangle", null, true, List.of(tangle)));
    outlines.add(outline(circle(0, 0, 5e4, 100)));
    for (int i = 0; i < 40; i++) {
      outlines.add(new Outline("s" + i, null, false, List.of(circle(i, 0, 20, 400))));
    }
    Figure figure = AxialPicture.of(view(outlines, List.of(CONE), null, CtImage.NO_CT));

    int corners =
        figure.picture().shapes().stream()
            .filter(Path.class::isInstance)
            .flatMap(s -> ((Path) s).lines().stream())
            .mapToInt(line -> line.length / 2)
            .sum();
    assertThat(corners).isLessThan(60_000);
    assertThat(String.join(" ", figure.notes()))
        .contains("tangle is too intricate", "more structures of this plane are not drawn");
  }

  @Test
  void nothing_at_all_is_a_picture_too() {
    AxialView nothing =
        new AxialView(
            "Nothing", 0, List.of(), List.of(), List.of(), null, null, CtImage.NO_CT, List.of());
    assertThat(AxialPicture.of(nothing).picture().width()).isEqualTo(480, within(1e-9));
  }
}
