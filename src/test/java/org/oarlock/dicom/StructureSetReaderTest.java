package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.oarlock.dicom.DicomBuilder.dataSet;
import static org.oarlock.dicom.SampleFiles.contour;
import static org.oarlock.dicom.SampleFiles.contours;
import static org.oarlock.dicom.SampleFiles.roi;
import static org.oarlock.dicom.SampleFiles.structures;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.oarlock.plan.Colour;
import org.oarlock.plan.CtSlices;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;

class StructureSetReaderTest {
  private static final double[] SQUARE = {0, 0, 1, 10, 0, 1, 10, 10, 1, 0, 10, 1};

  private final List<Problem> problems = new ArrayList<>();

  private StructureSet read(DicomBuilder structures) {
    DicomFile file = Part10Reader.read(ByteBuffer.wrap(structures.file()));
    return new StructureSetReader(file, new FileIdentity("RS.dcm", "", ""), problems)
        .read(new SliceSpacing(3, List.of(), CtSlices.NONE));
  }

  @Test
  void a_structure_has_the_colour_that_its_file_gives_it() {
    DicomBuilder square = contours(7, contour("CLOSED_PLANAR", SQUARE));
    assertThat(colour(square.integers(Tag.ROI_DISPLAY_COLOR, 255, 128, 0)))
        .isEqualTo(new Colour(255, 128, 0));
    assertThat(colour(square.integers(Tag.ROI_DISPLAY_COLOR, 256, 0, 0))).isNull();
    assertThat(colour(square.integers(Tag.ROI_DISPLAY_COLOR, 255, 0))).isNull();
    assertThat(colour(square.text(Tag.ROI_DISPLAY_COLOR, "IS", "red", "0", "0"))).isNull();
    assertThat(colour(square.remove(Tag.ROI_DISPLAY_COLOR))).isNull();
    assertThat(problems).isEmpty();
  }

  private @Nullable Colour colour(DicomBuilder contours) {
    DicomBuilder set =
        structures()
            .sequence(Tag.STRUCTURE_SET_ROI_SEQUENCE, roi(7, "PTV"))
            .sequence(Tag.ROI_CONTOUR_SEQUENCE, contours);
    return read(set).structures().get(0).colour();
  }

