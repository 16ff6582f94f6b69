package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.dicom.DicomBuilder.dataSet;
import static org.oarlock.dicom.SampleFiles.dose;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.dicom.DicomBuilder.Layout;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.problem.Problem;
import org.oarlock.quantity.Dose;

class DoseReaderTest {
  private static final double SCALING = 0.5;

  private final List<Problem> problems = new ArrayList<>();

  private DoseFile read(byte[] file, Dose hundredPercent) {
    DicomFile parsed = Part10Reader.read(ByteBuffer.wrap(file));
    FileIdentity identity = new FileIdentity("RD.dcm", "", "");
    return new DoseReader(parsed, identity, problems).read(hundredPercent);
  }

  private DoseGrid grid(DicomBuilder dose) {
    return read(dose.file(), null).grid();
  }

  private Problem problemOf(DicomBuilder dose) {
    return problemOf(dose.file(), null);
  }

  private Problem problemOf(byte[] file, Dose hundredPercent) {
    try {
      DoseFile read = read(file, hundredPercent);
      throw new AssertionError("was read: " + read);
    } catch (DicomException e) {
      return e.inFile("RD.dcm");
    }
  }

  private static List<Double> rows(DoseGrid grid) {
    List<Double> offsets = new ArrayList<>();
    for (int i = 0; i < grid.rows(); i++) {
      offsets.add(grid.rowMm(i));
    }
    return offsets;
  }

  private static List<Double> frames(DoseGrid grid) {
    List<Double> offsets = new ArrayList<>();
    for (int i = 0; i < grid.frames(); i++) {
      offsets.add(grid.frameMm(i));
    }
    return offsets;
  }

  // geometry

  /** Patient coordinates of the file's node (column, row, frame). */
  private interface Node {
    PatientPoint at(int column, int row, int frame);
  }

  private record Position(String name, double[] cosines, Node node) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * The eight positions: the direction cosines that an axial image has in them, and where its nodes
   * lie, by hand: 3 mm between columns, 2 mm between rows, 5 mm between frames from (10, 20, 30);
   * frames go along rows x columns.
   */
  static Stream<Position> positions() {
    return Stream.of(
        new Position("HFS", new double[] {1, 0, 0, 0, 1, 0}, (c, r, f) -> at(3 * c, 2 * r, 5 * f)),
        new Position(
            "HFP", new double[] {-1, 0, 0, 0, -1, 0}, (c, r, f) -> at(-3 * c, -2 * r, 5 * f)),
        new Position(
            "FFS", new double[] {-1, 0, 0, 0, 1, 0}, (c, r, f) -> at(-3 * c, 2 * r, -5 * f)),
        new Position(
            "FFP", new double[] {1, 0, 0, 0, -1, 0}, (c, r, f) -> at(3 * c, -2 * r, -5 * f)),
        new Position(
            "HFDL", new double[] {0, -1, 0, 1, 0, 0}, (c, r, f) -> at(2 * r, -3 * c, 5 * f)),
        new Position(
            "HFDR", new double[] {0, 1, 0, -1, 0, 0}, (c, r, f) -> at(-2 * r, 3 * c, 5 * f)),
        new Position(
            "FFDL", new double[] {0, 1, 0, 1, 0, 0}, (c, r, f) -> at(2 * r, 3 * c, -5 * f)),
        new Position(
            "FFDR", new double[] {0, -1, 0, -1, 0, 0}, (c, r, f) -> at(-2 * r, -3 * c, -5 * f)));
  }

  private static PatientPoint at(double x, double y, double z) {
    return new PatientPoint(10 + x, 20 + y, 30 + z);
  }

  private static void assertDosesLieAt(DoseGrid grid, Node node) {
    assertThat(grid.doseGy()).hasSize(12);
    for (int frame = 0; frame < 2; frame++) {
      for (int row = 0; row < 2; row++) {
        for (int column = 0; column < 3; column++) {
          PatientPoint point = node.at(column, row, frame);
          double expected = SCALING * (column + 10 * row + 100 * frame);
          assertThat(doseAt(grid, point)).as("%s", point).isEqualTo(expected);
        }
      }
    }
  }

