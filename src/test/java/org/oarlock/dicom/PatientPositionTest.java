package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.dvh.DoseVolumeHistogram;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Plan;

/**
 * Gate 9 from files: gradients of 1 Gy/mm at 45° to the axes on voxels of 1 x 1 x 3 mm, written as
 * RT Dose in each of the eight patient positions, over a cylinder whose histogram has a closed
 * form.
 */
class PatientPositionTest {
  private static final double H = Math.sqrt(0.5);
  private static final double RADIUS = 9;
  private static final double X = 1.3;
  private static final double Y = -2.6;
  private static final double MIDDLE_GY = 40;
  private static final double SCALING = 1e-6;

  /** Contours at z = -12, -9, …, 12: with half-slice caps the cylinder is 27 mm long. */
  private static final double HALF_LENGTH = 13.5;

  private static final double[] PERCENT = {99, 98, 95, 50, 5, 2, 1};

  @TempDir Path folder;

  /**
   * @param alongRow the direction of growing column index
   * @param alongColumn that of growing row index; frames go along their cross product
   */
  private record Position(String name, double[] alongRow, double[] alongColumn) {
    double[] normal() {
      double[] a = alongRow;
      double[] b = alongColumn;
      return new double[] {
        a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
      };
    }
  }

  private static double[] axis(int x, int y) {
    return new double[] {x, y, 0};
  }

  private static Stream<Position> positions() {
    return Stream.of(
        new Position("HFS", axis(1, 0), axis(0, 1)),
        new Position("HFP", axis(-1, 0), axis(0, -1)),
        new Position("FFS", axis(-1, 0), axis(0, 1)),
        new Position("FFP", axis(1, 0), axis(0, -1)),
        new Position("HFDL", axis(0, -1), axis(1, 0)),
        new Position("HFDR", axis(0, 1), axis(-1, 0)),
        new Position("FFDL", axis(0, 1), axis(1, 0)),
        new Position("FFDR", axis(0, -1), axis(-1, 0)));
  }

  private static DicomBuilder dose(Position position, double[] gradient) {
    int n = 34; // 33 mm across
    int frames = 13; // 36 mm along
    double[] a = position.alongRow();
    double[] b = position.alongColumn();
    double[] c = position.normal();
    double[] first = new double[3];
    double[] phase = {X + 0.37, Y - 0.21, 0.9};
    for (int d = 0; d < 3; d++) {
      first[d] = phase[d] - 16.5 * a[d] - 16.5 * b[d] - 18 * c[d];
    }
    long[] stored = new long[n * n * frames];
    for (int i = 0; i < stored.length; i++) {
      double gy = MIDDLE_GY;
      for (int d = 0; d < 3; d++) {
        double mm = first[d] + i % n * a[d] + i / n % n * b[d] + 3 * (i / (n * n)) * c[d];
        gy += gradient[d] * mm;
      }
      stored[i] = Math.round(gy / SCALING);
    }
    return SampleFiles.dose()
        .decimals(Tag.IMAGE_POSITION_PATIENT, first)
        .decimals(Tag.IMAGE_ORIENTATION_PATIENT, a[0], a[1], a[2], b[0], b[1], b[2])
        .integers(Tag.NUMBER_OF_FRAMES, frames)
        .shorts(Tag.ROWS, n)
        .shorts(Tag.COLUMNS, n)
        .decimals(Tag.PIXEL_SPACING, 1, 1)
        .shorts(Tag.BITS_ALLOCATED, 32)
        .shorts(Tag.BITS_STORED, 32)
        .shorts(Tag.HIGH_BIT, 31)
        .decimals(
            Tag.GRID_FRAME_OFFSET_VECTOR,
            IntStream.range(0, frames).mapToDouble(f -> 3 * f).toArray())
        .text(Tag.DOSE_GRID_SCALING, "DS", "1E-6")
        .ints(Tag.PIXEL_DATA, "OW", stored);
  }

  private static DicomBuilder contour(double z) {
    int n = 360;
    double r = RADIUS * Math.sqrt(2 * Math.PI / (n * Math.sin(2 * Math.PI / n))); // same area
    double[] xyz = new double[3 * n];
    for (int i = 0; i < n; i++) {
      xyz[3 * i] = X + r * Math.cos(2 * Math.PI * i / n);
      xyz[3 * i + 1] = Y + r * Math.sin(2 * Math.PI * i / n);
      xyz[3 * i + 2] = z;
    }
    return SampleFiles.contour("CLOSED_PLANAR", xyz);
  }

