package org.oarlock.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.geometry.PatientPoint;

/** Lines with fewer corners, hatching, and the letters of directions. */
class LinesTest {
  private static double[] circle(double radius, int points) {
    double[] ring = new double[2 * points + 2];
    for (int i = 0; i <= points; i++) {
      ring[2 * i] = 200 + radius * StrictMath.cos(2 * Math.PI * (i % points) / points);
      ring[2 * i + 1] = 200 + radius * StrictMath.sin(2 * Math.PI * (i % points) / points);
    }
    return ring;
  }

  private static double distance(double x, double y, double[] line) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 3 < line.length; i += 2) {
      double dx = line[i + 2] - line[i];
      double dy = line[i + 3] - line[i + 1];
      double length2 = dx * dx + dy * dy;
      double t = length2 == 0 ? 0 : ((x - line[i]) * dx + (y - line[i + 1]) * dy) / length2;
      t = Math.max(0, Math.min(1, t));
      nearest = Math.min(nearest, Math.hypot(x - line[i] - t * dx, y - line[i + 1] - t * dy));
    }
    return nearest;
  }

  @Test
  void a_circle_keeps_as_many_corners_as_its_sagitta_needs() {
    double[] simple = Simplified.line(circle(100, 100_000), 0.25);

    // chords with the sagitta s = 0.25 to 0.5 of a circle of radius 100: 2 pi / (2 acos(1 - s / r))
    assertThat(simple.length / 2).isBetween(30, 80);
    for (int i = 0; i < simple.length; i += 2) {
      assertThat(Math.hypot(simple[i] - 200, simple[i + 1] - 200)).isCloseTo(100, within(1e-9));
    }
  }

  @Test
  void no_point_is_farther_than_the_tolerance_from_what_is_left() {
    Random random = new Random(11);
    for (int round = 0; round < 50; round++) {
      double[] walk = new double[2 * 400];
      for (int i = 2; i < walk.length; i++) {
        double step = random.nextInt(12) == 0 ? 40 : 1.5;
        walk[i] = walk[i - 2] + step * random.nextGaussian();
      }
      double[] simple = Simplified.line(walk, 0.5);
      assertThat(simple.length).isLessThanOrEqualTo(walk.length);
      for (int i = 0; i < walk.length; i += 2) {
        assertThat(distance(walk[i], walk[i + 1], simple)).isLessThanOrEqualTo(0.75);
      }
    }
  }

  @Test
  void a_spike_there_and_back_stays() {
    double[] spike = {0, 0, 10, 0, 200, 0, 20, 0, 20, 50};
    assertThat(Simplified.line(spike, 0.5)).contains(200);
  }

  @Test
  void hatching_has_the_length_that_its_area_needs() {
    // lines a distance d apart cover an area A with a length of A / d
    double[] square = {0, 0, 300, 0, 300, 200, 0, 200};
    double[] hole = {100, 50, 200, 50, 200, 150, 100, 150};
    double length = 0;
    for (double[] line : Hatching.of(List.of(square, hole), 1)) {
      length += Math.hypot(line[2] - line[0], line[3] - line[1]);
      double middleX = (line[0] + line[2]) / 2;
      double middleY = (line[1] + line[3]) / 2;
      assertThat(middleX > 100 && middleX < 200 && middleY > 50 && middleY < 150).isFalse();
    }
    assertThat(length / Math.sqrt(2)).isCloseTo(300 * 200 - 100 * 100, within(300.0));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, L",
    "-1, 0, 0, R",
    "0, 1, 0, P",
    "0, -1, 0, A",
    "0, 0, 1, S",
    "0, 0, -1, I",
    "0.8, -0.6, 0, LA",
    "-0.1, 0.2, -0.97, I",
    "-0.5, 0.5, 0.7071, SRP"
  })
  void directions_have_the_letters_of_the_side_they_point_to(
      double x, double y, double z, String letters) {
    assertThat(Orientation.letters(new PatientPoint(x, y, z))).isEqualTo(letters);
  }
}