  /** As of a file that was cut off between two elements. */
  @Test
  void a_structure_set_without_any_contour_is_refused_and_one_without_types_a_warning() {
    DicomBuilder withoutTypes = structures().remove(Tag.RT_ROI_OBSERVATIONS_SEQUENCE);
    assertThat(read(withoutTypes).structures()).hasSize(2);
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("structures-type");
              assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            });
    assertThatThrownBy(() -> read(withoutTypes.remove(Tag.ROI_CONTOUR_SEQUENCE)))
        .isInstanceOf(DicomException.class)
        .hasMessage("none of its 2 structures has contours: perhaps its end is missing");
  }

  private Structure only(DicomBuilder... contours) {
    StructureSet set =
        read(
            structures()
                .sequence(Tag.STRUCTURE_SET_ROI_SEQUENCE, roi(7, "PTV"))
                .sequence(Tag.ROI_CONTOUR_SEQUENCE, contours(7, contours)));
    assertThat(set.structures()).hasSize(1);
    return set.structures().get(0);
  }

  private void assertRefused(Structure structure, String message, String path) {
    assertThat(structure.contours()).isEmpty();
    assertThat(problems).hasSize(1);
    Problem problem = problems.get(0);
    assertThat(problem.isError()).isTrue();
    assertThat(problem.message()).contains("structure 7 'PTV'", message);
    assertThat(problem.location().path()).isEqualTo(path);
  }

  @Test
  void structures_are_read_with_type_frame_and_empty_ones() {
    StructureSet set = read(structures());
    assertThat(set.label()).isEqualTo("Set");
    assertThat(set.frameOfReferenceUid()).isEqualTo(SampleFiles.FRAME_UID);
    assertThat(set.sliceSpacingMm()).isEqualTo(3);
    assertThat(set.structures()).extracting(Structure::name).containsExactly("PTV", "Empty");
    assertThat(set.structures()).extracting(Structure::type).containsExactly("PTV", "");
    Structure ptv = set.structures().get(0);
    assertThat(ptv.contours()).hasSize(1);
    assertThat(ptv.contours().get(0).size()).isEqualTo(4);
    assertThat(ptv.contours().get(0).xMm(2)).isEqualTo(10);
    assertThat(set.structures().get(1).contours()).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void points_and_open_contours_are_counted_apart() {
    Structure structure =
        only(
            contour("CLOSED_PLANAR", SQUARE),
            contour("CLOSEDPLANAR_XOR", SQUARE),
            contour("POINT", 1, 2, 3),
            contour("OPEN_PLANAR", SQUARE),
            contour("OPEN_NONPLANAR", SQUARE));
    assertThat(structure.contours()).hasSize(2);
    assertThat(structure.points()).isEqualTo(1);
    assertThat(structure.openContours()).isEqualTo(2);
    assertThat(problems).isEmpty();
  }

  @Test
  void contours_of_few_points_are_ignored_with_a_note() {
    Structure structure =
        only(
            contour("CLOSED_PLANAR", SQUARE),
            contour("CLOSED_PLANAR", 1, 2, 3, 4, 5, 6),
            contour("CLOSED_PLANAR", 1, 2, 3),
            contour("CLOSED_PLANAR"));
    assertThat(structure.contours()).hasSize(1);
    assertThat(problems).hasSize(3).allMatch(p -> p.severity() == Severity.NOTE);
    assertThat(problems.get(0).message()).contains("contour 2 has only 2 points");
  }

  @Test
  void structures_without_contour_item_or_with_an_empty_one_are_kept() {
    StructureSet set =
        read(
            structures()
                .sequence(
                    Tag.STRUCTURE_SET_ROI_SEQUENCE,
                    roi(1, "a"),
                    roi(2, "b"),
                    roi(3, "c"),
                    roi(4, "a"))
                .sequence(
                    Tag.ROI_CONTOUR_SEQUENCE,
                    dataSet().integers(Tag.REFERENCED_ROI_NUMBER, 1),
                    contours(2),
                    contours(4, contour("CLOSED_PLANAR", SQUARE))));
    assertThat(set.structures()).extracting(Structure::name).containsExactly("a", "b", "c", "a");
    assertThat(set.structures()).extracting(s -> s.contours().size()).containsExactly(0, 0, 0, 1);
    assertThat(problems).isEmpty();
  }

  @Test
  void coordinate_that_is_not_finite_names_structure_and_contour() {
    DicomBuilder bad =
        contour("CLOSED_PLANAR", SQUARE)
            .text(Tag.CONTOUR_DATA, "DS", "0\\0\\1\\10\\nan\\1\\10\\10\\1\\0\\10\\1");
    assertRefused(
        only(contour("CLOSED_PLANAR", SQUARE), bad),
        "coordinate 5 of contour 2 is 'nan', not a finite number",
        "(3006,0039)[0].(3006,0040)[1].(3006,0050)");
  }

  @Test
  void coordinate_far_outside_of_any_room_is_refused() {
    assertRefused(
        only(contour("CLOSED_PLANAR", 0, 0, 1, 1e6, 0, 1, 10, 10, 1)),
        "coordinate 4 of contour 1",
        "(3006,0039)[0].(3006,0040)[0].(3006,0050)");
  }

  /** A circle of 60 corners, radius 50 mm, on the slice at z. */
  private static double[] circle(double z) {
    double[] xyz = new double[180];
    for (int i = 0; i < 60; i++) {
      xyz[3 * i] = Math.round(500 * Math.cos(Math.PI * i / 30)) / 10.0;
      xyz[3 * i + 1] = Math.round(500 * Math.sin(Math.PI * i / 30)) / 10.0;
      xyz[3 * i + 2] = z;
    }
    return xyz;
  }

  private static DicomBuilder circle(double z, int coordinate, double value) {
    double[] xyz = circle(z);
    xyz[coordinate] = value;
    return contour("CLOSED_PLANAR", xyz);
  }

  @Test
  void one_wrong_number_among_coordinates_refuses_the_structure() {
    for (int coordinate : new int[] {0, 3 * 15 + 1, 3 * 59, 3 * 20 + 2}) {
      for (double value : new double[] {9999, -9999, 260, -1000, 99999}) {
        problems.clear();
        double[] shown = circle(3);
        shown[coordinate] = value;
        int corner = coordinate / 3;
        assertRefused(
            only(
                contour("CLOSED_PLANAR", circle(0)),
                circle(3, coordinate, value),
                contour("CLOSED_PLANAR", circle(6))),
            "contour 2: corner %d at (%s, %s, %s) mm is the end of a spike"
                .formatted(
                    corner + 1, shown[3 * corner], shown[3 * corner + 1], shown[3 * corner + 2]),
            "(3006,0039)[0].(3006,0040)[1].(3006,0050)");
        assertThat(problems.get(0).hint()).isNotNull();
      }
    }
  }

  @Test
  void contour_farther_away_than_anybody_is_large_refuses_the_structure() {
    assertRefused(
        only(
            contour("CLOSED_PLANAR", circle(0)),
            contour("CLOSED_PLANAR", circle(3)),
            contour("CLOSED_PLANAR", circle(2600))),
        "contour 3: corner 1 at (50.0, 0.0, 2600.0) mm lies 2597 mm from the middle of all"
            + " contours, expected at most 2500 mm",
        "(3006,0039)[0].(3006,0040)[2].(3006,0050)");
  }

  @Test
  void outlines_that_only_look_like_spikes_are_taken() {
    double[] box = {-300, 0, 5, 300, 0, 5, 300, 4, 5, -300, 4, 5}; // a couch top, 4 mm thick
    double[] wedge = {0, 0, 5, 400, 30, 5, 0, 60, 5}; // its third edge is not ten times shorter
    double[] channel = { // a square of 240 mm with a square hole, joined by a channel
      0, 0, 5, 240, 0, 5, 240, 240, 5, 0, 240, 5, 0, 0, 5, 110, 110, 5, 110, 130, 5, 130, 130, 5,
      130, 110, 5, 110, 110, 5
    };
    double[] short1 = circle(5);
    short1[0] = 145; // 95 mm out, which is no more than a horn of a bone may be
    double[] needle = {0, 0, 5, 150, 4, 5, 0, 8, 5};
    double[] sector = sector(30, 150);
    double[] quarter = sector(90, 120);
    double[] most = sector(270, 120); // what is left of a disc where a quarter is cut away
    for (double[] xyz : List.of(box, wedge, channel, short1, needle, sector, quarter, most)) {
      assertThat(only(contour("CLOSED_PLANAR", xyz)).contours()).hasSize(1);
    }
    StructureSet tall =
        read(
            structures()
                .sequence(
                    Tag.ROI_CONTOUR_SEQUENCE,
                    contours(
                        7,
                        contour("CLOSED_PLANAR", circle(-1000)),
                        contour("CLOSED_PLANAR", circle(1000)))));
    assertThat(tall.structures().get(0).contours()).hasSize(2);
    assertThat(problems).isEmpty();
  }

  /** A piece of a disc around the origin, its arc in steps of 2 degrees. */
  private static double[] sector(int degrees, double radius) {
    double[] xyz = new double[3 * (degrees / 2 + 2)];
    xyz[2] = 5;
    for (int i = 0; i <= degrees / 2; i++) {
      xyz[3 * i + 3] = radius * Math.cos(Math.toRadians(2 * i));
      xyz[3 * i + 4] = radius * Math.sin(Math.toRadians(2 * i));
      xyz[3 * i + 5] = 5;
    }
    return xyz;
  }

  @Test
  void spike_whose_corner_is_written_twice_refuses_the_structure() {
    double[] circle = circle(5);
    double[] closed = java.util.Arrays.copyOf(circle, circle.length + 3);
    closed[0] = 260;
    System.arraycopy(closed, 0, closed, circle.length, 3); // the first corner again
    double[] twice = new double[circle.length + 3];
    System.arraycopy(circle, 0, twice, 0, 15);
    twice[12] = 260;
    System.arraycopy(twice, 12, twice, 15, 3);
    System.arraycopy(circle, 15, twice, 18, circle.length - 15);
    for (double[] xyz : List.of(closed, twice)) {
      problems.clear();
      assertRefused(
          only(contour("CLOSED_PLANAR", xyz)),
          "is the end of a spike",
          "(3006,0039)[0].(3006,0040)[0].(3006,0050)");
    }
  }

  @Test
  void number_of_points_that_disagrees_is_refused() {
    assertRefused(
        only(contour("CLOSED_PLANAR", SQUARE).integers(Tag.NUMBER_OF_CONTOUR_POINTS, 5)),
        "contour 1 declares 5 points and has 4",
        "(3006,0039)[0].(3006,0040)[0].(3006,0046)");
  }

  @Test
  void coordinates_that_are_no_triples_are_refused() {
    assertRefused(
        only(contour("CLOSED_PLANAR", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
        "10 coordinates",
        "(3006,0039)[0].(3006,0040)[0].(3006,0050)");
  }

  @Test
  void unknown_and_missing_geometric_types_are_refused() {
    assertRefused(
        only(contour("SPLINE", SQUARE)),
        "unknown geometric type 'SPLINE'",
        "(3006,0039)[0].(3006,0040)[0].(3006,0042)");
    problems.clear();
    assertRefused(
        only(contour("", SQUARE)),
        "no geometric type",
        "(3006,0039)[0].(3006,0040)[0].(3006,0042)");
  }

  @Test
  void many_bad_contours_are_reported_a_few_times() {
    DicomBuilder[] bad = new DicomBuilder[100];
    java.util.Arrays.setAll(bad, i -> contour("CLOSED_PLANAR", 1, 2, 3, 4));
    only(bad);
    assertThat(problems).hasSize(3);
  }

  @Test
  void structure_referred_to_twice_is_refused() {
    StructureSet set =
        read(
            structures()
                .sequence(
                    Tag.ROI_CONTOUR_SEQUENCE,
                    contours(7, contour("CLOSED_PLANAR", SQUARE)),
                    contours(7, contour("CLOSED_PLANAR", SQUARE))));
    assertRefused(set.structures().get(0), "2 contour items", "(3006,0039)");
  }

  @Test
  void number_given_to_two_structures_refuses_both() {
    StructureSet set =
        read(structures().sequence(Tag.STRUCTURE_SET_ROI_SEQUENCE, roi(7, "PTV"), roi(7, "Liver")));
    assertThat(set.structures()).hasSize(2).allMatch(s -> s.contours().isEmpty());
    assertThat(problems).hasSize(2).allMatch(Problem::isError);
  }

  @Test
  void contours_of_a_structure_that_is_not_there_are_a_warning() {
    read(
        structures()
            .sequence(Tag.ROI_CONTOUR_SEQUENCE, contours(99, contour("CLOSED_PLANAR", SQUARE))));
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).severity()).isEqualTo(Severity.WARNING);
    assertThat(problems.get(0).message()).contains("structure 99");
  }

  @Test
  void different_frames_of_reference_refuse_the_set() {
    DicomBuilder other = roi(8, "other").text(Tag.REFERENCED_FRAME_OF_REFERENCE_UID, "UI", "9.9");
    DicomBuilder set = structures().sequence(Tag.STRUCTURE_SET_ROI_SEQUENCE, roi(7, "PTV"), other);
    assertThatThrownBy(() -> read(set))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("2 different frames of reference");
  }

  @Test
  void frame_of_reference_may_stand_in_its_own_sequence_only() {
    DicomBuilder set =
        structures()
            .remove(Tag.FRAME_OF_REFERENCE_UID)
            .sequence(
                Tag.STRUCTURE_SET_ROI_SEQUENCE,
                dataSet().integers(Tag.ROI_NUMBER, 7).text(Tag.ROI_NAME, "LO", "PTV"))
            .sequence(
                Tag.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE,
                dataSet().text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.9"));
    assertThat(read(set).frameOfReferenceUid()).isEqualTo("1.9");
  }

  @Test
  void hostile_names_are_kept_as_they_are_and_shown_escaped() {
    Structure structure = only(contour("CLOSED_PLANAR", 1, 2));
    assertThat(structure.name()).isEqualTo("PTV");
    problems.clear();
    StructureSet set =
        read(
            structures()
                .sequence(Tag.STRUCTURE_SET_ROI_SEQUENCE, roi(7, "a\u001b[31m"))
                .sequence(Tag.ROI_CONTOUR_SEQUENCE, contours(7, contour("CLOSED_PLANAR", 1, 2))));
    assertThat(set.structures().get(0).name()).isEqualTo("a\u001b[31m");
    assertThat(problems.get(0).message()).doesNotContain("\u001b").contains("\\u001B");
  }

  @Test
  void rejected_set_is_a_warning() {
    read(structures().text(Tag.APPROVAL_STATUS, "CS", "REJECTED"));
    assertThat(problems).extracting(Problem::code).containsExactly("approval-rejected");
    assertThat(problems.get(0).message()).contains("structure set");
    problems.clear();
    read(structures().text(Tag.APPROVAL_STATUS, "CS", "UNAPPROVED"));
    assertThat(problems).isEmpty();
  }

  @Test
  void set_without_structures_is_refused() {
    assertThatThrownBy(() -> read(structures().sequence(Tag.STRUCTURE_SET_ROI_SEQUENCE)))
        .isInstanceOf(DicomException.class);
  }
}
