package org.oarlock.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Areas under the even-odd rule against closed forms, for rings as hostile files hold them. */
class PlanarShapeTest {
  private static final Offset<Double> EXACT = within(1e-9);

  private static PlanarShape shape(double[]... rings) {
    return PlanarShape.ofRings(List.of(rings));
  }

  @Test
  void a_simple_polygon_has_its_shoelace_area_in_either_direction_and_from_any_start() {
    double[] l = {0, 0, 10, 0, 10, 4, 4, 4, 4, 10, 0, 10};
    for (int start = 0; start < 6; start++) {
      assertThat(shape(Rings.startingAt(l, start)).areaMm2()).isCloseTo(64, EXACT);
      assertThat(shape(Rings.reversed(Rings.startingAt(l, start))).areaMm2()).isCloseTo(64, EXACT);
    }
  }

  @Test
  void rings_without_area_enclose_nothing() {
    assertThat(PlanarShape.ofRings(List.of()).isEmpty()).isTrue();
    assertThat(shape(new double[] {0, 0, 1, 1}).isEmpty()).isTrue();
    assertThat(shape(new double[] {0, 0, 5, 5, 10, 10}).isEmpty()).isTrue();
    assertThat(shape(new double[] {0, 3, 5, 3, 10, 3}).isEmpty()).isTrue();
    assertThat(shape(new double[] {3, 0, 3, 5, 3, 10}).isEmpty()).isTrue();
    assertThat(shape(new double[] {7, 7, 7, 7, 7, 7}).isEmpty()).isTrue();
    // there and back on the same way
    assertThat(shape(new double[] {0, 0, 10, 3, 20, 11, 10, 3}).isEmpty()).isTrue();
  }

  @Test
  void collinear_and_repeated_points_change_nothing() {
    double[] square = {0, 0, 3, 0, 3, 0, 5, 0, 10, 0, 10, 5, 10, 10, 10, 10, 0, 10, 0, 4};
    assertThat(shape(square).areaMm2()).isCloseTo(100, EXACT);
    assertThat(shape(square).subtract(shape(Rings.rectangle(0, 0, 10, 5))).areaMm2())
        .isCloseTo(50, EXACT);
  }

  @Test
  void a_bow_tie_encloses_both_its_wings() {
    PlanarShape bowTie = shape(new double[] {0, 0, 10, 10, 10, 0, 0, 10});
    assertThat(bowTie.areaMm2()).isCloseTo(50, EXACT);
    assertThat(bowTie.crossingsWereResolved()).isTrue();
    assertThat(bowTie.contains(1, 5)).isTrue();
    assertThat(bowTie.contains(9, 5)).isTrue();
    assertThat(bowTie.contains(5, 1)).isFalse();
    assertThat(bowTie.parts()).hasSize(2);
  }

  @Test
  void a_pentagram_leaves_its_core_out_under_the_even_odd_rule() {
    double[] star = new double[10];
    for (int i = 0; i < 5; i++) {
      star[2 * i] = 10 * Math.sin(4 * Math.PI * i / 5);
      star[2 * i + 1] = 10 * Math.cos(4 * Math.PI * i / 5);
    }
    // five points over the core pentagon of circumradius R / phi^2, each a golden triangle with
    // base a = 2 r sin 36 and height a tan 72 / 2
    double phi = (1 + Math.sqrt(5)) / 2;
    double r = 10 / (phi * phi);
    double base = 2 * r * Math.sin(Math.PI / 5);
    double wings = 5 * 0.5 * base * base * Math.tan(2 * Math.PI / 5) / 2;
    assertThat(shape(star).areaMm2()).isCloseTo(wings, within(1e-8));
    assertThat(shape(star).contains(0, 0)).isFalse();
  }

