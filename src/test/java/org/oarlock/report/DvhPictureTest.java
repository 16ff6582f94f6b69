package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.oarlock.check.PlanResult.Curve;
import org.oarlock.check.Verdict;
import org.oarlock.picture.Picture;
import org.oarlock.picture.Picture.Anchor;
import org.oarlock.picture.Picture.Path;
import org.oarlock.picture.Picture.Text;

/** Places on the chart are read with its own axes, as a person reads them. */
class DvhPictureTest {
  private static final Curve CURVE = new Curve("Rectum", "total", new SteppedDvh(70, 10, 30, 45));
  private static final LimitMark MARK =
      new LimitMark("goal", 0, 40, 35, LimitMark.Direction.DOWN, "", Verdict.FAIL);

  private final Picture picture =
      new DvhPicture(List.of(CURVE), List.of(MARK), 45, curve -> List.of()).picture();

  private List<Text> labels(Anchor anchor) {
    return picture.shapes().stream()
        .filter(Text.class::isInstance)
        .map(Text.class::cast)
        .filter(text -> text.anchor() == anchor && text.text().matches("[0-9.]+"))
        .toList();
  }

  private static double read(List<Text> labels, ToDoubleFunction<Text> place, double at) {
    Text first = labels.get(0);
    Text last = labels.get(labels.size() - 1);
    double share =
        (at - place.applyAsDouble(first))
            / (place.applyAsDouble(last) - place.applyAsDouble(first));
    double low = Double.parseDouble(first.text());
    return low + share * (Double.parseDouble(last.text()) - low);
  }

  private double doseGy(double x) {
    return read(labels(Anchor.MIDDLE), Text::x, x);
  }

  /** Baselines lie 3.5 below the lines that they name. */
  private double percent(double y) {
    return read(labels(Anchor.END), text -> text.y() - 3.5, y);
  }

  private Path path(boolean filled) {
    return picture.shapes().stream()
        .filter(Path.class::isInstance)
        .map(Path.class::cast)
        .filter(path -> filled ? path.fill() != null : path.lines().get(0).length > 4)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_curve_of_two_steps_falls_where_the_doses_are() {
    double[] line = path(false).lines().get(0);
    for (int i = 0; i < line.length; i += 2) {
      double doseGy = doseGy(line[i]);
      double percent = percent(line[i + 1]);
      boolean onAStep =
          Math.abs(percent - (doseGy < 10 ? 100 : 30)) < 0.1
              || Math.abs(doseGy - 10) < 0.2
              || Math.abs(doseGy - 45) < 0.2;
      assertThat(onAStep).as("%.3f Gy, %.3f %%", doseGy, percent).isTrue();
    }
    assertThat(percent(line[1])).isCloseTo(100, within(1e-6));
    assertThat(doseGy(line[0])).isCloseTo(0, within(1e-6));
    assertThat(doseGy(line[line.length - 2])).isCloseTo(45, within(1e-6));
    assertThat(percent(line[line.length - 1])).isCloseTo(0, within(1e-6));
  }

  @Test
  void a_limit_is_a_triangle_with_its_tip_there_and_a_dark_edge_unless_it_is_met() {
    Path mark = path(true);
    double[] triangle = mark.lines().get(0);
    assertThat(doseGy(triangle[0])).isCloseTo(40, within(1e-6));
    assertThat(percent(triangle[1])).isCloseTo(35, within(1e-6));
    assertThat(percent(triangle[3])).isGreaterThan(35);
    assertThat(percent(triangle[5])).isGreaterThan(35);
    assertThat(mark.stroke().colour().red()).isLessThan(40);
  }
}
