package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/** Grids that are not parallel to the patient, and contours in other than transverse planes. */
class ObliqueTest {
  private static final double R = 11;
  private static final double HEIGHT = 24;
  private static final PatientPoint CENTRE = new PatientPoint(1.3, -0.7, 0.9);

  /** The same nodes and doses, turned about the patient's z axis through the grid's origin. */
  static DoseGrid turned(DoseGrid g, double degrees) {
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    double[] x = new double[g.columns()];
    double[] y = new double[g.rows()];
    double[] z = new double[g.frames()];
    for (int i = 0; i < x.length; i++) {
      x[i] = g.columnMm(i);
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = g.rowMm(i);
    }
    for (int i = 0; i < z.length; i++) {
      z[i] = g.frameMm(i);
    }
    // about x by a hair more than nothing for 0 degrees, so that the grid counts as oblique
    double tilt = degrees == 0 ? 1e-12 : 0;
    return new DoseGrid(
        g.origin(),
        new PatientPoint(c, s, 0).times(degrees == 0 ? 1 - 1e-15 : 1),
        new PatientPoint(-s, c, tilt),
        new PatientPoint(0, -tilt, 1),
        x,
        y,
        z,
        g.doseGy());
  }

  /** A grid around the origin whose axes are given, with a dose from patient coordinates. */
  private static DoseGrid grid(
      PatientPoint a, PatientPoint b, PatientPoint c, double step, Phantoms.Field field) {
    int n = (int) (60 / step);
    PatientPoint origin = a.times(-29.7).plus(b.times(-30.1)).plus(c.times(-30.4));
    float[] dose = new float[n * n * n];
    int at = 0;
    for (int k = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
          PatientPoint p =
              origin.plus(a.times(i * step)).plus(b.times(j * step)).plus(c.times(k * step));
          dose[at++] = (float) field.gy(p.xMm(), p.yMm(), p.zMm());
        }
      }
    }
    double[] steps = Phantoms.steps(n, step);
    return new DoseGrid(origin, a, b, c, steps, steps, steps, dose);
  }

  private static double segment(double s, double r) {
    if (s >= r) {
      return 0;
    }
    return s <= -r ? Math.PI * r * r : r * r * Math.acos(s / r) - s * Math.sqrt(r * r - s * s);
  }

  /** A cylinder along c, its circles in the planes of a and b. */
  private static Solid cylinder(PatientPoint a, PatientPoint b, PatientPoint c) {
    List<PlanarContour> contours = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      PlanarContour circle = Phantoms.circle(0, 0, -11 + 2 * i, R, 360);
      double[] xyz = new double[3 * circle.size()];
      for (int p = 0; p < circle.size(); p++) {
        PatientPoint q =
            CENTRE
                .plus(a.times(circle.xMm(p)))
                .plus(b.times(circle.yMm(p)))
                .plus(c.times(circle.zMm(p)));
        xyz[3 * p] = q.xMm();
        xyz[3 * p + 1] = q.yMm();
        xyz[3 * p + 2] = q.zMm();
      }
      contours.add(new PlanarContour(xyz));
    }
    return Solid.ofContours(contours, 0);
  }

  private static void across(Solid solid, DoseGrid grid) {
    DoseVolumeHistogram dvh = DvhCalculator.calculate(solid, grid, DvhOptions.DEFAULT).primary();
    double v = Math.PI * R * R * HEIGHT / 1000;
    assertThat(dvh.totalVolumeCm3()).isCloseTo(v, within(1e-4 * v));
    assertThat(dvh.coveredVolumeCm3()).isEqualTo(dvh.totalVolumeCm3());
    assertThat(dvh.meanGy()).isCloseTo(40, within(0.01));
    // the 360-gon's corners lie 2e-5 of the radius outside its circle
    assertThat(dvh.minGy()).isCloseTo(40 - R, within(0.005));
    assertThat(dvh.maxGy()).isCloseTo(40 + R, within(0.005));
    for (double s = -10; s <= 10; s += 1.25) {
      assertThat(dvh.volumeAtLeastCm3(40 + s))
          .as("at %s mm from the middle", s)
          .isCloseTo(segment(s, R) * HEIGHT / 1000, within(0.001 * v));
    }
  }

  private static void along(Solid solid, DoseGrid grid) {
    DoseVolumeHistogram dvh = DvhCalculator.calculate(solid, grid, DvhOptions.DEFAULT).primary();
    double v = Math.PI * R * R * HEIGHT / 1000;
    assertThat(dvh.minGy()).isCloseTo(40 - HEIGHT / 2, within(0.005));
    assertThat(dvh.maxGy()).isCloseTo(40 + HEIGHT / 2, within(0.005));
    for (double percent : new double[] {99, 98, 95, 50, 5, 2, 1}) {
      double exact = 40 + HEIGHT * (0.5 - percent / 100);
      assertThat(dvh.doseToHottestGy(dvh.coveredVolumeCm3() * percent / 100))
          .as("D%s%%", percent)
          .isCloseTo(exact, within(0.03));
    }
    assertThat(dvh.totalVolumeCm3()).isCloseTo(v, within(1e-4 * v));
  }

  private static Phantoms.Field linear(PatientPoint direction) {
    return (x, y, z) -> 40 + direction.dot(new PatientPoint(x, y, z).minus(CENTRE));
  }

  private static PatientPoint[] axes(double aboutZ, double aboutX) {
    double c = Math.cos(Math.toRadians(aboutZ));
    double s = Math.sin(Math.toRadians(aboutZ));
    double d = Math.cos(Math.toRadians(aboutX));
    double t = Math.sin(Math.toRadians(aboutX));
    PatientPoint a = new PatientPoint(c, s * d, s * t);
    PatientPoint b = new PatientPoint(-s, c * d, c * t);
    return new PatientPoint[] {a, b, a.cross(b)};
  }

  /** A peak of a few millimetres, one node of which is the hottest, and the same as a cold spot. */
  @Test
  void the_hottest_and_the_coldest_node_inside_are_the_extremes_on_any_grid() {
    PatientPoint x = new PatientPoint(1, 0, 0);
    PatientPoint y = new PatientPoint(0, 1, 0);
    PatientPoint z = new PatientPoint(0, 0, 1);
    Solid upright = cylinder(x, y, z);
    for (double[] angles : new double[][] {{0, 0}, {17, 0}, {0, 10}, {33, -21}, {45, 45}}) {
      PatientPoint[] g = axes(angles[0], angles[1]);
      PatientPoint node = g[0].times(0.3).plus(g[1].times(-0.1)).plus(g[2].times(-0.4));
      for (double height : new double[] {20, -20}) {
        Phantoms.Field peak =
            (px, py, pz) -> {
              double mm = new PatientPoint(px, py, pz).minus(node).length();
              return 40 + height * Math.exp(-mm * mm / 50);
            };
        DoseGrid grid = grid(g[0], g[1], g[2], 2.5, peak);
        DoseVolumeHistogram dvh =
            DvhCalculator.calculate(upright, grid, DvhOptions.DEFAULT).primary();
        assertThat(height > 0 ? dvh.maxGy() : dvh.minGy())
            .as("turned by %s and %s degrees", angles[0], angles[1])
            .isCloseTo(40 + height, within(1e-5));
      }
    }
  }

  /** A peak beside the cylinder: its hottest point is on the wall, an edge or a face. */
  @Test
  void extremes_on_the_surface_are_found_on_a_grid_that_is_turned_in_its_plane() {
    Random random = new Random(3);
    PatientPoint[] g = axes(23, 0);
    Solid upright =
        cylinder(new PatientPoint(1, 0, 0), new PatientPoint(0, 1, 0), new PatientPoint(0, 0, 1));
    for (int peak = 0; peak < 8; peak++) {
      double angle = 2 * Math.PI * random.nextDouble();
      double out = 13 * random.nextDouble();
      PatientPoint centre =
          CENTRE.plus(
              new PatientPoint(out * Math.cos(angle), out * Math.sin(angle), 14 - 28 * (peak % 2)));
      DoseGrid grid =
          grid(
              g[0],
              g[1],
              g[2],
              2.5,
              (x, y, z) -> {
                double mm = new PatientPoint(x, y, z).minus(centre).length();
                return 60 * Math.exp(-mm * mm / 200);
              });
      double found = DvhCalculator.calculate(upright, grid, DvhOptions.DEFAULT).primary().maxGy();
      DoseProbe probe = new DoseProbe(grid, upright.primary().frame());
      for (int i = 0; i < 100_000; i++) {
        double around = 2 * Math.PI * random.nextDouble();
        double r = i % 2 == 0 ? 0.9999 * R : R * Math.sqrt(random.nextDouble()) * 0.9999;
        double w =
            CENTRE.zMm() + (i % 2 == 0 ? 24 * random.nextDouble() - 12 : i % 4 - 2 > 0 ? 12 : -12);
        double u = CENTRE.xMm() + r * Math.cos(around);
        double v = CENTRE.yMm() + r * Math.sin(around);
        assertThat(probe.doseGy(u, v, w)).isLessThan(found + 0.005);
      }
    }
  }

  @Test
  void a_turned_grid_gives_the_closed_form_in_linear_fields() {
    PatientPoint x = new PatientPoint(1, 0, 0);
    PatientPoint y = new PatientPoint(0, 1, 0);
    PatientPoint z = new PatientPoint(0, 0, 1);
    Solid upright = cylinder(x, y, z);
    for (double[] angles : new double[][] {{17, 0}, {0, 10}, {33, -21}}) {
      PatientPoint[] g = axes(angles[0], angles[1]);
      across(upright, grid(g[0], g[1], g[2], 2.5, linear(y)));
      along(upright, grid(g[0], g[1], g[2], 2.5, linear(z)));
    }
  }

  @Test
  void tilted_sagittal_and_coronal_stacks_give_the_closed_form() {
    PatientPoint x = new PatientPoint(1, 0, 0);
    PatientPoint y = new PatientPoint(0, 1, 0);
    PatientPoint z = new PatientPoint(0, 0, 1);
    PatientPoint[] tilted = axes(0, 20);
    PatientPoint[][] stacks = {tilted, {y, z, x}, {z, x, y}, axes(25, 40)};
    for (PatientPoint[] s : stacks) {
      Solid solid = cylinder(s[0], s[1], s[2]);
      across(solid, grid(x, y, z, 2, linear(s[0])));
      across(solid, grid(x, y, z, 3, linear(s[1])));
      along(solid, grid(x, y, z, 2.5, linear(s[2])));
    }
  }

  @Test
  void turned_grids_cover_the_exact_share() {
    // the grid's box is [0, 40]^3 turned by 45 degrees about z: a diamond in the plane
    DoseGrid diamond =
        turned(
            Phantoms.grid(new PatientPoint(0, 0, 0), 17, 17, 17, 2.5, 2.5, 2.5, (x, y, z) -> 40),
            45);
    List<PlanarContour> contours = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      contours.add(Phantoms.rectangle(-10, 0, 10, 30, 6 + 2 * i));
    }
    DoseVolumeHistogram dvh =
        DvhCalculator.calculate(Solid.ofContours(contours, 0), diamond, DvhOptions.DEFAULT)
            .primary();
    // below the diamond's corner at the origin two triangles of legs 10 lie outside
    assertThat(dvh.totalVolumeCm3()).isCloseTo(12, within(1e-9));
    assertThat(dvh.coveredVolumeCm3()).isCloseTo(10, within(0.01));
    assertThat(dvh.minGy()).isEqualTo(40);
  }
}
