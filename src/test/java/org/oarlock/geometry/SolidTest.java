package org.oarlock.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The algebra of solids against closed forms and the laws of sets. */
class SolidTest {
  private static double mm3(Solid solid) {
    return solid.primary().volumeMm3();
  }

  /** A box of planes every {@code spacing}, from its lower face on. */
  private static Solid box(
      double u0, double v0, double w0, double u1, double v1, double w1, double spacing) {
    int n = (int) Math.round((w1 - w0) / spacing);
    return Solid.ofContours(
        Rings.stack(Rings.rectangle(u0, v0, u1, v1), Rings.planes(w0 + spacing / 2, spacing, n)),
        spacing);
  }

  private static Solid cylinder(double r, double height, double spacing) {
    int n = (int) Math.round(height / spacing);
    return Solid.ofContours(
        Rings.stack(Rings.circle(0, 0, r, 120), Rings.planes(spacing / 2, spacing, n)), spacing);
  }

  @Test
  void boxes_on_different_planes_combine_exactly() {
    Solid a = box(0, 0, 0, 20, 20, 30, 3);
    Solid b = box(10, 5, 7, 30, 15, 47, 2.5);
    double both = 10 * 10 * 23;
    assertThat(mm3(Solid.intersect(List.of(a, b)))).isCloseTo(both, within(1e-6));
    assertThat(mm3(Solid.union(List.of(a, b)))).isCloseTo(12000 + 8000 - both, within(1e-6));
    assertThat(mm3(a.subtract(b))).isCloseTo(12000 - both, within(1e-6));
    assertThat(mm3(b.subtract(a))).isCloseTo(8000 - both, within(1e-6));
    assertThat(mm3(a.subtract(a))).isZero();
    assertThat(mm3(Solid.union(List.of(a, a, a)))).isCloseTo(12000, within(1e-9));
  }

  @Test
  void nothing_combines_with_anything() {
    Solid none = Solid.union(List.of());
    Solid a = box(0, 0, 0, 20, 20, 30, 3);
    assertThat(none.isEmpty()).isTrue();
    assertThat(Solid.intersect(List.of()).isEmpty()).isTrue();
    assertThat(mm3(Solid.union(List.of(none, a)))).isCloseTo(12000, within(1e-9));
    assertThat(mm3(a.subtract(none))).isCloseTo(12000, within(1e-9));
    assertThat(none.subtract(a).isEmpty()).isTrue();
    assertThat(Solid.intersect(List.of(a, none)).isEmpty()).isTrue();
    assertThat(none.expand(Margins.uniform(5)).isEmpty()).isTrue();
    assertThat(none.contract(Margins.uniform(5)).isEmpty()).isTrue();
    assertThat(none.shell(5).isEmpty()).isTrue();
    assertThat(none.along(a).isEmpty()).isTrue();
    assertThat(a.along(none).isEmpty()).isTrue();
    assertThat(a.partContaining(none).isEmpty()).isTrue();
    assertThat(mm3(a.partsWithout(none))).isCloseTo(12000, within(1e-9));
    Solid turned =
        Solid.ofContours(
            Rings.turned(
                Rings.stack(Rings.rectangle(0, 0, 10, 10), 0, 3),
                new PatientPoint(0, 1, 0),
                new PatientPoint(0, 0, 1),
                new PatientPoint(1, 0, 0)),
            0);
    assertThat(mm3(Solid.union(List.of(none, turned)))).isCloseTo(600, within(1e-6));
    assertThatThrownBy(() -> a.subtract(turned)).isInstanceOf(IncompatiblePlanesException.class);
  }

  @Test
  void along_keeps_a_solid_where_the_other_has_slices() {
    Solid bone = box(0, 0, 0, 20, 20, 90, 3);
    Solid target = box(100, 100, 21, 140, 140, 61, 2.5);
    assertThat(mm3(bone.along(target))).isCloseTo(400 * 40, within(1e-6));
    Solid twoParts = Solid.union(List.of(box(0, 0, 10, 5, 5, 20, 2), box(0, 0, 50, 5, 5, 70, 2)));
    assertThat(mm3(bone.along(twoParts))).isCloseTo(400 * 30, within(1e-6));
  }