  @Test
  void a_keyhole_is_a_ring_with_a_hole() {
    double[] keyhole = {
      0, 0, 10, 0, 10, 10, 5, 10, 5, 7, 7, 7, 7, 3, 3, 3, 3, 7, 5, 7, 5, 10, 0, 10
    };
    PlanarShape shape = shape(keyhole);
    assertThat(shape.areaMm2()).isCloseTo(100 - 16, EXACT);
    assertThat(shape.contains(5, 5)).isFalse();
    assertThat(shape.contains(1, 5)).isTrue();
    assertThat(shape.grow(1).areaMm2())
        .as("grown by 1: outer square with round corners, hole 2 x 2")
        .isCloseTo(100 + 40 + Math.PI - 4, within(3.3e-3 * Math.PI));
    assertThat(shape.intersect(shape(Rings.rectangle(0, 0, 5, 10))).areaMm2())
        .isCloseTo(50 - 8, EXACT);
  }

  @Test
  void nesting_depth_decides_what_is_inside() {
    List<double[]> rings = new ArrayList<>();
    double expected = 0;
    for (int i = 0; i < 40; i++) {
      double half = 50 - i;
      rings.add(
          i % 3 == 0
              ? Rings.reversed(Rings.rectangle(-half, -half, half, half))
              : Rings.rectangle(-half, -half, half, half));
      expected += (i % 2 == 0 ? 1 : -1) * 4 * half * half;
    }
    java.util.Collections.shuffle(rings, new Random(5));
    PlanarShape shape = PlanarShape.ofRings(rings);
    assertThat(shape.areaMm2()).isCloseTo(expected, within(1e-6));
    assertThat(shape.crossingsWereResolved()).isFalse();
    assertThat(shape.parts()).hasSize(20);
    assertThat(shape.parts().stream().mapToDouble(PlanarShape::areaMm2).sum())
        .isCloseTo(expected, within(1e-6));
    assertThat(shape.union(shape(Rings.rectangle(-60, -60, 60, 60))).areaMm2())
        .isCloseTo(14400, within(1e-6));
    assertThat(shape.intersect(shape(Rings.rectangle(0, -60, 60, 60))).areaMm2())
        .isCloseTo(expected / 2, within(1e-6));
  }

  @Test
  void an_island_in_a_hole_is_inside_again() {
    PlanarShape shape =
        shape(
            Rings.rectangle(0, 0, 30, 30),
            Rings.rectangle(5, 5, 25, 25),
            Rings.rectangle(10, 10, 20, 20));
    assertThat(shape.areaMm2()).isCloseTo(900 - 400 + 100, EXACT);
    assertThat(shape.contains(15, 15)).isTrue();
    assertThat(shape.contains(7, 7)).isFalse();
    assertThat(shape.contains(2, 2)).isTrue();
  }

  @Test
  void the_same_ring_twice_cancels_out_whatever_its_direction_and_start() {
    double[] ring = Rings.polygon(3, 4, 20, 77);
    assertThat(shape(ring, Rings.reversed(Rings.startingAt(ring, 13))).isEmpty()).isTrue();
  }

  @Test
  void rings_that_share_an_edge_or_a_corner_do_not_cross() {
    PlanarShape sideBySide = shape(Rings.rectangle(0, 0, 10, 10), Rings.rectangle(10, 2, 20, 8));
    assertThat(sideBySide.areaMm2()).isCloseTo(160, EXACT);
    assertThat(sideBySide.crossingsWereResolved()).isFalse();
    assertThat(sideBySide.parts()).as("one figure, joined along the edge").hasSize(1);
    PlanarShape stacked = shape(Rings.rectangle(0, 0, 10, 10), Rings.rectangle(2, 10, 8, 20));
    assertThat(stacked.areaMm2()).isCloseTo(160, EXACT);
    assertThat(stacked.crossingsWereResolved()).isFalse();
    PlanarShape hole = shape(Rings.rectangle(0, 0, 10, 10), Rings.rectangle(0, 2, 5, 8));
    assertThat(hole.areaMm2()).isCloseTo(70, EXACT);
    assertThat(hole.crossingsWereResolved()).isFalse();
    PlanarShape corner = shape(Rings.rectangle(0, 0, 10, 10), Rings.rectangle(10, 10, 20, 20));
    assertThat(corner.areaMm2()).isCloseTo(200, EXACT);
    assertThat(corner.crossingsWereResolved()).isFalse();
    assertThat(corner.parts()).hasSize(2);
    PlanarShape quarters =
        shape(
            Rings.rectangle(0, 0, 10, 10),
            Rings.rectangle(10, 0, 20, 10),
            Rings.rectangle(0, 10, 10, 20),
            Rings.rectangle(10, 10, 20, 20));
    assertThat(quarters.areaMm2()).isCloseTo(400, EXACT);
    assertThat(quarters.intersect(shape(Rings.rectangle(5, 5, 15, 15))).areaMm2())
        .isCloseTo(100, EXACT);
  }

