package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.oarlock.dicom.DicomBuilder.dataSet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.dicom.DicomBuilder.Layout;
import org.oarlock.problem.Problem;

class Part10ReaderTest {
  private static final int PRIVATE = 0x30091001;

  static Stream<Layout> layouts() {
    Layout[] plain = {Layout.IMPLICIT, Layout.EXPLICIT, Layout.BIG, Layout.DEFLATED};
    return Stream.of(plain)
        .flatMap(l -> Stream.of(l, l.undefined()))
        .flatMap(
            l ->
                l.deflated()
                    ? Stream.of(l, l.withoutPreamble())
                    : Stream.of(l, l.withoutPreamble(), l.bare()));
  }

  private static DicomBuilder sample() {
    return SampleFiles.structures()
        .shorts(Tag.ROWS, 513)
        .floats(Tag.TABLE_TOP_PITCH_ANGLE, 1.5f)
        .bytes(PRIVATE, "OB", (byte) 1, (byte) 2)
        .sequence(0x300910F0, dataSet().text(0x00080100, "SH", "private"));
  }

  private static DicomFile read(byte[] file) {
    return Part10Reader.read(ByteBuffer.wrap(file));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void every_encoding_gives_the_same_values(Layout layout) {
    DicomFile file = read(sample().file(layout));
    assertThat(file.syntax().uid())
        .isEqualTo(layout.meta() || layout.explicit() ? layout.syntaxUid() : "1.2.840.10008.1.2");
    assertThat(file.remarks()).hasSize(layout.meta() ? 0 : 1);
    DataSet data = file.data();
    assertThat(data.text(Tag.SOP_INSTANCE_UID)).isEqualTo(SampleFiles.STRUCTURES_UID);
    assertThat(data.integer(Tag.ROWS)).hasValue(513);
    assertThat(data.decimal(Tag.TABLE_TOP_PITCH_ANGLE)).hasValue(1.5);
    List<DataSet> rois = data.items(Tag.STRUCTURE_SET_ROI_SEQUENCE);
    assertThat(rois).extracting(roi -> roi.text(Tag.ROI_NAME)).containsExactly("PTV", "Empty");
    DataSet contour =
        data.items(Tag.ROI_CONTOUR_SEQUENCE).get(0).items(Tag.CONTOUR_SEQUENCE).get(0);
    assertThat(contour.decimals(Tag.CONTOUR_DATA))
        .containsExactly(0, 0, 0, 10, 0, 0, 10, 10, 0, 0, 10, 0);
    assertThat(contour.path(Tag.CONTOUR_DATA))
        .isEqualTo("(3006,0039)[0].(3006,0040)[0].(3006,0050)");
    assertThat(data.text(Tag.RT_PLAN_LABEL)).isEmpty();
    assertThat(data.items(Tag.BEAM_SEQUENCE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void contour_longer_than_64_kilobytes_is_read_whole(Layout layout) {
    double[] xyz = new double[30_000];
    Arrays.setAll(xyz, i -> i);
    String text = String.join("\\", Arrays.stream(xyz).mapToObj(x -> "" + (int) x).toList());
    String vr = layout.explicit() ? "UN" : "DS"; // 16-bit lengths end at 65534
    DicomBuilder contour =
        dataSet().text(Tag.SOP_CLASS_UID, "UI", "1.2").text(Tag.CONTOUR_DATA, vr, text);
    DataSet data = read(contour.file(layout)).data();
    assertThat(data.length(Tag.CONTOUR_DATA)).isGreaterThan(65_536);
    assertThat(data.decimals(Tag.CONTOUR_DATA)).isEqualTo(xyz);
  }

  @Test
  void unknown_vr_hides_implicit_sequences_and_values() {
    for (Layout layout : List.of(Layout.EXPLICIT, Layout.BIG)) {
      for (boolean undefined : new boolean[] {false, true}) {
        DicomBuilder inner = dataSet().shorts(Tag.ROWS, 258).text(Tag.ROI_NAME, "LO", "x");
        byte[] file =
            dataSet()
                .text(Tag.SOP_CLASS_UID, "UI", "1.2")
                .unknownSequence(Tag.STRUCTURE_SET_ROI_SEQUENCE, undefined, inner)
                .text(Tag.ROI_NAME, "UN", "name")
                .file(layout);
        DataSet data = read(file).data();
        assertThat(data.text(Tag.ROI_NAME)).isEqualTo("name");
        DataSet item = data.items(Tag.STRUCTURE_SET_ROI_SEQUENCE).get(0);
        assertThat(item.integer(Tag.ROWS)).hasValue(258);
        assertThat(item.text(Tag.ROI_NAME)).isEqualTo("x");
      }
    }
  }

  @Test
  void vr_that_the_standard_may_yet_add_is_skipped() {
    byte[] file =
        dataSet()
            .text(Tag.SOP_CLASS_UID, "UI", "1.2")
            .bytes(0x00080100, "OB", (byte) 1)
            .text(Tag.ROI_NAME, "LO", "x")
            .file();
    file[indexOf(file, "OB")] = 'Q';
    assertThat(read(file).data().text(Tag.ROI_NAME)).isEqualTo("x");
  }

  @Test
  void vr_that_is_no_letters_is_a_problem_with_its_place() {
    byte[] file = dataSet().text(0x00080016, "UI", "1.2").text(Tag.ROI_NAME, "LO", "x").file();
    int vr = indexOf(file, "LO");
    file[vr] = 0;
    Problem problem = problemOf(file);
    assertThat(problem.code()).isEqualTo("dicom-corrupt");
    assertThat(problem.location().path()).isEqualTo("(3006,0026)");
    assertThat(problem.message()).contains("at byte " + (vr - 4));
  }

  @Test
  void declared_length_beyond_the_end_is_a_problem_with_tag_path_and_offset() {
    for (Layout layout : List.of(Layout.IMPLICIT, Layout.EXPLICIT, Layout.BIG)) {
      DicomBuilder data =
          dataSet().text(Tag.SOP_CLASS_UID, "UI", "1.2").text(Tag.CONTOUR_DATA, "UT", "1234567890");
      byte[] file = data.file(layout);
      int start = indexOf(file, "1234567890");
      int length = start - 4;
      Arrays.fill(file, length, start, (byte) 0x7F);
      Problem problem = problemOf(file);
      assertThat(problem.code()).isEqualTo("dicom-truncated");
      assertThat(problem.location().path()).isEqualTo("(3006,0050)");
      assertThat(problem.message())
          .contains(
              "" + 0x7F7F7F7F, "10 are left", "at byte " + (start - (layout.explicit() ? 12 : 8)));
    }
  }

  @Test
  void length_inside_an_item_may_not_reach_out_of_it() {
    byte[] file =
        dataSet()
            .text(Tag.SOP_CLASS_UID, "UI", "1.2")
            .sequence(Tag.STRUCTURE_SET_ROI_SEQUENCE, dataSet().text(Tag.ROI_NAME, "LO", "name"))
            .text(Tag.RT_PLAN_LABEL, "SH", "a long label that is behind the item")
            .file();
    file[indexOf(file, "name") - 2] = 30;
    DataSet item = read(file).data().items(Tag.STRUCTURE_SET_ROI_SEQUENCE).get(0);
    for (int i = 0; i < 2; i++) { // the second question gets no half-read answer
      assertThatThrownBy(() -> item.text(Tag.ROI_NAME))
          .isInstanceOf(DicomException.class)
          .hasMessageContaining("30 bytes");
    }
  }

  @Test
  void nesting_is_bounded() {
    for (Layout layout :
        List.of(Layout.EXPLICIT.undefined(), Layout.EXPLICIT, Layout.IMPLICIT.undefined())) {
      DicomBuilder inner = dataSet();
      for (int i = 0; i < 40; i++) {
        inner = dataSet().sequence(Tag.BEAM_SEQUENCE, inner);
      }
      byte[] file = inner.text(Tag.SOP_CLASS_UID, "UI", "1.2").file(layout);
      assertThatThrownBy(
              () -> {
                DataSet data = read(file).data();
                for (int i = 0; i < 40; i++) {
                  data = data.items(Tag.BEAM_SEQUENCE).get(0);
                }
              })
          .isInstanceOf(DicomException.class)
          .hasMessageContaining("levels deep");
    }
  }

  @Test
  void ten_thousand_levels_are_refused_without_a_stack_overflow() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(dataSet().text(Tag.SOP_CLASS_UID, "UI", "1.2").file(Layout.IMPLICIT));
    for (int i = 0; i < 10_000; i++) {
      out.writeBytes(new byte[] {0x0A, 0x30, (byte) 0xB0, 0, -1, -1, -1, -1});
      out.writeBytes(new byte[] {-2, -1, 0, (byte) 0xE0, -1, -1, -1, -1});
    }
    assertThat(problemOf(out.toByteArray()).code()).isEqualTo("dicom-limit");
  }

  @Test
  void number_of_elements_is_bounded() {
    byte[] start = dataSet().text(Tag.SOP_CLASS_UID, "UI", "1.2").file(Layout.IMPLICIT);
    int items = ElementParser.MAX_ELEMENTS + 10;
    ByteBuffer out = ByteBuffer.allocate(start.length + 8 + 8 * items + 8);
    out.order(java.nio.ByteOrder.LITTLE_ENDIAN).put(start);
    out.putInt(0x00B0300A).putInt(-1);
    for (int i = 0; i < items; i++) {
      out.putInt(0xE000FFFE).putInt(0);
    }
    out.putInt(0xE0DDFFFE).putInt(0);
    assertThat(problemOf(out.array()).message()).contains("more than 2000000 elements");
  }

  @Test
  void element_that_stands_twice_is_a_problem() {
    byte[] label = dataSet().text(Tag.RT_PLAN_LABEL, "SH", "a").encode(Layout.EXPLICIT);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(dataSet().text(Tag.SOP_CLASS_UID, "UI", "1.2").file());
    out.writeBytes(label);
    out.writeBytes(label);
    assertThat(problemOf(out.toByteArray()).message()).contains("twice");
  }

  @Test
  void deflate_bomb_is_refused() {
    byte[] zeros = new byte[Part10Reader.INFLATED_ALWAYS_ALLOWED + 1000];
    byte[] file =
        dataSet()
            .text(Tag.SOP_CLASS_UID, "UI", "1.2")
            .bytes(Tag.PIXEL_DATA, "OW", zeros)
            .file(Layout.DEFLATED);
    assertThat(file.length).isLessThan(100_000);
    Problem problem = problemOf(file);
    assertThat(problem.code()).isEqualTo("dicom-limit");
    assertThat(problem.message()).contains("inflates to more than");
  }

  @Test
  void deflated_data_set_that_is_cut_or_corrupt_is_a_problem() {
    byte[] file = sample().file(Layout.DEFLATED);
    assertThat(problemOf(Arrays.copyOf(file, file.length - 5)).code()).isEqualTo("dicom-truncated");
    byte[] corrupt = file.clone();
    corrupt[corrupt.length - 100] ^= 0x55;
    corrupt[corrupt.length - 99] ^= 0x55;
    assertThat(problemOf(corrupt)).isNotNull();
  }

  @Test
  void declared_syntax_that_the_data_set_contradicts_is_a_remark() {
    byte[] explicitAsImplicit = sample().file(Layout.EXPLICIT.named("1.2.840.10008.1.2"));
    byte[] implicitAsExplicit = sample().file(Layout.IMPLICIT.named("1.2.840.10008.1.2.1"));
    byte[] bigAsLittle = sample().file(Layout.BIG.named("1.2.840.10008.1.2.1"));
    for (byte[] file : List.of(explicitAsImplicit, implicitAsExplicit, bigAsLittle)) {
      DicomFile read = read(file);
      assertThat(read.remarks()).hasSize(1).first().asString().contains("declares");
      assertThat(read.data().text(Tag.SOP_INSTANCE_UID)).isEqualTo(SampleFiles.STRUCTURES_UID);
    }
  }

  @Test
  void unknown_transfer_syntax_is_refused_with_its_uid() {
    Problem problem = problemOf(sample().file(Layout.EXPLICIT.named("1.2.840.113619.5.2")));
    assertThat(problem.code()).isEqualTo("dicom-transfer-syntax");
    assertThat(problem.message()).contains("1.2.840.113619.5.2");
  }

  @Test
  void zeros_behind_the_data_set_are_padding() {
    byte[] file = sample().file();
    assertThat(read(Arrays.copyOf(file, file.length + 101)).data().text(Tag.SOP_INSTANCE_UID))
        .isEqualTo(SampleFiles.STRUCTURES_UID);
  }

  @Test
  void wrong_group_length_of_the_meta_header_is_ignored() {
    byte[] file = sample().file();
    file[140] += 3;
    assertThat(read(file).data().text(Tag.SOP_INSTANCE_UID)).isEqualTo(SampleFiles.STRUCTURES_UID);
  }

  @Test
  void number_that_is_none_is_a_problem_with_its_place() {
    DataSet data =
        read(dataSet()
                .text(Tag.SOP_CLASS_UID, "UI", "1.2")
                .text(Tag.PIXEL_SPACING, "DS", "2.5", "2,5")
                .text(Tag.NUMBER_OF_FRAMES, "IS", "1.5")
                .file())
            .data();
    assertThatThrownBy(() -> data.decimals(Tag.PIXEL_SPACING))
        .hasMessageContaining("value 2 is '2,5'");
    assertThatThrownBy(() -> data.integer(Tag.NUMBER_OF_FRAMES)).hasMessageContaining("1.5");
  }

  @Test
  void text_files_and_pictures_do_not_look_like_dicom() {
    for (String text :
        List.of("", "DICM", "hello", "{\"a\": 1}", "\u0002", "PK\u0003\u0004 a zip")) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(Part10Reader.looksLikeDicom(ByteBuffer.wrap(bytes))).as(text).isFalse();
    }
  }

  private static Problem problemOf(byte[] file) {
    try {
      DicomFile read = read(file);
      throw new AssertionError("was read: " + read);
    } catch (DicomException e) {
      return e.inFile("file");
    }
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