  @Test
  void parts_are_told_apart_in_three_dimensions() {
    // a U: two legs, joined by a foot on the lowest slices
    List<PlanarContour> contours = new ArrayList<>();
    for (double z : Rings.planes(0, 3, 3)) {
      contours.add(Rings.at(z, Rings.rectangle(0, 0, 50, 10)));
    }
    for (double z : Rings.planes(9, 3, 7)) {
      contours.add(Rings.at(z, Rings.rectangle(0, 0, 10, 10)));
      contours.add(Rings.at(z, Rings.rectangle(40, 0, 50, 10)));
    }
    Solid u = Solid.ofContours(contours, 3);
    assertThat(u.parts()).hasSize(1);
    Solid legs = u.subtract(box(-5, -5, -9, 60, 20, 7.5, 1.5));
    assertThat(legs.parts()).hasSize(2);
    assertThat(mm3(legs)).isCloseTo(2 * 100 * 21, within(1e-6));
    Solid left = legs.partContaining(box(1, 1, 12, 2, 2, 15, 3));
    assertThat(mm3(left)).isCloseTo(2100, within(1e-6));
    Solid right = legs.partsWithout(box(1, 1, 12, 2, 2, 15, 3));
    assertThat(mm3(right)).isCloseTo(2100, within(1e-6));
    assertThat(mm3(Solid.intersect(List.of(left, right)))).isZero();
    assertThat(left.primary().slabs().get(0).shape().maxU()).isCloseTo(10, within(1e-9));
  }

  @Test
  void parts_of_what_was_made_are_the_same_whichever_convention_is_the_own_one() {
    List<PlanarContour> contours = new ArrayList<>();
    for (double z : Rings.planes(0, 3, 9)) {
      contours.add(Rings.at(z, Rings.circle(0, 0, 20, 64)));
      contours.add(Rings.at(z, Rings.circle(60, 0, 10, 64)));
    }
    for (Convention own : Convention.PRISMS) {
      List<Solid> parts = Solid.ofContours(contours, 3, own).expand(Margins.uniform(5)).parts();
      List<Solid> others = Solid.ofContours(contours, 3).expand(Margins.uniform(5)).parts();
      assertThat(parts).hasSize(2);
      for (int i = 0; i < parts.size(); i++) {
        for (Convention under : Convention.PRISMS) {
          assertThat(parts.get(i).region(under).volumeMm3())
              .as("part %s under %s of a solid under %s", i, under, own)
              .isCloseTo(others.get(i).region(under).volumeMm3(), within(1e-6));
        }
      }
    }
  }