  private static double doseAt(DoseGrid grid, PatientPoint point) {
    for (int k = 0; k < grid.frames(); k++) {
      for (int j = 0; j < grid.rows(); j++) {
        for (int i = 0; i < grid.columns(); i++) {
          PatientPoint node =
              grid.origin()
                  .plus(grid.axisX().times(grid.columnMm(i)))
                  .plus(grid.axisY().times(grid.rowMm(j)))
                  .plus(grid.axisZ().times(grid.frameMm(k)));
          if (node.minus(point).length() < 1e-9) {
            return grid.doseGy(i, j, k);
          }
        }
      }
    }
    throw new AssertionError("no node at " + point);
  }

  @ParameterizedTest
  @MethodSource("positions")
  void all_patient_positions_come_out_in_canonical_order(Position position) {
    DoseGrid grid = grid(dose().decimals(Tag.IMAGE_ORIENTATION_PATIENT, position.cosines));
    assertThat(grid.isAxisAligned()).isTrue();
    assertThat(grid.axisX()).isEqualTo(new PatientPoint(1, 0, 0));
    assertThat(grid.axisY()).isEqualTo(new PatientPoint(0, 1, 0));
    assertThat(grid.axisZ()).isEqualTo(new PatientPoint(0, 0, 1));
    assertDosesLieAt(grid, position.node);
  }