  @Test
  void crossing_rings_are_told_however_they_cross() {
    double[] square = Rings.rectangle(0, 0, 10, 10);
    double[][] others = {
      Rings.rectangle(5, 5, 15, 15), // corner over corner
      Rings.rectangle(5, 0, 15, 10), // same height: edges run along each other
      Rings.rectangle(2, 5, 8, 15), // pushes through one horizontal edge
      Rings.rectangle(5, 2, 15, 8), // pushes through one vertical edge
      Rings.rectangle(2, -5, 8, 15), // a cross
      {5, 5, 15, 6, 14, 15}, // slanting
    };
    double[] overlaps = {25, 50, 30, 30, 60, Double.NaN};
    double[] areas = {100, 100, 60, 60, 120, Double.NaN};
    for (int i = 0; i < others.length; i++) {
      PlanarShape both = shape(square, others[i]);
      assertThat(both.crossingsWereResolved()).as("pair %d", i).isTrue();
      if (i < 5) {
        assertThat(both.areaMm2())
            .as("pair %d: what an odd number surrounds", i)
            .isCloseTo(100 + areas[i] - 2 * overlaps[i], EXACT);
        assertThat(shape(square).union(shape(others[i])).areaMm2())
            .isCloseTo(100 + areas[i] - overlaps[i], EXACT);
      }
    }
  }

  @Test
  void random_polygons_keep_the_even_odd_area_of_a_brute_force_scan() {
    Random random = new Random(42);
    for (int trial = 0; trial < 40; trial++) {
      List<double[]> rings = new ArrayList<>();
      for (int k = 0; k < 1 + trial % 3; k++) {
        double[] ring = new double[2 * (3 + random.nextInt(12))];
        for (int i = 0; i < ring.length; i++) {
          // few distinct values: edges that touch, run along each other and meet in corners
          ring[i] = trial % 2 == 0 ? random.nextInt(9) : 8 * random.nextDouble();
        }
        rings.add(ring);
      }
      PlanarShape shape = PlanarShape.ofRings(rings);
      // even-odd crossings of 4000 lines; error of the midpoint rule for piecewise linear lengths
      double scan = scanArea(rings, 0, 8, 4000);
      assertThat(shape.areaMm2()).as("trial %d", trial).isCloseTo(scan, within(0.01));
      assertThat(StripOverlay.evenOdd(shape.rings()).areaMm2())
          .isCloseTo(shape.areaMm2(), within(1e-6));
    }
  }

  private static double scanArea(List<double[]> rings, double from, double to, int lines) {
    double h = (to - from) / lines;
    double area = 0;
    for (int l = 0; l < lines; l++) {
      double v = from + (l + 0.5) * h;
      List<Double> crossings = new ArrayList<>();
      for (double[] r : rings) {
        for (int i = 0; i < r.length; i += 2) {
          int j = (i + 2) % r.length;
          if (r[i + 1] <= v != r[j + 1] <= v) {
            crossings.add(r[i] + (v - r[i + 1]) / (r[j + 1] - r[i + 1]) * (r[j] - r[i]));
          }
        }
      }
      crossings.sort(null);
      for (int i = 0; i + 1 < crossings.size(); i += 2) {
        area += (crossings.get(i + 1) - crossings.get(i)) * h;
      }
    }
    return area;
  }

  @Test
  void tiny_and_far_away_figures_keep_their_area() {
    assertThat(shape(Rings.rectangle(0, 0, 1e-3, 1e-3)).areaMm2()).isCloseTo(1e-6, within(1e-15));
    PlanarShape far = shape(Rings.rectangle(1e6, -1e6, 1e6 + 10, -1e6 + 10));
    assertThat(far.areaMm2()).isCloseTo(100, within(1e-6));
    assertThat(far.crossingsWereResolved()).isFalse();
    assertThat(far.grow(-2).areaMm2()).isCloseTo(36, within(1e-6));
  }

