package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.MetricValue.Alternative;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.StructureRule.Each;
import org.oarlock.quantity.DecimalText;

/**
 * What a check says of other conventions is what a check under each of them finds: of balls, a
 * leaning cone, two lesions of which one ends beside the other, and of what is made of them, in a
 * dose that rises along x.
 */
class OtherConventionsTest {
  private static final List<String> METRICS =
      List.of(
          "Volume[cc]",
          "D95%[Gy]",
          "D50%[Gy]",
          "D2%[Gy]",
          "D0.1cc[Gy]",
          "Mean[Gy]",
          "Max[Gy]",
          "V50Gy[%]",
          "V50Gy[cc]",
          "HI");

  private static final Set<Convention> ALL = EnumSet.allOf(Convention.class);

  /** Margins around interpolated surfaces are drawn only for who asks for that convention. */
  private static final Set<Convention> MARGINS = EnumSet.copyOf(Convention.PRISMS);

  private static PlanarContour circle(double x, double z, double r) {
    int n = 60;
    double[] xyz = new double[3 * n];
    for (int i = 0; i < n; i++) {
      xyz[3 * i] = x + r * Math.cos(2 * Math.PI * i / n);
      xyz[3 * i + 1] = 1 + r * Math.sin(2 * Math.PI * i / n);
      xyz[3 * i + 2] = z;
    }
    return new PlanarContour(xyz);
  }

  private static List<PlanarContour> ball(double x, double z, double radius, double spacing) {
    List<PlanarContour> contours = new ArrayList<>();
    for (double at = z - radius + 0.3 * spacing; at < z + radius; at += spacing) {
      contours.add(circle(x, at, Math.sqrt(radius * radius - (at - z) * (at - z))));
    }
    return contours;
  }