  @Test
  void nearly_unit_cosines_are_snapped_and_oblique_ones_are_kept() {
    DoseGrid snapped =
        grid(dose().decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0.000009, 0, -0.000009, 1, 0));
    assertThat(snapped.isAxisAligned()).isTrue();
    double cos = Math.cos(Math.toRadians(10));
    double sin = Math.sin(Math.toRadians(10));
    DoseGrid oblique =
        grid(dose().decimals(Tag.IMAGE_ORIENTATION_PATIENT, -cos, -sin, 0, sin, -cos, 0));
    assertThat(oblique.isAxisAligned()).isFalse();
    assertThat(oblique.axisX().minus(new PatientPoint(cos, sin, 0)).length()).isLessThan(1e-12);
    assertThat(oblique.axisY().minus(new PatientPoint(-sin, cos, 0)).length()).isLessThan(1e-12);
    assertDosesLieAt(
        oblique, (c, r, f) -> at(-3 * c * cos + 2 * r * sin, -3 * c * sin - 2 * r * cos, 5 * f));
  }

  @Test
  void coronal_frames_are_put_upright() {
    DoseGrid grid = grid(dose().decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 0, -1));
    // rows x columns = (1,0,0) x (0,0,-1) = (0,1,0)
    assertDosesLieAt(grid, (c, r, f) -> at(3 * c, 5 * f, -2 * r));
    assertThat(List.of(grid.columns(), grid.rows(), grid.frames())).containsExactly(3, 2, 2);
    assertThat(rows(grid)).containsExactly(0.0, 5.0);
  }

  @Test
  void absolute_frame_offsets_are_patient_coordinates() {
    DoseGrid up = grid(dose().decimals(Tag.GRID_FRAME_OFFSET_VECTOR, 30, 35));
    assertDosesLieAt(up, (c, r, f) -> at(3 * c, 2 * r, 5 * f));
    DoseGrid down = grid(dose().decimals(Tag.GRID_FRAME_OFFSET_VECTOR, 30, 25));
    assertDosesLieAt(down, (c, r, f) -> at(3 * c, 2 * r, -5 * f));
    DoseGrid feetFirst =
        grid(
            dose()
                .decimals(Tag.IMAGE_ORIENTATION_PATIENT, -1, 0, 0, 0, 1, 0)
                .decimals(Tag.GRID_FRAME_OFFSET_VECTOR, 30, 25));
    assertDosesLieAt(feetFirst, (c, r, f) -> at(-3 * c, 2 * r, -5 * f));
  }

  @Test
  void descending_and_uneven_frame_offsets() {
    DoseGrid descending = grid(dose().decimals(Tag.GRID_FRAME_OFFSET_VECTOR, 0, -5));
    assertDosesLieAt(descending, (c, r, f) -> at(3 * c, 2 * r, -5 * f));
    DicomBuilder uneven =
        dose()
            .integers(Tag.NUMBER_OF_FRAMES, 3)
            .shorts(Tag.ROWS, 2)
            .shorts(Tag.COLUMNS, 2)
            .decimals(Tag.GRID_FRAME_OFFSET_VECTOR, 0, -2, -7);
    DoseGrid grid = grid(uneven);
    assertThat(frames(grid)).containsExactly(0.0, 5.0, 7.0);
    assertThat(grid.origin().zMm()).isEqualTo(23);
  }

  @Test
  void single_frame_needs_no_offsets() {
    DicomBuilder single =
        dose()
            .remove(Tag.NUMBER_OF_FRAMES)
            .remove(Tag.GRID_FRAME_OFFSET_VECTOR)
            .shorts(Tag.PIXEL_DATA, "OW", 1, 2, 3, 4, 5, 6);
    assertThat(grid(single).frames()).isEqualTo(1);
    single.integers(Tag.NUMBER_OF_FRAMES, 1).decimals(Tag.GRID_FRAME_OFFSET_VECTOR, 30);
    assertThat(frames(grid(single))).containsExactly(0.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0\\0;neither rises nor falls",
        "0;has 1 values for 2 frames",
        "0\\5\\10;has 3 values for 2 frames",
        "7\\12;starts with 7.0"
      })
  void frame_offsets_that_cannot_be_are_problems(String offsets, String message) {
    Problem problem = problemOf(dose().text(Tag.GRID_FRAME_OFFSET_VECTOR, "DS", offsets));
    assertThat(problem.code()).isEqualTo("dose-frames");
    assertThat(problem.message()).contains(message);
    assertThat(problem.location().path()).isEqualTo("(3004,000C)");
  }

  @Test
  void frame_offsets_that_turn_around_are_a_problem() {
    DicomBuilder dose =
        dose().integers(Tag.NUMBER_OF_FRAMES, 3).decimals(Tag.GRID_FRAME_OFFSET_VECTOR, 0, 5, 3);
    assertThat(problemOf(dose).message()).contains("at value 3: 3.0 after 5.0");
  }

  @Test
  void orientation_that_is_not_orthonormal_is_a_problem() {
    for (double[] cosines :
        new double[][] {{1, 0, 0, 1, 0, 0}, {1, 0, 0, 0, 0.9, 0}, {0, 0, 0, 0, 0, 0}}) {
      Problem problem = problemOf(dose().decimals(Tag.IMAGE_ORIENTATION_PATIENT, cosines));
      assertThat(problem.code()).isEqualTo("dose-geometry");
    }
  }

  // pixels

  static Stream<Layout> layouts() {
    return Stream.of(
        Layout.IMPLICIT, Layout.EXPLICIT, Layout.BIG, Layout.DEFLATED, Layout.IMPLICIT.bare());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void every_encoding_gives_the_same_doses(Layout layout) {
    assertDosesLieAt(read(dose().file(layout), null).grid(), (c, r, f) -> at(3 * c, 2 * r, 5 * f));
    DicomBuilder wide =
        wide(0).ints(Tag.PIXEL_DATA, "OW", 0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112);
    assertDosesLieAt(read(wide.file(layout), null).grid(), (c, r, f) -> at(3 * c, 2 * r, 5 * f));
  }

  private static DicomBuilder wide(int representation) {
    return dose()
        .shorts(Tag.BITS_ALLOCATED, 32)
        .shorts(Tag.BITS_STORED, 32)
        .shorts(Tag.HIGH_BIT, 31)
        .shorts(Tag.PIXEL_REPRESENTATION, representation);
  }

  private static DicomBuilder small(DicomBuilder dose) {
    return dose.shorts(Tag.ROWS, 1)
        .shorts(Tag.COLUMNS, 2)
        .integers(Tag.NUMBER_OF_FRAMES, 1)
        .decimals(Tag.GRID_FRAME_OFFSET_VECTOR, 0);
  }

  @Test
  void unsigned_values_reach_to_the_top() {
    DoseGrid wide =
        grid(
            small(wide(0))
                .text(Tag.DOSE_GRID_SCALING, "DS", "1e-8")
                .ints(Tag.PIXEL_DATA, "OW", 4294967295L, 3000000000L));
    assertThat(wide.doseGy()).containsExactly(42.94967295f, 30f);
    DoseGrid narrow = grid(small(dose()).shorts(Tag.PIXEL_DATA, "OW", 65535, 40000));
    assertThat(narrow.doseGy()).containsExactly(32767.5f, 20000f);
  }

  @Test
  void signed_values_may_be_slightly_negative_with_a_warning() {
    DoseGrid wide = grid(small(wide(1)).ints(Tag.PIXEL_DATA, "OW", -4, 400));
    assertThat(wide.doseGy()).containsExactly(-2f, 200f);
    DoseGrid narrow =
        grid(
            small(dose())
                .shorts(Tag.PIXEL_REPRESENTATION, 1)
                .shorts(Tag.PIXEL_DATA, "OW", -327, 32767));
    assertThat(narrow.doseGy()).containsExactly(-163.5f, 16383.5f);
    assertThat(problems)
        .extracting(Problem::code)
        .containsExactly("dose-negative", "dose-negative");
    assertThat(problems.get(0).message()).contains("-2 Gy");
  }

  @Test
  void high_values_that_a_sign_turns_negative_are_refused() {
    DicomBuilder dose =
        small(dose())
            .shorts(Tag.PIXEL_REPRESENTATION, 1)
            .shorts(Tag.PIXEL_DATA, "OW", 30000, 40000);
    assertThat(problemOf(dose).code()).isEqualTo("dose-negative");
  }

  @Test
  void bits_outside_of_those_stored_are_ignored() {
    DicomBuilder twelve = small(dose()).shorts(Tag.BITS_STORED, 12).shorts(Tag.HIGH_BIT, 11);
    assertThat(grid(twelve.shorts(Tag.PIXEL_DATA, "OW", 0xF001, 0x0FFF)).doseGy())
        .containsExactly(0.5f, 2047.5f);
    assertThat(
            grid(twelve.shorts(Tag.HIGH_BIT, 15).shorts(Tag.PIXEL_DATA, "OW", 0x001F, 0xFFF0))
                .doseGy())
        .containsExactly(0.5f, 2047.5f);
    assertThat(
            grid(twelve
                    .shorts(Tag.PIXEL_REPRESENTATION, 1)
                    .shorts(Tag.PIXEL_DATA, "OW", 0x7D00, 0xFFE0))
                .doseGy())
        .containsExactly(1000f, -1f);
    DicomBuilder wide = small(wide(1)).shorts(Tag.BITS_STORED, 24).shorts(Tag.HIGH_BIT, 23);
    assertThat(grid(wide.ints(Tag.PIXEL_DATA, "OW", 0xAAFFFFFFL, 0x55000200L)).doseGy())
        .containsExactly(-0.5f, 256f);
  }

  @Test
  void big_endian_doses_of_32_bits_with_the_wrong_word_first_are_refused() {
    // the number 1 as 00 00 00 01; by the standard it is 00 01 00 00
    DicomBuilder wrong =
        small(wide(0))
            .bytes(
                Tag.PIXEL_DATA,
                "OW",
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 1,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 3);
    assertThat(problemOf(wrong.file(Layout.BIG), null).message()).contains("less significant word");
    DicomBuilder right =
        small(wide(0))
            .bytes(
                Tag.PIXEL_DATA,
                "OW",
                (byte) 0,
                (byte) 1,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 3,
                (byte) 0,
                (byte) 0);
    assertThat(read(right.file(Layout.BIG), null).grid().doseGy()).containsExactly(0.5f, 1.5f);
  }

  @Test
  void run_length_encoded_doses_are_decoded() {
    // frame 1: segment high byte: 6 zeros; low byte: 0 1 2 10 11 12; frame 2 the same plus 100
    byte[] first = rle(new byte[] {-5, 0}, new byte[] {5, 0, 1, 2, 10, 11, 12});
    byte[] second = rle(new byte[] {-5, 0, -128}, new byte[] {2, 100, 101, 102, 2, 110, 111, 112});
    DicomBuilder dose = dose().fragments(Tag.PIXEL_DATA, List.of(first, second));
    DoseGrid grid = read(dose.file(Layout.RLE), null).grid();
    assertDosesLieAt(grid, (c, r, f) -> at(3 * c, 2 * r, 5 * f));
  }

  @Test
  void run_length_encoded_doses_of_32_bits_have_four_planes() {
    byte[] frame =
        rle(new byte[] {1, 1, 0}, new byte[] {-1, 2}, new byte[] {-1, 3}, new byte[] {1, 4, 5});
    DicomBuilder dose = small(wide(0)).fragments(Tag.PIXEL_DATA, List.of(frame));
    dose.decimals(Tag.DOSE_GRID_SCALING, 1);
    assertThat(read(dose.file(Layout.RLE), null).grid().doseGy())
        .containsExactly((float) 0x01020304, (float) 0x00020305);
  }

  private static byte[] rle(byte[]... segments) {
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(segments.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] segment : segments) {
      header.putInt(64 + out.size());
      out.writeBytes(
          segment.length % 2 == 0 ? segment : java.util.Arrays.copyOf(segment, segment.length + 1));
    }
    byte[] data = out.toByteArray();
    return ByteBuffer.allocate(64 + data.length).put(header.array()).put(data).array();
  }

  @Test
  void corrupt_run_lengths_are_problems() {
    byte[] good = rle(new byte[] {-5, 0}, new byte[] {5, 0, 1, 2, 10, 11, 12});
    List<byte[]> bad =
        List.of(
            new byte[64],
            new byte[2],
            rle(new byte[] {-5, 0}),
            rle(new byte[] {-4, 0}, new byte[] {5, 0, 1, 2, 10, 11, 12}),
            rle(new byte[] {-6, 0}, new byte[] {5, 0, 1, 2, 10, 11, 12}),
            rle(new byte[] {-5, 0}, new byte[] {9, 0, 1, 2}));
    for (byte[] frame : bad) {
      DicomBuilder dose = dose().fragments(Tag.PIXEL_DATA, List.of(good, frame));
      assertThat(problemOf(dose.file(Layout.RLE), null).location().path()).isEqualTo("(7FE0,0010)");
    }
    DicomBuilder oneFrame = dose().fragments(Tag.PIXEL_DATA, List.of(good));
    assertThat(problemOf(oneFrame.file(Layout.RLE), null).message())
        .contains("1 RLE frames, expected 2");
  }

  @Test
  void other_compression_is_refused_by_name() {
    DicomBuilder dose = dose().fragments(Tag.PIXEL_DATA, List.of(new byte[10]));
    byte[] file = dose.file(Layout.EXPLICIT.named("1.2.840.10008.1.2.4.90"));
    Problem problem = problemOf(file, null);
    assertThat(problem.code()).isEqualTo("dicom-transfer-syntax");
    assertThat(problem.message()).contains("JPEG 2000 Lossless");
  }

  @Test
  void pixel_data_that_do_not_fit_are_problems() {
    assertThat(problemOf(dose().shorts(Tag.PIXEL_DATA, "OW", 1, 2, 3)).message())
        .contains("PixelData has 6 bytes", "need 24");
    assertThat(problemOf(dose().shorts(Tag.PIXEL_DATA, "OW", new int[14])).message())
        .contains("PixelData has 28 bytes", "only take 24");
    assertThat(problemOf(dose().remove(Tag.PIXEL_DATA)).message()).contains("no dose grid");
    assertThat(problemOf(dose().shorts(Tag.ROWS, 0)).message()).contains("Rows is 0");
    assertThat(problemOf(dose().remove(Tag.COLUMNS)).message()).contains("no Columns");
    assertThat(problemOf(dose().shorts(Tag.BITS_ALLOCATED, 8)).message())
        .contains("BitsAllocated is 8");
    assertThat(problemOf(dose().shorts(Tag.BITS_STORED, 17)).code()).isEqualTo("dose-pixels");
    assertThat(problemOf(dose().shorts(Tag.SAMPLES_PER_PIXEL, 3)).code()).isEqualTo("dose-pixels");
    assertThat(problemOf(dose().shorts(Tag.PIXEL_REPRESENTATION, 2)).code())
        .isEqualTo("dose-pixels");
    assertThat(problemOf(dose().integers(Tag.NUMBER_OF_FRAMES, -1)).code())
        .isEqualTo("dose-pixels");
  }

  @Test
  void monstrous_grid_is_refused_before_memory_is_taken() {
    DicomBuilder dose =
        dose()
            .shorts(Tag.ROWS, 65535)
            .shorts(Tag.COLUMNS, 65535)
            .integers(Tag.NUMBER_OF_FRAMES, Integer.MAX_VALUE);
    assertThat(problemOf(dose).code()).isEqualTo("dicom-limit");
    assertThat(problemOf(dose.file(Layout.RLE), null).code()).isEqualTo("dicom-limit");
  }

  // meaning

  @ParameterizedTest
  @CsvSource({"0", "-0.1", "nan", "inf", "1e400", "''"})
  void scaling_that_cannot_be_is_a_problem(String scaling) {
    Problem problem = problemOf(dose().text(Tag.DOSE_GRID_SCALING, "DS", scaling));
    assertThat(problem.isError()).isTrue();
    assertThat(problem.location().path()).isEqualTo("(3004,000E)");
  }

  @Test
  void scaling_beyond_single_precision_is_a_problem() {
    assertThat(problemOf(dose().text(Tag.DOSE_GRID_SCALING, "DS", "1e300")).code())
        .isEqualTo("dose-scaling");
  }

  @Test
  void units_and_types_other_than_known_are_problems() {
    assertThat(problemOf(dose().text(Tag.DOSE_UNITS, "CS", "CGY")).message()).contains("'CGY'");
    assertThat(problemOf(dose().remove(Tag.DOSE_UNITS)).code()).isEqualTo("dose-units");
    assertThat(problemOf(dose().text(Tag.DOSE_TYPE, "CS", "ERROR")).message()).contains("'ERROR'");
    assertThat(problemOf(dose().remove(Tag.DOSE_TYPE)).code()).isEqualTo("dose-type");
  }

  @Test
  void effective_dose_is_noted() {
    DoseFile file = read(dose().text(Tag.DOSE_TYPE, "CS", "EFFECTIVE").file(), null);
    assertThat(file.doseType()).isEqualTo("EFFECTIVE");
    assertThat(problems).extracting(Problem::code).containsExactly("dose-effective");
  }

  @Test
  void relative_dose_needs_to_be_told_what_it_is_relative_to() {
    DicomBuilder relative = dose().text(Tag.DOSE_UNITS, "CS", "RELATIVE");
    assertThat(problemOf(relative).code()).isEqualTo("dose-units-relative");
    assertThat(problemOf(relative.file(), Dose.ofGy(0)).code()).isEqualTo("dose-units-relative");
    // largest stored value 112: times 0.01 a fraction, times 1 percent, times 0.1 neither
    DoseFile fraction =
        read(relative.text(Tag.DOSE_GRID_SCALING, "DS", "0.01").file(), Dose.ofGy(60));
    assertThat(fraction.grid().doseGy(2, 1, 1)).isCloseTo(67.2, within(1e-5));
    DoseFile percent = read(relative.text(Tag.DOSE_GRID_SCALING, "DS", "1").file(), Dose.ofGy(60));
    assertThat(percent.grid().doseGy(2, 1, 1)).isCloseTo(67.2, within(1e-5));
    assertThat(percent.remarks()).hasSize(1).first().asString().contains("percent of 60 Gy");
    assertThat(problems).extracting(Problem::code).containsOnly("dose-units-relative");
    assertThat(
            problemOf(relative.text(Tag.DOSE_GRID_SCALING, "DS", "0.1").file(), Dose.ofGy(60))
                .message())
        .contains("neither");
  }

  @Test
  void dose_of_nothing_is_a_warning() {
    grid(dose().shorts(Tag.PIXEL_DATA, "OW", new int[12]));
    assertThat(problems).extracting(Problem::code).containsExactly("dose-zero");
  }

  @Test
  void histograms_of_the_planning_system_are_kept() {
    DicomBuilder dvh =
        dataSet()
            .text(Tag.DVH_TYPE, "CS", "CUMULATIVE")
            .text(Tag.DOSE_UNITS, "CS", "GY")
            .decimals(Tag.DVH_DOSE_SCALING, 2)
            .text(Tag.DVH_VOLUME_UNITS, "CS", "CM3")
            .integers(Tag.DVH_NUMBER_OF_BINS, 2)
            .decimals(Tag.DVH_DATA, 0.5, 10, 0.25, 4)
            .sequence(
                Tag.DVH_REFERENCED_ROI_SEQUENCE,
                dataSet()
                    .text(Tag.DVH_ROI_CONTRIBUTION_TYPE, "CS", "EXCLUDED")
                    .integers(Tag.REFERENCED_ROI_NUMBER, 8),
                dataSet()
                    .text(Tag.DVH_ROI_CONTRIBUTION_TYPE, "CS", "INCLUDED")
                    .integers(Tag.REFERENCED_ROI_NUMBER, 7))
            .decimals(Tag.DVH_MEAN_DOSE, 1.5);
    DicomBuilder wrong =
        dataSet()
            .integers(Tag.DVH_NUMBER_OF_BINS, 3)
            .decimals(Tag.DVH_DATA, 0.5, 10)
            .sequence(
                Tag.DVH_REFERENCED_ROI_SEQUENCE, dataSet().integers(Tag.REFERENCED_ROI_NUMBER, 7));
    DoseFile file = read(dose().sequence(Tag.DVH_SEQUENCE, dvh, wrong, dataSet()).file(), null);
    assertThat(file.dvhs())
        .containsExactly(
            new PlanningSystemDvh(
                7,
                "CUMULATIVE",
                "GY",
                "CM3",
                2,
                List.of(1.0, 0.5),
                List.of(10.0, 4.0),
                null,
                null,
                1.5));
    assertThat(problems).extracting(Problem::code).containsExactly("dose-dvh", "dose-dvh");
  }
}
