package org.oarlock.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.oarlock.geometry.PatientPoint;

class BeamViewTest {
  private static final PatientPoint ISOCENTRE = new PatientPoint(12, -34, 56);

  private static BeamView view(String position, double gantry, double collimator, double couch) {
    return BeamView.at(PatientPosition.of(position), ISOCENTRE, 1000, gantry, collimator, couch);
  }

  /** Where the source is, in the patient's own words: left +x, back +y, head +z. */
  @ParameterizedTest
  @CsvSource({
    "HFS, 0, 0, 0, -1, 0", // from the front
    "HFS, 90, 0, 1, 0, 0", // from the left
    "HFS, 180, 0, 0, 1, 0",
    "HFS, 270, 0, -1, 0, 0",
    "HFP, 0, 0, 0, 1, 0", // prone: from the back
    "HFP, 90, 0, -1, 0, 0", // from the right
    "FFS, 0, 0, 0, -1, 0",
    "FFS, 90, 0, -1, 0, 0", // feet first mirrors left and right
    "FFP, 0, 0, 0, 1, 0",
    "FFP, 90, 0, 1, 0, 0",
    "HFDR, 0, 0, 1, 0, 0", // on the right side: from the left
    "HFDR, 90, 0, 0, 1, 0", // from the back
    "HFDL, 0, 0, -1, 0, 0",
    "HFDL, 90, 0, 0, -1, 0",
    "FFDR, 0, 0, 1, 0, 0",
    "FFDR, 90, 0, 0, -1, 0",
    "FFDL, 0, 0, -1, 0, 0",
    "FFDL, 90, 0, 0, 1, 0",
    // the couch turns counter-clockwise seen from above: the head, which was at the gantry, goes
    // to the left of who faces it, so that a beam from the right comes from the feet
    "HFS, 90, 90, 0, 0, -1",
    "HFS, 270, 90, 0, 0, 1",
    "HFS, 0, 90, 0, -1, 0",
    "FFS, 90, 90, 0, 0, 1",
  })
  void source_stands_where_the_patient_sees_it(
      String position, double gantry, double couch, double x, double y, double z) {
    PatientPoint toSource = view(position, gantry, 0, couch).z();
    assertThat(toSource.minus(new PatientPoint(x, y, z)).length()).isLessThan(1e-12);
  }

  /** Head first on the back, gantry 0: x of the jaws is the patient's left, y the head. */
  @ParameterizedTest
  @CsvSource({"0, 1, 0, 0, 1", "90, 0, 1, -1, 0", "180, -1, 0, 0, -1", "270, 0, -1, 1, 0"})
  void collimator_turns_counter_clockwise_seen_from_the_source(
      double collimator, double xLeft, double xHead, double yLeft, double yHead) {
    BeamView view = view("HFS", 0, collimator, 0);
    assertThat(view.x().minus(new PatientPoint(xLeft, 0, xHead)).length()).isLessThan(1e-12);
    assertThat(view.y().minus(new PatientPoint(yLeft, 0, yHead)).length()).isLessThan(1e-12);
  }

  @ParameterizedTest
  @EnumSource(PatientPosition.class)
  void axes_are_those_of_the_standards_chain_of_rotations(PatientPosition position) {
    double[] isocentre = {ISOCENTRE.xMm(), ISOCENTRE.yMm(), ISOCENTRE.zMm()};
    for (double gantry : new double[] {0, 17, 90, 133, 271}) {
      for (double collimator : new double[] {0, 30, 90, 345}) {
        for (double couch : new double[] {0, 20, 90, 290}) {
          BeamView view = BeamView.at(position, ISOCENTRE, 1000, gantry, collimator, couch);
          PatientPoint offset = new PatientPoint(70, 31, -45).minus(ISOCENTRE);
          double[] expected =
              Iec.toCollimator(position.name(), isocentre, gantry, collimator, couch, 70, 31, -45);
          assertThat(view.x().dot(offset)).isCloseTo(expected[0], within(1e-9));
          assertThat(view.y().dot(offset)).isCloseTo(expected[1], within(1e-9));
          assertThat(view.z().dot(offset)).isCloseTo(expected[2], within(1e-9));
        }
      }
    }
  }

  @Test
  void other_positions_are_refused() {
    assertThatThrownBy(() -> PatientPosition.of("SITTING"))
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining("HFS");
    assertThatThrownBy(() -> PatientPosition.of("")).hasMessageContaining("position");
  }
}
