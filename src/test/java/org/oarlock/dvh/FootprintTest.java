package org.oarlock.dvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PlanarShape;

/** A footprint's blocks and parts add up to the figure's own moments, whatever the cells. */
class FootprintTest {
  private static final double[] UNEVEN = {
    -30, -27.5, -21, -20, -13, -9, -2, 0.3, 4, 11, 17, 24, 33
  };

  /** Moments 1, u, v, uu, uv, vv by Green's theorem. */
  private static double[] exact(PlanarShape shape) {
    double[] m = new double[6];
    for (double[] r : shape.rings()) {
      for (int i = 0; i < r.length; i += 2) {
        int j = (i + 2) % r.length;
        double a = r[i];
        double b = r[i + 1];
        double c = r[j];
        double d = r[j + 1];
        double cross = a * d - c * b;
        m[0] += cross / 2;
        m[1] += cross * (a + c) / 6;
        m[2] += cross * (b + d) / 6;
        m[3] += cross * (a * a + a * c + c * c) / 12;
        m[4] += cross * (2 * a * b + a * d + c * b + 2 * c * d) / 24;
        m[5] += cross * (b * b + b * d + d * d) / 12;
      }
    }
    return m;
  }

  private static double[] sums(Footprint footprint, Lattice across, Lattice up) {
    double[] m = new double[6];
    for (int row = footprint.firstRow(); row < footprint.endRow(); row++) {
      double height = up.blockBorder(row + 1) - up.blockBorder(row);
      double v = up.blockBorder(row) + height / 2;
      for (int r = footprint.runsFrom(row); r < footprint.runsTo(row); r += 2) {
        for (int b = footprint.runs()[r]; b < footprint.runs()[r + 1]; b++) {
          double width = across.blockBorder(b + 1) - across.blockBorder(b);
          double u = across.blockBorder(b) + width / 2;
          add(m, u, v, width * height, width * width / 12, 0, height * height / 12);
        }
      }
    }
    double[] p = footprint.parts();
    for (int i = 0; i < p.length; i += Footprint.PART) {
      add(m, p[i], p[i + 1], p[i + 2], p[i + 3], p[i + 4], p[i + 5]);
    }
    return m;
  }

  private static void add(
      double[] m, double u, double v, double area, double uu, double uv, double vv) {
    m[0] += area;
    m[1] += area * u;
    m[2] += area * v;
    m[3] += area * (u * u + uu);
    m[4] += area * (u * v + uv);
    m[5] += area * (v * v + vv);
  }

  private static double[] star(Random random, double cu, double cv, double radius) {
    int n = 3 + random.nextInt(40);
    double[] uv = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double angle = 2 * Math.PI * (i + 0.8 * random.nextDouble()) / n;
      double r = radius * (0.6 + 0.4 * random.nextDouble());
      uv[2 * i] = cu + r * Math.cos(angle);
      uv[2 * i + 1] = cv + r * Math.sin(angle);
    }
    return uv;
  }

  private static void check(PlanarShape shape, Axis axis) {
    double[] expected = exact(shape);
    for (double cell : new double[] {0.3, 0.7, 1.4, 3, 7, 15}) {
      for (double perBlock : new double[] {1, 2, 4}) {
        Lattice lattice = Lattice.of(axis, cell, cell * perBlock);
        double[] found = sums(Footprint.of(shape, lattice, lattice), lattice, lattice);
        for (int i = 0; i < 6; i++) {
          assertThat(found[i])
              .as("moment %d with cells of %s mm, %s per block", i, cell, perBlock)
              .isCloseTo(expected[i], within(1e-9 * (1 + expected[0]) * (i < 3 ? 30 : 900)));
        }
      }
    }
  }

  @Test
  void moments_of_random_figures_with_holes_are_exact_in_either_direction() {
    Random random = new Random(4);
    for (int trial = 0; trial < 40; trial++) {
      List<double[]> rings = new ArrayList<>();
      double cu = 4 * random.nextDouble() - 2;
      double cv = 4 * random.nextDouble() - 2;
      rings.add(star(random, cu, cv, 25));
      rings.add(star(random, cu, cv, 7)); // a hole: the outer star stays beyond 15 of its centre
      rings.add(star(random, cu, cv, 2));
      if (trial % 2 == 1) {
        rings.replaceAll(FootprintTest::backwards);
      }
      check(PlanarShape.ofRings(rings), new Axis(UNEVEN));
    }
  }

  private static double[] backwards(double[] uv) {
    double[] back = new double[uv.length];
    for (int i = 0; i < uv.length; i += 2) {
      back[i] = uv[uv.length - 2 - i];
      back[i + 1] = uv[uv.length - 1 - i];
    }
    return back;
  }

  @Test
  void boxes_on_and_off_the_nodes_are_exact() {
    for (double[] b :
        new double[][] {
          {-30, -30, 33, 33},
          {-20, -13, 4, 11},
          {-29, -3, 32.9, 33},
          {0.3, 0.3, 0.4, 30},
          {1, 5, 2, 6}
        }) {
      check(PlanarShape.polygon(b[0], b[1], b[2], b[1], b[2], b[3], b[0], b[3]), new Axis(UNEVEN));
    }
  }

  @Test
  void a_keyhole_encloses_no_more_than_its_ring() {
    // out and back along the same line to a hole drawn in the same ring
    PlanarShape keyhole =
        PlanarShape.polygon(
            -10, -10, 10, -10, 10, 0, 4, 0, 4, -4, -4, -4, -4, 4, 4, 4, 4, 0, 10, 0, 10, 10, -10,
            10);
    assertThat(keyhole.areaMm2()).isEqualTo(400 - 64);
    check(keyhole, new Axis(UNEVEN));
  }

  @Test
  void a_figure_clipped_at_lines_keeps_its_direction() {
    PlanarShape ring =
        PlanarShape.ofRings(
            List.of(
                new double[] {-20, -20, 20, -20, 20, 20, -20, 20},
                new double[] {-5, -25 + 10, 5, -15, 5, 15, -5, 15}));
    check(ring.clipped(-30, -10, 12, 10), new Axis(UNEVEN));
  }
}