  private static CheckCase phantom(Convention convention) {
    CheckCase check = new CheckCase();
    check.convention = convention;
    check.sliceSpacingMm = 4;
    List<PlanarContour> lesions = new ArrayList<>(ball(-30, 0, 11, 4));
    lesions.addAll(ball(35, 8, 7, 4));
    List<PlanarContour> cone = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      cone.add(circle(3.0 * i, -10 + 5 * i, 14 - 2 * i));
    }
    return check
        .draw(
            Phantom.structure("Ball", "ORGAN", ball(5, 0, 12, 4)),
            Phantom.structure("Cone", "ORGAN", cone),
            Phantom.structure("Lesions", "PTV", lesions),
            Phantom.structure("Body", "EXTERNAL", Phantom.contours(-60, 60, -40, 40)))
        .dose(Phantom.ramp(50, 0.5))
        .rule("Ball")
        .rule("Cone")
        .rule("Body", Each.ONE, "EXTERNAL", false, null)
        .rule("Lesions", Each.PART, "", false, null);
  }

  private static final Map<String, Expression> STRUCTURES =
      Map.of(
          "Ball", CheckCase.name("Ball"),
          "Cone", CheckCase.name("Cone"),
          "Lesions", CheckCase.name("Lesions"),
          "both", CheckCase.call("union", "Ball", "Cone"),
          "grown", CheckCase.call("expand", "Ball", CheckCase.literal("5 mm")),
          "skin", CheckCase.call("shell", "Cone", CheckCase.literal("3 mm")),
          "rest", CheckCase.call("subtract", "Body", "Lesions"));

  static List<String> structures() {
    return STRUCTURES.keySet().stream().sorted().toList();
  }

  /** One judgement for each piece of the structure. */
  private static List<Judgement> judged(
      Convention convention, String structure, String metric, double limit) {
    String unit = metric.replaceAll(".*\\[|].*", "");
    String asked = DecimalText.print(limit) + (metric.equals(unit) ? "" : " " + unit);
    CheckCase check =
        phantom(convention).goal("g").of(STRUCTURES.get(structure)).asks(metric, "<=", asked);
    return check.row("g").judgements();
  }

  private static double value(Judgement judgement) {
    return ((MetricValue) judgement.result()).value();
  }

  /**
   * The limit is put in the middle between the least and the largest value of all conventions, so
   * that at least one of them turns the verdict of another.
   */
  @ParameterizedTest
  @MethodSource("structures")
  void what_is_said_of_a_convention_is_what_a_check_under_it_finds(String structure) {
    int turnable = 0;
    for (String metric : METRICS) {
      Map<Convention, List<Judgement>> alone = new EnumMap<>(Convention.class);
      for (Convention convention : Convention.values()) {
        alone.put(convention, judged(convention, structure, metric, 1e6));
      }
      for (int piece = 0; piece < alone.get(Convention.SHAPE).size(); piece++) {
        Map<Convention, Double> values = new EnumMap<>(Convention.class);
        for (Convention convention : Convention.values()) {
          values.put(convention, value(alone.get(convention).get(piece)));
        }
        double least = Collections.min(values.values());
        double most = Collections.max(values.values());
        if (most - least > 1e-5 * Math.max(1, most)) {
          turnable++;
          for (Convention own : Convention.values()) {
            double limit = 0.5 * (least + most);
            Judgement judgement = judged(own, structure, metric, limit).get(piece);
            assertThat(judgement)
                .as("%s under %s", metric, own)
                .satisfies(says(own, values, limit, hasMargin(structure) ? MARGINS : ALL));
          }
        }
      }
    }
    assertThat(turnable).isGreaterThan(5);
  }

  private static boolean hasMargin(String structure) {
    return structure.equals("grown") || structure.equals("skin");
  }

  private static Consumer<Judgement> says(
      Convention own, Map<Convention, Double> values, double limit, Set<Convention> named) {
    return judgement -> {
      MetricValue value = (MetricValue) judgement.result();
      assertThat(value.value()).isEqualTo(values.get(own));
      Set<Convention> others = EnumSet.copyOf(named);
      others.remove(own);
      assertThat(value.alternatives()).hasSameSizeAs(others).allMatch(Alternative::isConvention);
      for (Convention other : others) {
        double found = values.get(other);
        assertThat(value.alternatives()).contains(Alternative.under(other, found));
        assertThat(value.conventions().contains(found)).isTrue();
        boolean turns = (found <= limit) != (value.value() <= limit);
        if (turns && Math.abs(found - limit) > 1e-6 * Math.max(1, limit)) {
          assertThat(judgement.borderline())
              .contains(
                  (found <= limit ? "PASS" : "FAIL")
                      + " with the convention '"
                      + other.label()
                      + "'");
        }
      }
    };
  }

  @Test
  void the_interpolated_surface_is_left_alone_where_no_limit_is_near() {
    Judgement far = judged(Convention.HALF_SLICE_CAP, "Ball", "D50%[Gy]", 70).get(0);
    assertThat(((MetricValue) far.result()).alternatives())
        .extracting(Alternative::name)
        .containsExactly("limited cap", "no cap");
    assertThat(far.borderline()).isNull();
    Judgement shaped = judged(Convention.SHAPE, "Ball", "D50%[Gy]", 70).get(0);
    assertThat(((MetricValue) shaped.result()).alternatives()).isEmpty();
  }

  /** A lesion's own caps come back where another convention than its own has them. */
  @Test
  void parts_keep_the_caps_of_each_convention() {
    for (Convention own : Convention.PRISMS) {
      List<Judgement> lesions = judged(own, "Lesions", "Volume[cc]", 1e6);
      assertThat(lesions).hasSize(2);
      double[] cc = {volume(ball(-30, 0, 11, 4), 4), volume(ball(35, 8, 7, 4), 4)};
      for (int i = 0; i < 2; i++) {
        MetricValue value = (MetricValue) lesions.get(i).result();
        double halfSliceCap =
            own == Convention.HALF_SLICE_CAP ? value.value() : value.alternatives().get(0).value();
        assertThat(halfSliceCap).as("%s, part %s", own, i + 1).isCloseTo(cc[i], within(1e-9));
      }
    }
  }

  /**
   * Parts are numbered by their volume: here the ball is the first with half-slice caps and the
   * second with an interpolated surface, which bulges beyond the end contours of the tube. The ball
   * gets 35 Gy in its middle, the tube 67.5 Gy.
   */
  @ParameterizedTest
  @EnumSource(Convention.class)
  void parts_are_told_by_where_they_are_and_not_by_their_number(Convention own) {
    List<PlanarContour> lesions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      double z = -9.8 + 4 * i;
      lesions.add(circle(-30, z, Math.sqrt(11 * 11 - z * z)));
      lesions.add(circle(35, z, 9.48));
    }
    lesions.add(circle(-30, 10.2, Math.sqrt(11 * 11 - 10.2 * 10.2)));
    CheckCase check = new CheckCase();
    check.convention = own;
    check.sliceSpacingMm = 4;
    check
        .draw(Phantom.structure("Lesions", "PTV", lesions))
        .dose(Phantom.ramp(50, 0.5))
        .rule("Lesions", Each.PART, "", false, null)
        .goal("g")
        .asks(
            CheckCase.compare(
                CheckCase.metricOf("D50%[Gy]", CheckCase.name("Lesions")),
                "<=",
                CheckCase.literal("35.05 Gy")));
    for (Judgement judgement : check.row("g").judgements()) {
      MetricValue value = (MetricValue) judgement.result();
      assertThat(value.alternatives())
          .allMatch(other -> Math.abs(other.value() - value.value()) < 0.5);
      if (value.value() < 40) {
        assertThat(value.alternatives()).hasSize(Convention.values().length - 1);
      }
    }
  }

  /** Each contour's area times the spacing, in cm3. */
  private static double volume(List<PlanarContour> contours, double spacing) {
    double mm3 = 0;
    for (PlanarContour contour : contours) {
      double r = Math.hypot(contour.xMm(0) - contour.xMm(30), contour.yMm(0) - contour.yMm(30)) / 2;
      mm3 += 0.5 * 60 * Math.sin(2 * Math.PI / 60) * r * r * spacing;
    }
    return mm3 / 1000;
  }
}
