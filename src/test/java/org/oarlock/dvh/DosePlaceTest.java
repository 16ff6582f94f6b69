package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

class DosePlaceTest {
  /** A tent over (12, -7, 5): a node of a grid of 1 mm, so that it is trilinear's own maximum. */
  private static final PatientPoint TOP = new PatientPoint(12, -7, 5);

  private static double tent(double x, double y, double z) {
    return 60 - Math.abs(x - TOP.xMm()) - Math.abs(y - TOP.yMm()) - 0.5 * Math.abs(z - TOP.zMm());
  }

  private static DoseGrid tent() {
    return Phantoms.grid(new PatientPoint(-40, -40, -40), 81, 81, 81, 1, 1, 1, DosePlaceTest::tent);
  }

  private static Solid sphere() {
    return Solid.ofContours(Phantoms.sphere(new PatientPoint(0, 0, 0), 25, 2.5, 0, 90), 2.5);
  }

  private static DosePlace place(DoseGrid dose, Solid solid, double gy, boolean below) {
    return new DvhCalculator(dose, DvhOptions.DEFAULT).place(solid, gy, below).orElseThrow();
  }

  @Test
  void the_hottest_point_is_the_top_and_its_dose_the_maximum_of_the_histogram() {
    DosePlace place = place(tent(), sphere(), 50, false);
    StructureDose dvh = DvhCalculator.calculate(sphere(), tent(), DvhOptions.DEFAULT);
    assertThat(place.extremeGy()).isEqualTo(dvh.primary().maxGy()).isEqualTo(60);
    assertThat(place.extreme().minus(TOP).length()).isCloseTo(0, within(0.02));
  }

  @Test
  void what_is_beyond_the_threshold_has_the_centre_and_the_slices_of_its_octahedron() {
    // |dx| + |dy| + |dz| / 2 <= 4 around the top: wholly inside the sphere, from z = -3 to 13
    DosePlace.Beyond beyond = place(tent(), sphere(), 56, false).beyond();
    assertThat(beyond).isNotNull();
    assertThat(beyond.centroid().minus(TOP).length()).isCloseTo(0, within(0.1));
    // planes every 2.5 mm, each with its slab of 1.25 mm to either side: -3 is in that of -2.5
    assertThat(beyond.lowestMm()).isEqualTo(-2.5);
    assertThat(beyond.highestMm()).isEqualTo(12.5);
    assertThat(beyond.slices()).isEqualTo(7);
  }

  @Test
  void a_tiny_part_is_found_by_its_extreme() {
    DosePlace.Beyond beyond = place(tent(), sphere(), 59.999, false).beyond();
    assertThat(beyond).isNotNull();
    assertThat(beyond.centroid().minus(TOP).length()).isCloseTo(0, within(0.05));
    assertThat(beyond.slices()).isEqualTo(1);
    assertThat(place(tent(), sphere(), 60.001, false).beyond()).isNull();
  }

  @Test
  void the_coldest_point_lies_on_the_surface_away_from_the_top() {
    Solid solid = sphere();
    DosePlace place = place(tent(), solid, 40, true);
    StructureDose dvh = DvhCalculator.calculate(solid, tent(), DvhOptions.DEFAULT);
    assertThat(place.extremeGy()).isEqualTo(dvh.primary().minGy());
    PatientPoint p = place.extreme();
    assertThat(tent(p.xMm(), p.yMm(), p.zMm())).isCloseTo(place.extremeGy(), within(0.03));
    // down the steepest way, (-1, 1) in the plane, to the outline of 25 mm
    assertThat(p.xMm()).isNegative();
    assertThat(p.yMm()).isPositive();
  }

  @Test
  void slanted_slices_and_slanted_grids_find_the_same_place() {
    List<PlanarContour> sagittal = new ArrayList<>();
    for (double x = -9; x <= 21; x += 2) {
      sagittal.add(
          new PlanarContour(new double[] {x, -20, -20, x, 20, -20, x, 20, 20, x, -20, 20}));
    }
    Solid box = Solid.ofContours(sagittal, 2);
    DosePlace place = place(tent(), box, 56, false);
    // sampled at steps of a quarter of a millimetre
    assertThat(place.extremeGy()).isCloseTo(60, within(0.7));
    assertThat(place.extreme().minus(TOP).length()).isCloseTo(0, within(0.7));
    DosePlace.Beyond beyond = place.beyond();
    assertThat(beyond).isNotNull();
    assertThat(beyond.centroid().minus(TOP).length()).isCloseTo(0, within(0.2));
    assertThat(Math.abs(beyond.lowestMm())).isIn(7.0, 9.0, 15.0, 17.0);
  }

  @Test
  void what_lies_outside_the_grid_has_no_place() {
    Solid far = Solid.ofContours(Phantoms.sphere(new PatientPoint(200, 0, 0), 10, 2.5, 0, 40), 2.5);
    assertThat(new DvhCalculator(tent(), DvhOptions.DEFAULT).place(far, 10, false)).isEmpty();
    Solid none = Solid.ofContours(List.of(), 2.5);
    assertThat(new DvhCalculator(tent(), DvhOptions.DEFAULT).place(none, 10, false)).isEmpty();
  }
}
