package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.check.CheckCase.call;
import static org.oarlock.check.CheckCase.compare;
import static org.oarlock.check.CheckCase.literal;
import static org.oarlock.check.CheckCase.metricOf;
import static org.oarlock.check.CheckCase.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.oarlock.metric.MetricValue;
import org.oarlock.plan.ImageSeries;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;

/** Shells of what the scan cuts off: boxes of 20 by 20 mm, a layer of 5 mm. */
class ScanEndsTest {
  /** Of 400 mm2 all but 10 by 10 mm, over 40 mm. */
  private static final double MANTLE_CC = 300 * 40 / 1000.0;

  /** What a layer across an end takes from within the mantle. */
  private static final double LID_CC = 100 * 5 / 1000.0;

  /** 40 mm long, drawn on slices from -19 to 19 mm. */
  private static Structure limb(String type) {
    return Phantom.box("Limb", type, 0, 20, -20, 20);
  }

  private static CheckCase of(Structure... drawn) {
    CheckCase testCase = new CheckCase().draw(drawn).dose(Phantom.ramp(50, 0.1)).rule("Limb");
    testCase
        .goal("shell")
        .asks(
            compare(
                metricOf("Volume[cc]", call("shell", "Limb", literal("5 mm"))), ">", literal("0")));
    return testCase;
  }

  private static double volume(CheckCase testCase) {
    Judgement judgement = testCase.row("shell").judgements().get(0);
    return ((MetricValue) judgement.result()).value();
  }

  private static ImageSeries images(double lowestMm, double highestMm) {
    return new ImageSeries(
        20, List.of(2.0), List.of(2.0), new ImageSeries.Extent(lowestMm, highestMm));
  }

  @Test
  void what_is_drawn_on_the_first_and_the_last_image_has_no_ends() {
    CheckCase testCase = of(limb("EXTERNAL"));
    testCase.images = List.of(images(-19, 19));
    assertThat(volume(testCase)).isCloseTo(MANTLE_CC, within(1e-3));
    assertThat(testCase.check().problems()).extracting(Problem::code).isEmpty();
  }

  @Test
  void an_end_within_the_images_is_a_surface() {
    CheckCase testCase = of(limb("EXTERNAL"));
    testCase.images = List.of(images(-19, 40));
    assertThat(volume(testCase)).isCloseTo(MANTLE_CC + LID_CC, within(1e-3));
    testCase.images = List.of(images(-40, 40));
    assertThat(volume(testCase)).isCloseTo(MANTLE_CC + 2 * LID_CC, within(1e-3));
    testCase.images = List.of(images(-21, 21));
    assertThat(volume(testCase)).as("one slice further").isCloseTo(13, within(1e-3));
  }

  @Test
  void without_images_the_body_outline_tells_and_that_is_said() {
    CheckCase testCase =
        of(limb("ORGAN"), Phantom.box("Body", "EXTERNAL", -30, 50, -20, 30)).rule("Body");
    PlanResult result = testCase.check();
    MetricValue value = (MetricValue) row(result, "shell").judgements().get(0).result();
    assertThat(value.value()).isCloseTo(MANTLE_CC + LID_CC, within(1e-3));
    assertThat(result.problems())
        .filteredOn(p -> p.code().equals("structure-cut"))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.message())
                    .contains(
                        "shell(Limb, 5 mm)", "at -19.0 and 29.0 mm, as the body outline does"));
  }

  @Test
  void two_series_of_images_tell_nothing() {
    CheckCase testCase = of(limb("ORGAN"));
    testCase.images = List.of(images(-19, 19), images(-19, 30));
    assertThat(volume(testCase)).isCloseTo(MANTLE_CC + 2 * LID_CC, within(1e-3));
    testCase.images = List.of(new ImageSeries(20, List.of(), List.of()));
    assertThat(volume(testCase)).isCloseTo(MANTLE_CC + 2 * LID_CC, within(1e-3));
  }

  @Test
  void without_images_and_body_outline_every_end_is_a_surface() {
    CheckCase testCase = of(limb("ORGAN"));
    assertThat(volume(testCase)).isCloseTo(MANTLE_CC + 2 * LID_CC, within(1e-3));
    assertThat(testCase.check().problems()).isEmpty();
  }
}
