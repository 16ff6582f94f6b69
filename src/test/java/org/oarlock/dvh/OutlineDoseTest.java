package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Region;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/** Outlines of circles and squares under doses from formulas. */
class OutlineDoseTest {
  private static final double R = 40;

  private static Region limb(double cx, double cy, int corners) {
    return Solid.ofContours(Phantoms.cylinder(cx, cy, R, -20, 20, 5, corners), 5).primary();
  }

  private static DoseGrid field(Phantoms.Field field) {
    return Phantoms.grid(new PatientPoint(-61.3, -62.7, -31), 50, 60, 25, 2.6, 2.2, 2.7, field);
  }

  @Test
  void a_line_across_a_circle_leaves_the_arc_beyond_it() {
    Region limb = limb(3, -2, 1440);
    DoseGrid ramp = field((x, y, z) -> 50 + 0.6 * (x - 3) + 0.8 * (y + 2));
    for (double h : new double[] {-31, -7.5, 0, 12.25, 38}) {
      double half = Math.acos(-h / R); // the dose is below where the distance along the ramp is < h
      OutlineDose.Corridor corridor = OutlineDose.corridor(limb, ramp, 50 + h);
      assertThat(corridor.percent()).isCloseTo(100 * half / Math.PI, within(0.05));
      assertThat(corridor.coveredPercent()).isCloseTo(100, within(1e-9));
      OutlineDose.Sector sector = OutlineDose.sector(limb, ramp, 50 + h);
      assertThat(sector.degrees()).isCloseTo(Math.toDegrees(2 * half), within(0.05));
      double middle = (sector.fromDegrees() + 0.5 * sector.degrees()) % 360;
      assertThat(middle).isCloseTo(180 + Math.toDegrees(Math.atan2(0.8, 0.6)), within(0.05));
    }
  }

  @Test
  void a_polygon_of_96_corners_is_within_a_thousandth() {
    Region limb = limb(0, 0, 96);
    DoseGrid ramp = field((x, y, z) -> 50 + y);
    double share = Math.acos(-10 / R) / Math.PI;
    assertThat(OutlineDose.corridor(limb, ramp, 60).percent() / 100).isCloseTo(share, within(1e-3));
  }

  @Test
  void the_slice_with_the_least_decides_and_the_sector_is_open_on_all_slices() {
    Region limb = limb(0, 0, 1440);
    DoseGrid twist = field((x, y, z) -> 50 + x + z);
    OutlineDose.Corridor corridor = OutlineDose.corridor(limb, twist, 50);
    assertThat(corridor.atMm()).isCloseTo(20, within(1e-9));
    double narrowest = Math.acos(20 / R); // below where x < -z
    assertThat(corridor.percent()).isCloseTo(100 * narrowest / Math.PI, within(0.05));
    assertThat(OutlineDose.sector(limb, twist, 50).degrees())
        .isCloseTo(Math.toDegrees(2 * narrowest), within(0.05));
  }

  @Test
  void slices_with_open_halves_on_opposite_sides_share_no_sector() {
    List<PlanarContour> contours = Phantoms.cylinder(0, 0, R, -10, 10, 20, 720);
    Region two = Solid.ofContours(contours, 20).primary();
    DoseGrid turning = field((x, y, z) -> 50 + x * z / 10);
    assertThat(OutlineDose.corridor(two, turning, 50).percent()).isCloseTo(50, within(0.2));
    assertThat(OutlineDose.sector(two, turning, 50).degrees()).isCloseTo(0, within(0.6));
  }

  @Test
  void nothing_below_is_none_and_everything_below_is_the_whole_circle() {
    Region limb = limb(0, 0, 96);
    DoseGrid flat = field((x, y, z) -> 50);
    assertThat(OutlineDose.corridor(limb, flat, 50).percent()).isZero();
    assertThat(OutlineDose.sector(limb, flat, 50).degrees()).isZero();
    assertThat(OutlineDose.corridor(limb, flat, 50.001).percent()).isEqualTo(100);
    assertThat(OutlineDose.sector(limb, flat, 50.001).degrees()).isEqualTo(360);
  }

  @Test
  void a_hot_spot_between_nodes_of_a_saddle_is_not_missed() {
    // along the diagonal of a cell the bilinear saddle x (1 - y) is t (1 - t): 1/4 in the middle,
    // 0 at both ends; the square's long edge runs along that diagonal
    double[] nodes = {0, 100};
    DoseGrid saddle =
        new DoseGrid(
            new PatientPoint(0, 0, -10),
            new PatientPoint(1, 0, 0),
            new PatientPoint(0, 1, 0),
            new PatientPoint(0, 0, 1),
            nodes,
            nodes,
            new double[] {0, 20},
            new float[] {0, 40, 0, 0, 0, 40, 0, 0});
    PlanarContour triangle = new PlanarContour(new double[] {0, 0, 0, 100, 100, 0, 0, 100, 0});
    Region region = Solid.ofContours(List.of(triangle), 2).primary();
    // 40 t (1 - t) >= 7.5 for t from 1/4 to 3/4; the other edges lie where the dose is 0
    double diagonal = 100 * Math.sqrt(2);
    double below = 100 * (200 + diagonal / 2) / (200 + diagonal);
    assertThat(OutlineDose.corridor(region, saddle, 7.5).percent()).isCloseTo(below, within(1e-3));
  }