  private static DicomBuilder structures() {
    return SampleFiles.structures()
        .sequence(
            Tag.ROI_CONTOUR_SEQUENCE,
            SampleFiles.contours(
                7,
                IntStream.rangeClosed(-4, 4)
                    .mapToObj(i -> contour(3 * i))
                    .toArray(DicomBuilder[]::new)));
  }

  /** The area of a disc beyond a line at a distance from its centre. */
  private static double segment(double s) {
    double at = Math.max(-RADIUS, Math.min(RADIUS, s));
    return RADIUS * RADIUS * Math.acos(at / RADIUS) - at * Math.sqrt(RADIUS * RADIUS - at * at);
  }

  /** The integral of {@link #segment}. */
  private static double integral(double s) {
    if (s < -RADIUS) {
      return Math.PI * RADIUS * RADIUS * (s + RADIUS) + integral(-RADIUS);
    }
    double at = Math.min(RADIUS, s);
    return at * segment(at) - 2.0 / 3 * Math.pow(RADIUS * RADIUS - at * at, 1.5);
  }

  /** Volume in mm3 with at least a dose. */
  private static double atLeast(double gy, double[] gradient) {
    double inPlane = Math.hypot(gradient[0], gradient[1]);
    double along = gradient[2];
    double s = gy - MIDDLE_GY - gradient[0] * X - gradient[1] * Y;
    if (along == 0) {
      return segment(s / inPlane) * 2 * HALF_LENGTH;
    }
    double low = integral((s + along * HALF_LENGTH) / inPlane);
    double high = integral((s - along * HALF_LENGTH) / inPlane);
    return inPlane / along * (low - high);
  }

  private static double doseToHottest(double mm3, double[] gradient) {
    double low = 0;
    double high = 80;
    while (high - low > 1e-9) {
      double middle = 0.5 * (low + high);
      if (atLeast(middle, gradient) >= mm3) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @ParameterizedTest
  @MethodSource("positions")
  void oblique_gradients_are_exact_in_every_patient_position(Position position) {
    double volume = Math.PI * RADIUS * RADIUS * 2 * HALF_LENGTH;
    double worst = 0;
    double sum = 0;
    int count = 0;
    for (double[] gradient :
        new double[][] {{H, 0, H}, {H, 0, -H}, {0, H, H}, {0, -H, H}, {H, H, 0}, {H, -H, 0}}) {
      SampleFiles.write(
          folder,
          "RP.dcm",
          SampleFiles.plan()
              .sequence(
                  Tag.PATIENT_SETUP_SEQUENCE,
                  DicomBuilder.dataSet().text(Tag.PATIENT_POSITION, "CS", position.name())));
      SampleFiles.write(folder, "RS.dcm", structures());
      SampleFiles.write(folder, "RD.dcm", dose(position, gradient));
      Plan plan = PlanLoader.load(LoadRequest.of(folder), Progress.NONE).plans().get(0);
      assertThat(plan.phases().get(0).patientPosition()).isEqualTo(position.name());
      DoseVolumeHistogram found =
          DvhCalculator.calculate(
                  Solid.ofContours(plan.structureSet().structures().get(0).contours(), 0),
                  plan.phases().get(0).dose().grid(),
                  DvhOptions.DEFAULT)
              .primary();
      assertThat(1000 * found.totalVolumeCm3()).isCloseTo(volume, within(1e-4 * volume));
      assertThat(found.coveredVolumeCm3()).isEqualTo(found.totalVolumeCm3());
      double[] errors = new double[PERCENT.length + 1];
      for (int i = 0; i < PERCENT.length; i++) {
        errors[i] =
            found.doseToHottestGy(PERCENT[i] / 100 * found.totalVolumeCm3())
                - doseToHottest(PERCENT[i] / 100 * volume, gradient);
      }
      errors[PERCENT.length] = found.meanGy() - (MIDDLE_GY + gradient[0] * X + gradient[1] * Y);
      for (double error : errors) {
        worst = Math.max(worst, Math.abs(error));
        sum += Math.abs(error);
        count++;
      }
    }
    assertThat(worst).isLessThan(0.03);
    assertThat(sum / count).isLessThan(0.01);
  }
}