  @Test
  void long_rings_and_many_rings_are_handled() {
    assertThat(shape(Rings.polygon(1, 2, 100, 100_000)).areaMm2())
        .isCloseTo(Rings.polygonArea(100, 100_000), within(1e-6));
    List<double[]> rings = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rings.add(Rings.polygon(10 * (i % 40) + 0.01 * i, 10 * (i / 40), 4, 24));
    }
    PlanarShape many = PlanarShape.ofRings(rings);
    assertThat(many.areaMm2()).isCloseTo(1000 * Rings.polygonArea(4, 24), within(1e-6));
    assertThat(many.parts()).hasSize(1000);
  }

  @Test
  void figures_that_would_take_for_ever_are_refused() {
    // every edge of this zigzag crosses almost every other: 10^10 crossings
    Random random = new Random(1);
    double[] zigzag = new double[200_000];
    for (int i = 0; i < zigzag.length; i += 2) {
      zigzag[i] = 100 * random.nextDouble();
      zigzag[i + 1] = i % 4 == 0 ? 0 : 100;
    }
    assertThatThrownBy(() -> shape(zigzag))
        .isInstanceOf(EvenOddSweep.TooComplexException.class)
        .hasMessageContaining("too intricate");
    double[] cloud = new double[20_000];
    for (int i = 0; i < cloud.length; i++) {
      cloud[i] = 100 * random.nextDouble();
    }
    assertThatThrownBy(() -> shape(cloud)).isInstanceOf(EvenOddSweep.TooComplexException.class);
  }

  @Test
  void a_scribble_is_resolved() {
    Random random = new Random(3);
    double[] scribble = new double[120];
    for (int i = 0; i < scribble.length; i++) {
      scribble[i] = 100 * random.nextDouble();
    }
    assertThat(shape(scribble).areaMm2())
        .isCloseTo(scanArea(List.of(scribble), 0, 100, 20_000), within(1.0));
  }

  @Test
  void boolean_operations_obey_inclusion_and_exclusion() {
    Random random = new Random(7);
    for (int trial = 0; trial < 60; trial++) {
      PlanarShape a = blob(random, trial % 4 == 0);
      PlanarShape b = blob(random, trial % 3 == 0);
      double union = a.union(b).areaMm2();
      double both = a.intersect(b).areaMm2();
      assertThat(union + both).isCloseTo(a.areaMm2() + b.areaMm2(), within(1e-6));
      assertThat(a.subtract(b).areaMm2()).isCloseTo(a.areaMm2() - both, within(1e-6));
      assertThat(a.subtract(b).intersect(b).areaMm2()).isCloseTo(0, within(1e-6));
      assertThat(both).isBetween(0.0, Math.min(a.areaMm2(), b.areaMm2()) + 1e-9);
      assertThat(a.overlaps(b)).isEqualTo(both > 0);
    }
  }

  private static PlanarShape blob(Random random, boolean withHole) {
    int n = 8 + random.nextInt(60);
    double cu = 10 * random.nextDouble();
    double cv = 10 * random.nextDouble();
    double[] ring = new double[2 * n];
    double[] hole = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double r = 5 + 4 * random.nextDouble();
      double angle = 2 * Math.PI * i / n;
      ring[2 * i] = cu + r * Math.cos(angle);
      ring[2 * i + 1] = cv + r * Math.sin(angle);
      hole[2 * i] = cu + 0.4 * r * Math.cos(angle);
      hole[2 * i + 1] = cv + 0.4 * r * Math.sin(angle);
    }
    return withHole ? shape(ring, hole) : shape(ring);
  }

  @Test
  void rings_far_from_each_other_and_around_each_other_are_all_regarded() {
    List<double[]> rings = new ArrayList<>();
    rings.add(Rings.rectangle(-50, -50, 150, 150));
    rings.add(Rings.rectangle(-40, -40, 140, 140));
    for (int i = 0; i < 25; i++) {
      rings.add(Rings.rectangle(20 * (i % 5), 20 * (i / 5), 20 * (i % 5) + 8, 20 * (i / 5) + 8));
    }
    PlanarShape all = PlanarShape.ofRings(rings);
    PlanarShape window = shape(Rings.rectangle(40, 40, 48, 44));
    assertThat(all.intersect(window).areaMm2()).isCloseTo(32, EXACT);
    assertThat(window.intersect(all).areaMm2()).isCloseTo(32, EXACT);
    assertThat(window.subtract(all).isEmpty()).isTrue();
    assertThat(all.subtract(window).areaMm2()).isCloseTo(all.areaMm2() - 32, within(1e-6));
    PlanarShape between = shape(Rings.rectangle(49, 49, 59, 59));
    assertThat(all.intersect(between).isEmpty()).as("in the hole").isTrue();
    assertThat(between.subtract(all).areaMm2()).isCloseTo(100, EXACT);
    PlanarShape wall = shape(Rings.rectangle(-45, 0, -42, 10));
    assertThat(all.intersect(wall).areaMm2()).isCloseTo(30, EXACT);
  }

  @Test
  void lenses_and_rings_have_their_closed_form_areas() {
    int n = 2000;
    PlanarShape a = shape(Rings.circle(0, 0, 20, n));
    PlanarShape b = shape(Rings.circle(24, 0, 20, n));
    double lens = 2 * 400 * Math.acos(0.6) - 24 * Math.sqrt(400 - 144);
    // an n-gon strays from its circle by at most r pi^2 / 2 n^2 = 5e-5 along 130 mm of outline
    assertThat(a.intersect(b).areaMm2()).isCloseTo(lens, within(0.01));
    assertThat(a.union(b).areaMm2()).isCloseTo(800 * Math.PI - lens, within(0.01));
    PlanarShape ring = a.subtract(shape(Rings.circle(0, 0, 15, n)));
    assertThat(ring.areaMm2()).isCloseTo(Math.PI * (400 - 225), within(1e-6));
  }

  @Test
  void growing_a_convex_figure_follows_steiner_and_shrinking_undoes_straight_edges() {
    PlanarShape box = shape(Rings.rectangle(-10, -5, 30, 25));
    for (double r : new double[] {0.1, 1, 3, 10}) {
      // corners become arcs drawn as tangents of d = 90/8 degrees: tan(d/2) / (d/2) - 1 = 0.0032
      assertThat(box.grow(r).areaMm2())
          .isCloseTo(1200 + 140 * r + Math.PI * r * r, within(3.3e-3 * Math.PI * r * r + 1e-9));
      assertThat(box.grow(-r).areaMm2()).isCloseTo((40 - 2 * r) * (30 - 2 * r), within(1e-6));
    }
    assertThat(box.grow(-15).isEmpty()).isTrue();
    assertThat(box.grow(-14.9).areaMm2()).isCloseTo(10.2 * 0.2, within(1e-6));
    assertThat(box.grow(0)).isSameAs(box);
    assertThat(PlanarShape.EMPTY.grow(5).isEmpty()).isTrue();
  }

  @Test
  void growing_and_shrinking_a_finely_drawn_circle_changes_its_radius_by_that_much() {
    PlanarShape circle = shape(Rings.circle(5, 5, 40, 1440));
    for (double r : new double[] {-30, -10, -5, -1, 1, 5, 10, 30}) {
      double radius = Math.sqrt(circle.grow(r).areaMm2() / Math.PI);
      assertThat(radius - 40).as("grown by %s", r).isCloseTo(r, within(3e-4 * Math.abs(r) + 1e-3));
    }
  }

  @Test
  void shrinking_a_polygon_takes_the_same_from_every_side_however_short() {
    for (int n : new int[] {60, 120, 240, 1000}) {
      double inner = 40 * Math.cos(Math.PI / n);
      PlanarShape polygon = shape(Rings.polygon(0, 0, 40, n));
      for (double r : new double[] {1, 5, 10}) {
        double exact = n * Math.tan(Math.PI / n) * (inner - r) * (inner - r);
        assertThat(polygon.grow(-r).areaMm2())
            .as("%d corners, by %s", n, r)
            .isCloseTo(exact, within(2 * Math.PI * 40 * 3e-4 * r));
      }
    }
  }

  @Test
  void holes_shrink_as_their_figure_grows() {
    PlanarShape ring = shape(Rings.rectangle(0, 0, 40, 40), Rings.rectangle(10, 10, 30, 30));
    assertThat(ring.grow(-2).areaMm2())
        .as("outer 36 x 36, hole 24 x 24 with round corners of radius 2")
        .isCloseTo(36 * 36 - (24 * 24 - (4 - Math.PI) * 4), within(3.3e-3 * 4 * Math.PI));
    assertThat(ring.grow(10).areaMm2())
        .as("the hole is closed")
        .isCloseTo(60 * 60 - (4 - Math.PI) * 100, within(1.4e-3 * 100 * Math.PI));
    assertThat(ring.grow(-6).isEmpty()).isTrue();
  }

  @Test
  void what_is_grown_is_what_lies_within_the_distance() {
    Random random = new Random(11);
    for (int trial = 0; trial < 30; trial++) {
      PlanarShape shape = blob(random, trial % 3 == 0).union(blob(random, trial % 4 == 0));
      double r = 0.2 + 4 * random.nextDouble();
      PlanarShape grown = shape.grow(r);
      PlanarShape shrunk = shape.grow(-r);
      for (int i = 0; i < 400; i++) {
        double u = -10 + 30 * random.nextDouble();
        double v = -10 + 30 * random.nextDouble();
        double outside = signedDistance(shape, u, v);
        if (outside < r) {
          assertThat(grown.contains(u, v)).as("%s mm outside, %s", outside, r).isTrue();
        } else if (outside > r + 0.02) {
          assertThat(grown.contains(u, v)).as("%s mm outside, %s", outside, r).isFalse();
        }
        if (outside < -r - 0.02) {
          assertThat(shrunk.contains(u, v)).as("%s mm inside, %s", -outside, r).isTrue();
        } else if (outside > -r) {
          assertThat(shrunk.contains(u, v)).as("%s mm inside, %s", -outside, r).isFalse();
        }
      }
    }
  }

  /** The distance to the nearest edge, negative inside. */
  private static double signedDistance(PlanarShape shape, double u, double v) {
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] ring : shape.rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = (i + 2) % ring.length;
        nearest =
            Math.min(
                nearest,
                java.awt.geom.Line2D.ptSegDist(ring[i], ring[i + 1], ring[j], ring[j + 1], u, v));
      }
    }
    return shape.contains(u, v) ? -nearest : nearest;
  }

  @Test
  void parts_and_holes_of_what_an_overlay_draws_add_up() {
    Random random = new Random(12);
    for (int trial = 0; trial < 200; trial++) {
      PlanarShape a = tiles(random);
      PlanarShape b = tiles(random);
      for (PlanarShape drawn : List.of(a.union(b), a.subtract(b), a.intersect(b))) {
        double area = drawn.parts().stream().mapToDouble(PlanarShape::areaMm2).sum();
        assertThat(area).isCloseTo(drawn.areaMm2(), within(1e-9));
        assertThat(PlanarShape.ofRings(drawn.rings()).areaMm2())
            .isCloseTo(drawn.areaMm2(), within(1e-9));
        for (PlanarShape part : drawn.parts()) {
          assertThat(part.areaMm2()).isPositive();
        }
      }
      double both = a.intersect(b).areaMm2();
      assertThat(a.union(b).areaMm2()).isCloseTo(a.areaMm2() + b.areaMm2() - both, within(1e-9));
      assertThat(both).as("a whole number of tiles").isCloseTo(Math.rint(both), within(1e-9));
    }
  }

  /** Some tiles of a chessboard: corners and edges meet wherever they can. */
  private static PlanarShape tiles(Random random) {
    List<double[]> rings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        if (random.nextInt(3) == 0) {
          rings.add(Rings.rectangle(i, j, i + 1, j + 1));
        }
      }
    }
    return PlanarShape.ofRings(rings);
  }

  @Test
  void centroid_and_containment_see_holes() {
    PlanarShape shape = shape(Rings.rectangle(0, 0, 20, 10), Rings.rectangle(10, 0, 20, 10));
    assertThat(shape.areaMm2()).isCloseTo(100, EXACT);
    assertThat(shape.centroid()).containsExactly(new double[] {5, 5}, within(1e-9));
  }
}