  @Test
  void an_oblique_grid_gives_the_same_share() {
    double c = Math.cos(0.4);
    double s = Math.sin(0.4);
    int n = 60;
    double[] steps = Phantoms.steps(n, 3);
    PatientPoint x = new PatientPoint(c, s, 0);
    PatientPoint y = new PatientPoint(-s * c, c * c, s);
    PatientPoint z = x.cross(y);
    PatientPoint origin = x.times(-88).plus(y.times(-88)).plus(z.times(-88));
    float[] dose = new float[n * n * n];
    for (int k = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
          PatientPoint at =
              origin.plus(x.times(3.0 * i)).plus(y.times(3.0 * j)).plus(z.times(3.0 * k));
          dose[(k * n + j) * n + i] = (float) (50 + at.xMm());
        }
      }
    }
    DoseGrid turned = new DoseGrid(origin, x, y, z, steps, steps, steps, dose);
    OutlineDose.Corridor corridor = OutlineDose.corridor(limb(0, 0, 1440), turned, 60);
    assertThat(corridor.percent()).isCloseTo(100 * Math.acos(-10 / R) / Math.PI, within(0.05));
    assertThat(corridor.coveredPercent()).isCloseTo(100, within(1e-9));
  }

  @Test
  void holes_are_no_outline() {
    List<PlanarContour> ring = new ArrayList<>(Phantoms.cylinder(0, 0, R, -20, 20, 5, 720));
    ring.addAll(Phantoms.cylinder(0, 0, 20, -20, 20, 5, 720));
    Region tube = Solid.ofContours(ring, 5).primary();
    DoseGrid bowl = field((x, y, z) -> Math.abs(x) + Math.abs(y));
    // the hole alone would be below: its largest |x| + |y| is 28.3
    assertThat(OutlineDose.corridor(tube, bowl, 35).percent()).isZero();
  }

  @Test
  void outline_outside_of_the_grid_leaves_the_share_open() {
    Region limb = limb(0, 0, 1440);
    DoseGrid half =
        Phantoms.grid(
            new PatientPoint(0, -60, -30), 30, 60, 25, 2.5, 2.1, 2.6, (x, y, z) -> 50 + y);
    OutlineDose.Corridor corridor = OutlineDose.corridor(limb, half, 50);
    assertThat(corridor.coveredPercent()).isCloseTo(50, within(0.01));
    assertThat(corridor.percent()).isCloseTo(50, within(0.01));
    assertThat(corridor.leastPercent()).isCloseTo(25, within(0.01));
    assertThat(corridor.mostPercent()).isCloseTo(75, within(0.01));
    OutlineDose.Sector sector = OutlineDose.sector(limb, half, 50);
    assertThat(sector.leastDegrees()).isCloseTo(90, within(0.01));
    assertThat(sector.degrees()).isCloseTo(270, within(0.01));
  }

  @Test
  void an_outline_that_lies_outside_altogether_has_no_share() {
    DoseGrid far = Phantoms.grid(new PatientPoint(500, 500, 0), 5, 5, 5, 2, 2, 2, (x, y, z) -> 1);
    OutlineDose.Corridor corridor = OutlineDose.corridor(limb(0, 0, 96), far, 50);
    assertThat(corridor.percent()).isNaN();
    assertThat(corridor.leastPercent()).isZero();
    assertThat(corridor.mostPercent()).isEqualTo(100);
    assertThat(OutlineDose.sector(limb(0, 0, 96), far, 50).degrees()).isNaN();
  }

  @Test
  void directions_without_outline_are_not_below() {
    // two squares, seen from between them: nothing to the front and to the back
    List<PlanarContour> two =
        List.of(Phantoms.rectangle(20, -10, 40, 10, 0), Phantoms.rectangle(-40, -10, -20, 10, 0));
    Region region = Solid.ofContours(two, 5).primary();
    DoseGrid low = field((x, y, z) -> 1);
    double seen = 2 * Math.toDegrees(Math.atan2(10, 20));
    assertThat(OutlineDose.sector(region, low, 50).degrees()).isCloseTo(seen, within(1e-6));
  }
}