  /** Where the interpolated surface lies inside of the prisms, it must not cut them off. */
  @Test
  void parts_of_an_interpolated_solid_have_the_prisms_that_each_has_by_itself() {
    List<PlanarContour> both = new ArrayList<>();
    List<List<PlanarContour>> each = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < 6; i++) {
      each.get(0).add(Rings.at(4 * i, Rings.circle(0, 0, 20 - 2 * i, 64)));
      each.get(1).add(Rings.at(4 * i, Rings.circle(60, 0, 5 + i, 64)));
    }
    each.forEach(both::addAll);
    List<Solid> parts = Solid.ofContours(both, 4, Convention.SHAPE).parts();
    assertThat(parts).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Solid alone = Solid.ofContours(each.get(i), 4, Convention.SHAPE);
      for (Convention under : Convention.values()) {
        assertThat(parts.get(i).region(under).volumeMm3())
            .as("part %s under %s", i, under)
            .isCloseTo(alone.region(under).volumeMm3(), within(1e-6));
      }
    }
  }

  @Test
  void parts_that_touch_in_an_edge_only_are_not_connected() {
    List<PlanarContour> contours = new ArrayList<>();
    contours.addAll(Rings.stack(Rings.rectangle(0, 0, 10, 10), 0, 3));
    contours.addAll(Rings.stack(Rings.rectangle(10, 0, 20, 10), 6, 9));
    assertThat(Solid.ofContours(contours, 3).parts()).hasSize(2);
  }

  @Test
  void expanding_a_convex_prism_follows_steiner() {
    double volume = 40 * 30 * 20;
    double surface = 2 * (40 * 30 + 40 * 20 + 30 * 20);
    double curvature = Math.PI * (40 + 30 + 20);
    Solid box = box(0, 0, 0, 40, 30, 20, 2.5);
    for (double r : new double[] {0.5, 2, 5, 12}) {
      double steiner = volume + surface * r + curvature * r * r + 4.0 / 3 * Math.PI * r * r * r;
      // edges and corners are followed in at least 8 layers, each true at its middle: the midpoint
      // rule for a quarter circle in 8 layers errs by 0.4 % of its area
      double rounded = curvature * r * r + 4.0 / 3 * Math.PI * r * r * r;
      assertThat(mm3(box.expand(Margins.uniform(r))))
          .as("expanded by %s", r)
          .isCloseTo(steiner, within(0.005 * rounded + 1e-6 * volume));
    }
  }

  @Test
  void expanding_a_cylinder_follows_steiner() {
    Solid cylinder = cylinder(15, 30, 2);
    double r = 6;
    // M = pi h + pi^2 R, the integral of mean curvature
    double rounded =
        (Math.PI * 30 + Math.PI * Math.PI * 15) * r * r + 4.0 / 3 * Math.PI * r * r * r;
    double steiner = Math.PI * 225 * 30 + (2 * Math.PI * 225 + 2 * Math.PI * 15 * 30) * r + rounded;
    assertThat(mm3(cylinder.expand(Margins.uniform(r))))
        .isCloseTo(steiner, within(0.005 * rounded + 0.0005 * steiner));
  }

  @Test
  void contracting_a_box_takes_the_margin_from_every_face() {
    Solid box = box(0, 0, 0, 40, 30, 20, 2.5);
    for (double r : new double[] {0.3, 1, 2.5, 4, 9.5}) {
      assertThat(mm3(box.contract(Margins.uniform(r))))
          .as("contracted by %s", r)
          .isCloseTo((40 - 2 * r) * (30 - 2 * r) * (20 - 2 * r), within(1e-3));
    }
    assertThat(box.contract(Margins.uniform(10)).isEmpty()).isTrue();
    assertThat(box.contract(Margins.uniform(500)).isEmpty()).isTrue();
    assertThat(mm3(box.contract(Margins.uniform(0)))).isCloseTo(24000, within(1e-9));
    assertThat(mm3(box.expand(Margins.uniform(0)))).isCloseTo(24000, within(1e-9));
  }

  @Test
  void contracting_keeps_away_from_gaps_holes_and_steps() {
    // a box with a hole through it: the hole grows by the margin
    List<PlanarContour> contours = new ArrayList<>();
    for (double z : Rings.planes(1, 2, 20)) {
      contours.add(Rings.at(z, Rings.rectangle(0, 0, 60, 60)));
      contours.add(Rings.at(z, Rings.circle(30, 30, 10, 720)));
    }
    double r = 5;
    assertThat(mm3(Solid.ofContours(contours, 2).contract(Margins.uniform(r))))
        .isCloseTo(30 * (2500 - Math.PI * 225), within(30.0));
    // two boxes with a gap: each loses the margin at the gap too
    Solid apart = Solid.union(List.of(box(0, 0, 0, 40, 40, 20, 2), box(0, 0, 50, 40, 40, 70, 2)));
    assertThat(mm3(apart.contract(Margins.uniform(4)))).isCloseTo(2 * 32 * 32 * 12, within(0.1));
  }

  @Test
  void a_shell_lies_in_its_structure_and_has_its_closed_form_volume() {
    Solid cylinder = cylinder(30, 60, 3);
    for (double t : new double[] {3, 4, 5}) {
      Solid shell = cylinder.shell(t);
      double exact = Math.PI * 900 * 60 - Math.PI * (30 - t) * (30 - t) * (60 - 2 * t);
      assertThat(mm3(shell)).isCloseTo(exact, within(5e-4 * exact));
      assertThat(mm3(shell.subtract(cylinder))).isCloseTo(0, within(1e-3));
    }
    assertThat(mm3(cylinder.shell(100))).isCloseTo(mm3(cylinder), within(1e-6));
  }

  @Test
  void contraction_undoes_expansion_of_a_convex_solid_and_never_leaves_it() {
    Solid box = box(0, 0, 0, 24, 18, 15, 3);
    Solid opened = box.expand(Margins.uniform(4)).contract(Margins.uniform(4));
    assertThat(mm3(box.subtract(opened))).as("lost").isLessThan(0.01 * mm3(box));
    assertThat(mm3(opened.subtract(box))).as("gained").isLessThan(0.03 * mm3(box));
  }

  @Test
  void random_stacks_obey_the_laws_of_sets() {
    Random random = new Random(21);
    for (int trial = 0; trial < 4; trial++) {
      Solid a = stack(random);
      Solid b = stack(random);
      Solid c = stack(random);
      double ab = mm3(Solid.intersect(List.of(a, b)));
      assertThat(mm3(Solid.union(List.of(a, b))) + ab).isCloseTo(mm3(a) + mm3(b), within(1e-3));
      assertThat(mm3(a.subtract(b))).isCloseTo(mm3(a) - ab, within(1e-3));
      double abc = mm3(Solid.intersect(List.of(a, b, c)));
      double union =
          mm3(a)
              + mm3(b)
              + mm3(c)
              - ab
              - mm3(Solid.intersect(List.of(a, c)))
              - mm3(Solid.intersect(List.of(b, c)))
              + abc;
      assertThat(mm3(Solid.union(List.of(a, b, c)))).isCloseTo(union, within(1e-3));
      assertThat(mm3(a.along(b))).isGreaterThanOrEqualTo(ab - 1e-6);
      double parts = a.parts().stream().mapToDouble(SolidTest::mm3).sum();
      assertThat(parts).isCloseTo(mm3(a), within(1e-3));
      Solid grown = a.expand(Margins.uniform(2));
      Solid shrunk = a.contract(Margins.uniform(2));
      assertThat(mm3(a.subtract(grown))).isCloseTo(0, within(1e-3));
      assertThat(mm3(shrunk.subtract(a))).isCloseTo(0, within(1e-3));
    }
  }

  @Test
  void a_margin_that_differs_by_direction_adds_quarter_ellipses_and_ellipsoid_octants() {
    double x = 40;
    double y = 30;
    double z = 24;
    Margins m = new Margins(4, 7, 3, 9, 12, 6);
    double across = m.leftMm() + m.rightMm();
    double along = m.posteriorMm() + m.anteriorMm();
    double up = m.superiorMm() + m.inferiorMm();
    double faces = x * y * z + y * z * across + x * z * along + x * y * up;
    // an edge is rounded by quarters of ellipses, together pi/4 (a + a')(b + b') around the box
    double edges = Math.PI / 4 * (x * along * up + y * across * up + z * across * along);
    double corners = Math.PI / 6 * across * along * up;
    Solid box = box(0, 0, 0, x, y, z, 2);
    Solid grown = box.expand(m);
    assertThat(mm3(grown)).isCloseTo(faces + edges + corners, within(0.006 * (edges + corners)));
    Region region = grown.primary();
    assertThat(region.slabs().get(0).lowerMm()).isCloseTo(-6, within(1e-9));
    assertThat(region.slabs().get(region.slabs().size() - 1).upperMm()).isCloseTo(36, within(1e-9));
    PlanarShape middle = Region.shapeAt(region.slabs(), 12.3);
    assertThat(middle.maxU()).as("left is +x").isCloseTo(44, within(0.021));
    assertThat(middle.minU()).isCloseTo(-7, within(0.021));
    assertThat(middle.maxV()).as("posterior is +y").isCloseTo(33, within(0.021));
    assertThat(middle.minV()).isCloseTo(-9, within(0.021));
    assertThat(mm3(box.contract(m))).isCloseTo((x - across) * (y - along) * (z - up), within(1e-6));
  }

  @Test
  void a_margin_in_one_direction_leaves_all_other_surfaces_where_they_are() {
    Solid box = box(0, 0, 0, 40, 30, 24, 2);
    assertThat(mm3(box.expand(new Margins(0, 0, 0, 0, 35, 0))))
        .isCloseTo(40 * 30 * (24 + 35), within(1e-6));
    assertThat(mm3(box.expand(new Margins(5, 0, 0, 0, 0, 0))))
        .isCloseTo(45 * 30 * 24, within(1e-6));
    assertThat(mm3(box.contract(new Margins(0, 0, 0, 0, 10, 3.5))))
        .isCloseTo(40 * 30 * 10.5, within(1e-6));
    assertThat(mm3(box.contract(new Margins(0, 6, 0, 2, 0, 0))))
        .isCloseTo(34 * 28 * 24, within(1e-6));
    Solid cylinder = cylinder(15, 30, 3);
    assertThat(mm3(cylinder.expand(new Margins(0, 8, 0, 0, 0, 0))))
        .as("a cylinder swept by 8 mm")
        .isCloseTo(Math.PI * 225 * 30 + 2 * 15 * 8 * 30, within(2.0));
    assertThatThrownBy(
            () ->
                Solid.ofContours(
                        Rings.turned(
                            Rings.stack(Rings.rectangle(0, 0, 10, 10), 0, 3),
                            new PatientPoint(0, 1, 0),
                            new PatientPoint(0, 0, 1),
                            new PatientPoint(1, 0, 0)),
                        0)
                    .expand(new Margins(1, 2, 3, 4, 5, 6)))
        .isInstanceOf(GeometryException.class)
        .hasMessageContaining("slanted");
  }

  @Test
  void an_ellipsoidal_margin_of_a_small_ball_is_the_ellipsoid() {
    // a margin of 20, 10 and 10 mm around next to nothing: half of it left, half of it right
    Solid dot = box(0, 0, 0, 0.02, 0.02, 0.02, 0.01);
    Solid grown = dot.expand(new Margins(20, 12, 10, 16, 8, 14));
    double ellipsoid = Math.PI / 6 * 32 * 26 * 22;
    assertThat(mm3(grown)).isCloseTo(ellipsoid, within(0.012 * ellipsoid));
  }

  @Test
  void a_shell_has_no_layer_across_a_cut_end() {
    Solid cylinder = cylinder(30, 60, 3); // slices at 1.5 to 58.5
    double t = 5;
    double side = Math.PI * (900 - 625) * 60;
    double cap = Math.PI * 625 * t;
    assertThat(mm3(cylinder.shell(t))).isCloseTo(side + 2 * cap, within(5e-4 * side));
    assertThat(mm3(cylinder.shell(t, new Cut(1.5, 58.5)))).isCloseTo(side, within(5e-4 * side));
    assertThat(mm3(cylinder.shell(t, new Cut(1.5, 70)))).isCloseTo(side + cap, within(5e-4 * side));
    assertThat(mm3(cylinder.shell(t, new Cut(-20, 70))))
        .isCloseTo(side + 2 * cap, within(5e-4 * side));
    assertThat(cylinder.shell(t, new Cut(1.5, 58.5)).region(Convention.NO_CAP).volumeMm3())
        .isCloseTo(side * 57 / 60, within(5e-4 * side));
  }

  @Test
  void a_margin_that_would_take_for_ever_is_refused() {
    List<PlanarContour> contours = new ArrayList<>();
    for (double z : Rings.planes(0, 1, 400)) {
      contours.add(Rings.at(z, Rings.polygon(0, 0, 100 + z / 10, 720)));
    }
    Solid large = Solid.ofContours(contours, 1);
    assertThatThrownBy(() -> large.expand(Margins.uniform(1000)))
        .isInstanceOf(GeometryException.class)
        .hasMessageContaining("1000 mm takes too long");
  }

  @Test
  void closing_a_solid_keeps_what_lies_well_inside() {
    Solid a = stack(new Random(22));
    Solid closed = a.expand(Margins.uniform(2)).contract(Margins.uniform(2));
    // layers err by half a step
    assertThat(mm3(a.contract(Margins.uniform(0.5)).subtract(closed))).isLessThan(0.005 * mm3(a));
  }

  private static Solid stack(Random random) {
    List<PlanarContour> contours = new ArrayList<>();
    double spacing = 2 + random.nextInt(3) * 0.5;
    double first = 10 * random.nextDouble();
    double cu = 6 * random.nextDouble();
    double cv = 6 * random.nextDouble();
    for (double z : Rings.planes(first, spacing, 4 + random.nextInt(5))) {
      double r = 6 + 4 * random.nextDouble();
      contours.add(Rings.at(z, Rings.polygon(cu + random.nextDouble(), cv, r, 16)));
      if (random.nextInt(3) == 0) {
        contours.add(Rings.at(z, Rings.polygon(cu, cv, 2, 12)));
      }
    }
    return Solid.ofContours(contours, 0);
  }

  @Test
  void margins_that_cannot_be_are_refused() {
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e9}) {
      assertThatThrownBy(() -> Margins.uniform(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_hair_thin_margin_takes_no_more_slabs_than_a_usual_one() {
    Solid box = box(0, 0, 0, 40, 30, 30, 3);
    Solid grown = box.expand(Margins.uniform(1e-4));
    assertThat(mm3(grown)).isCloseTo(36000, within(1.0));
    assertThat(grown.primary().slabs().size()).isLessThan(500);
  }

  @Test
  void the_no_cap_convention_is_carried_through_every_operation() {
    Solid a = box(0, 0, 0, 20, 20, 30, 3);
    Solid b = box(10, 0, 0, 30, 20, 30, 3);
    assertThat(a.region(Convention.NO_CAP).volumeMm3()).isCloseTo(400 * 27, within(1e-6));
    assertThat(a.subtract(b).region(Convention.NO_CAP).volumeMm3())
        .isCloseTo(200 * 27, within(1e-6));
    assertThat(a.contract(Margins.uniform(2)).region(Convention.NO_CAP).volumeMm3())
        .isCloseTo(16 * 16 * 23, within(0.01));
  }
}
