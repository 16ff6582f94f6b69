package org.oarlock.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.dvh.Phantoms;
import org.oarlock.dvh.StructureDose;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;
import org.oarlock.quantity.Dose;

/** Metrics of boxes in linear doses: every number derived by hand. */
class MetricEvaluationTest {
  private static final Offset<Double> GY = within(0.01);
  private static final Dose PRESCRIPTION = Dose.ofGy(50);

  /** Dose x in Gy, 0 to 100, on [0, 100] x [0, 40] x [0, 40]. */
  private static final DoseGrid GRID =
      Phantoms.grid(new PatientPoint(0, 0, 0), 41, 17, 17, 2.5, 2.5, 2.5, (x, y, z) -> x);

  private static StructureDose box(double x0, double x1) {
    return box(GRID, x0, x1, 5, 2, 10);
  }

  /** y from 10 to 30, {@code slices} slices from z0 on, each {@code spacing} thick. */
  private static StructureDose box(
      DoseGrid grid, double x0, double x1, double z0, double spacing, int slices) {
    List<PlanarContour> contours = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      contours.add(Phantoms.rectangle(x0, 10, x1, 30, z0 + (i + 0.5) * spacing));
    }
    return DvhCalculator.calculate(Solid.ofContours(contours, spacing), grid, DvhOptions.DEFAULT);
  }

  private static MetricResult result(String metric, StructureDose dose) {
    return Metric.parse(metric).evaluate(dose, PRESCRIPTION, null);
  }

  private static MetricValue value(String metric, StructureDose dose) {
    return value(metric, dose, null);
  }

  private static MetricValue value(
      String metric, StructureDose dose, @Nullable StructureDose body) {
    MetricResult result = Metric.parse(metric).evaluate(dose, PRESCRIPTION, body);
    assertThat(result).as(metric).isInstanceOf(MetricValue.class);
    return (MetricValue) result;
  }

  private static String reason(MetricResult result) {
    assertThat(result).isInstanceOf(NoValue.class);
    return ((NoValue) result).reason();
  }

  @Test
  void an_even_spread_from_20_to_60_gy_has_its_hand_derived_metrics() {
    StructureDose d = box(20, 60); // 40 x 20 x 20 mm = 16 cm3
    Object[][] expected = {
      {"V30Gy[%]", 75.0},
      {"V30Gy[cc]", 12.0},
      {"CV30Gy[%]", 25.0},
      {"CV30Gy[cc]", 4.0},
      {"V3000cGy[%]", 75.0},
      {"V100%[%]", 25.0},
      {"V80%[cc]", 8.0},
      {"V20Gy[%]", 100.0},
      {"V60.1Gy[%]", 0.0},
      {"V0Gy[%]", 100.0},
      {"D95%[Gy]", 22.0},
      {"D50%[Gy]", 40.0},
      {"D5%[Gy]", 58.0},
      {"D95%[cGy]", 2200.0},
      {"D95%[%]", 44.0},
      {"D4cc[Gy]", 50.0},
      {"DC4cc[Gy]", 30.0},
      {"DC25%[Gy]", 30.0},
      {"D100%[Gy]", 20.0},
      {"D0%[Gy]", 60.0},
      {"D16cc[Gy]", 20.0},
      {"DC16cc[Gy]", 60.0},
      {"DC0%[Gy]", 20.0},
      {"Min[Gy]", 20.0},
      {"Max[Gy]", 60.0},
      {"Mean[Gy]", 40.0},
      {"Median[Gy]", 40.0},
      {"Mean[%]", 80.0},
      {"Max[cGy]", 6000.0},
      {"Volume[cc]", 16.0},
      {"gEUD(a=1)[Gy]", 40.0},
      {"gEUD(a=2)[Gy]", Math.sqrt((216000 - 8000) / 3.0 / 40)},
      {"gEUD(a=-1)[Gy]", 40 / Math.log(3)},
      {"HI", (59.2 - 20.8) / 40},
    };
    for (Object[] e : expected) {
      MetricValue v = value((String) e[0], d);
      double scale = v.unit().symbol().equals("cGy") ? 100 : v.unit().symbol().equals("%") ? 2 : 1;
      assertThat(v.value()).as((String) e[0]).isCloseTo((double) e[1], within(0.01 * scale));
      assertThat(v.coveredPercent()).isEqualTo(100);
      assertThat(v.isFullyCovered()).isTrue();
      assertThat(v.missing()).isEqualTo(Interval.point(v.value()));
      assertThat(v.sampling().contains(v.value())).isTrue();
      assertThat(v.conventions().contains(v.value())).isTrue();
      assertThat(v.lower()).isLessThanOrEqualTo(v.value());
      assertThat(v.upper()).isGreaterThanOrEqualTo(v.value());
      assertThat(v.sampling().upper() - v.sampling().lower()).isLessThan(0.05 * scale);
    }
  }

  @Test
  void laws_hold_between_metrics() {
    StructureDose d = box(13.3, 71.9);
    assertThat(value("D100%[Gy]", d).value()).isEqualTo(value("Min[Gy]", d).value());
    assertThat(value("DC100%[Gy]", d).value()).isEqualTo(value("Max[Gy]", d).value());
    assertThat(value("D50%[Gy]", d).value()).isCloseTo(value("Median[Gy]", d).value(), GY);
    for (double dose = 5; dose < 80; dose += 3.7) {
      double v = value("V%sGy[cc]".formatted(dose), d).value();
      double cv = value("CV%sGy[cc]".formatted(dose), d).value();
      assertThat(v + cv).isCloseTo(value("Volume[cc]", d).value(), within(1e-9));
      assertThat(value("V%scGy[cc]".formatted(dose * 100), d).value())
          .as("Gy and cGy agree")
          .isCloseTo(v, within(1e-9));
      assertThat(value("V%s%%[cc]".formatted(dose * 2), d).value()).isCloseTo(v, within(1e-9));
    }
    assertThat(value("Mean[cGy]", d).value()).isEqualTo(value("Mean[Gy]", d).value() * 100);
    assertThat(value("V20Gy[%]", d).value()).isGreaterThanOrEqualTo(value("V30Gy[%]", d).value());
  }

  @Test
  void geud_of_an_even_spread_from_0_to_60_is_the_closed_form() {
    StructureDose d = box(0, 60);
    assertThat(value("gEUD(a=8)[Gy]", d).value()).isCloseTo(45.590141, within(0.002));
    assertThat(value("gEUD(a=0.5)[Gy]", d).value()).isCloseTo(60 / Math.pow(1.5, 2), within(0.002));
    assertThat(reason(result("gEUD(a=-8)[Gy]", d))).contains("negative exponent");
  }

  @Test
  void conformity_and_gradient_indices_are_ratios_of_box_volumes() {
    // target x in [40, 60]; body x in [0, 100]: PIV = 50 long, PIV50 = 75 long, same cross-section
    StructureDose target = box(40, 60);
    StructureDose body = box(0, 100);
    assertThat(value("CI", target, body).value()).isCloseTo(50.0 / 20, within(0.005));
    assertThat(value("PCI", target, body).value()).isCloseTo(100.0 / (20 * 50), within(0.001));
    assertThat(value("GI", target, body).value()).isCloseTo(75.0 / 50, within(0.003));
    assertThat(value("CI", target, body).missing().lower())
        .isEqualTo(value("CI", target, body).value());
  }

  @Test
  void what_cannot_be_known_has_a_reason_and_no_number() {
    StructureDose small = box(20, 23.75); // 1.5 cm3
    assertThat(reason(result("D2cc[Gy]", small))).contains("2 cc").contains("1.5");
    assertThat(reason(result("DC2cc[Gy]", small))).contains("more than");
    assertThat(value("D1.5cc[Gy]", small).value()).isCloseTo(20, GY);
    StructureDose d = box(20, 60);
    for (String metric : new String[] {"V95%[%]", "D95%[%]", "Mean[%]", "gEUD(a=2)[%]"}) {
      assertThat(reason(Metric.parse(metric).evaluate(d, null, null))).contains("prescription");
      assertThat(reason(Metric.parse(metric).evaluate(d, Dose.ofGy(0), null)))
          .contains("prescription");
      assertThat(reason(Metric.parse(metric).evaluate(d, Dose.ofGy(Double.NaN), null)))
          .contains("prescription");
    }
    for (String metric : new String[] {"CI", "PCI", "GI"}) {
      assertThat(reason(Metric.parse(metric).evaluate(d, PRESCRIPTION, null)))
          .contains("external contour");
      assertThat(reason(Metric.parse(metric).evaluate(d, null, d))).contains("prescription");
    }
    StructureDose cold = box(10, 20);
    assertThat(reason(Metric.parse("PCI").evaluate(cold, PRESCRIPTION, cold)))
        .contains("nothing receives");
    StructureDose empty =
        DvhCalculator.calculate(Solid.ofContours(List.of(), 0), GRID, DvhOptions.DEFAULT);
    StructureDose outside = box(200, 240);
    for (String metric :
        new String[] {
          "V20Gy[%]",
          "V20Gy[cc]",
          "CV20Gy[cc]",
          "D95%[Gy]",
          "D2cc[Gy]",
          "Min[Gy]",
          "Max[Gy]",
          "Mean[Gy]",
          "Median[Gy]",
          "gEUD(a=2)[Gy]",
          "HI"
        }) {
      assertThat(reason(result(metric, empty))).contains("no volume");
      assertThat(reason(result(metric, outside))).contains("outside the dose grid");
    }
    assertThat(reason(result("Volume[cc]", empty))).contains("no volume");
    assertThat(value("Volume[cc]", outside).value()).isCloseTo(16, within(1e-9));
    StructureDose none =
        box(
            Phantoms.grid(new PatientPoint(0, 0, 0), 41, 17, 17, 2.5, 2.5, 2.5, (x, y, z) -> 0),
            20,
            60,
            5,
            2,
            10);
    assertThat(reason(result("HI", none))).contains("D50% is 0");
  }

  @Test
  void half_a_structure_outside_the_grid_leaves_what_arithmetic_leaves() {
    // x from 80 to 120: the covered half gets 80 to 100 Gy evenly, 8 of 16 cm3 are unknown
    StructureDose d = box(80, 120);
    Object[][] expected = {
      // metric, value of the covered part, lower, upper with the unknown half cold or hot
      {"V90Gy[%]", 50.0, 25.0, 75.0},
      {"V90Gy[cc]", 4.0, 4.0, 12.0},
      {"CV90Gy[%]", 50.0, 25.0, 75.0},
      {"CV90Gy[cc]", 4.0, 4.0, 12.0},
      {"V200Gy[cc]", 0.0, 0.0, 8.0},
      // D25% = D(4 cc): 4 cc of the covered 8 get 90 Gy; the unknown half may be hotter
      {"D25%[Gy]", 95.0, 90.0, Double.POSITIVE_INFINITY},
      // D75% = D(12 cc): 0 if the unknown is cold, D(4 cc) = 90 if it is hot
      {"D75%[Gy]", 85.0, 0.0, 90.0},
      {"D4cc[Gy]", 90.0, 90.0, Double.POSITIVE_INFINITY},
      // DC4cc = D(12 cc) of the whole
      {"DC4cc[Gy]", 90.0, 0.0, 90.0},
      {"D100%[Gy]", 80.0, 0.0, 80.0},
      {"Min[Gy]", 80.0, 0.0, 80.0},
      {"Max[Gy]", 100.0, 100.0, Double.POSITIVE_INFINITY},
      {"Mean[Gy]", 90.0, 45.0, Double.POSITIVE_INFINITY},
      // the unknown half may be the hotter one, at any dose
      {"Median[Gy]", 90.0, 80.0, Double.POSITIVE_INFINITY},
      {"Mean[%]", 180.0, 90.0, Double.POSITIVE_INFINITY},
      {"gEUD(a=2)[Gy]", 90.185, 0.0, Double.POSITIVE_INFINITY},
      {"HI", 19.2 / 90, 0.0, Double.POSITIVE_INFINITY},
    };
    for (Object[] e : expected) {
      String metric = (String) e[0];
      MetricValue v = value(metric, d);
      Offset<Double> tolerance = within(0.03);
      assertThat(v.value()).as(metric).isCloseTo((double) e[1], tolerance);
      assertThat(v.missing().lower()).as(metric).isCloseTo((double) e[2], tolerance);
      if (Double.isInfinite((double) e[3])) {
        assertThat(v.missing().upper()).as(metric).isEqualTo((double) e[3]);
      } else {
        assertThat(v.missing().upper()).as(metric).isCloseTo((double) e[3], tolerance);
      }
      assertThat(v.missing().contains(v.value())).as(metric).isTrue();
      assertThat(v.coveredPercent()).isCloseTo(50, within(1e-4));
      assertThat(v.isFullyCovered()).isFalse();
    }
    assertThat(reason(result("D10cc[Gy]", d))).contains("10 cc").contains("covers");
    assertThat(value("Volume[cc]", d).missing()).isEqualTo(Interval.point(16));
  }

  @Test
  void whatever_is_outside_keeps_the_coverage_below_100_percent() {
    for (double beyond : new double[] {1e-4, 1e-3, 0.1, 5}) {
      MetricValue v = value("Max[Gy]", box(60, 100 + beyond));
      assertThat(v.coveredPercent()).as("%s mm outside", beyond).isLessThan(100);
      assertThat(v.upper()).isEqualTo(Double.POSITIVE_INFINITY);
    }
    assertThat(value("Max[Gy]", box(60, 100)).coveredPercent()).isEqualTo(100);
  }

  @Test
  void a_body_that_leaves_the_grid_leaves_its_indices_open() {
    StructureDose target = box(40, 60);
    StructureDose body = box(-50, 150);
    MetricValue ci = value("CI", target, body);
    assertThat(ci.value()).isCloseTo(2.5, within(0.005));
    assertThat(ci.missing().lower()).isLessThanOrEqualTo(2.5);
    assertThat(ci.missing().upper()).isGreaterThan(2.5);
  }

  @Test
  void the_conventions_interval_holds_the_value_without_end_caps() {
    DoseGrid alongZ =
        Phantoms.grid(new PatientPoint(0, 0, 0), 17, 17, 41, 2.5, 2.5, 2.5, (x, y, z) -> z);
    // 4 slices of 5 mm from z = 20 to 40; without caps from 22.5 to 37.5
    StructureDose d = box(alongZ, 10, 30, 20, 5, 4);
    Object[][] expected = {
      {"Min[Gy]", 20.0, 22.5}, {"Max[Gy]", 40.0, 37.5}, {"Mean[Gy]", 30.0, 30.0},
      {"Volume[cc]", 8.0, 6.0}, {"V35Gy[cc]", 2.0, 1.0}, {"V35Gy[%]", 25.0, 100 / 6.0},
      {"D2cc[Gy]", 35.0, 32.5},
    };
    for (Object[] e : expected) {
      String metric = (String) e[0];
      MetricValue v = value(metric, d);
      assertThat(v.value()).as(metric).isCloseTo((double) e[1], within(0.05));
      assertThat(v.alternatives())
          .extracting(MetricValue.Alternative::name)
          .containsExactly("limited cap", "no cap");
      double other = v.alternatives().get(1).value();
      assertThat(other).as(metric).isCloseTo((double) e[2], within(0.05));
      assertThat(v.conventions().contains(other)).isTrue();
      assertThat(v.conventions().contains(v.value())).isTrue();
      assertThat(v.lower()).isLessThanOrEqualTo(Math.min(other, v.value()));
      assertThat(v.upper()).isGreaterThanOrEqualTo(Math.max(other, v.value()));
    }
    MetricValue single = value("Volume[cc]", box(alongZ, 10, 30, 20, 5, 1));
    assertThat(single.value()).isCloseTo(2, within(1e-9));
    assertThat(single.conventions().lower()).as("no caps, no volume").isZero();
  }

  @Test
  void a_plateau_at_the_limit_counts() {
    DoseGrid flat =
        Phantoms.grid(
            new PatientPoint(0, 0, 0),
            41,
            17,
            17,
            2.5,
            2.5,
            2.5,
            (x, y, z) -> x <= 50 ? 47.5 : 66.1);
    StructureDose d = box(flat, 30, 70, 5, 2, 10);
    assertThat(value("V47.5Gy[%]", d).value()).isEqualTo(100);
    assertThat(value("V66.1Gy[%]", d).value())
        .as("66.1 is not a float")
        .isCloseTo(100 * 17.5 / 40, within(0.01));
    assertThat(value("D95%[Gy]", d).value()).isEqualTo(47.5);
    assertThat(value("V95%[%]", d).value()).as("95 % of 50 Gy").isEqualTo(100);
  }
}
