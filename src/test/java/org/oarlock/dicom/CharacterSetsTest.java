package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterSetsTest {
  private static List<String> decode(byte[] bytes, String... terms) {
    return CharacterSets.of(List.of(terms)).values(bytes, true);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "ISO_IR 100, ISO-8859-1, Äneas",
    "ISO_IR 101, ISO-8859-2, Wałęsa",
    "ISO_IR 109, ISO-8859-3, Ĉapelo",
    "ISO_IR 110, ISO-8859-4, Ģirts",
    "ISO_IR 144, ISO-8859-5, Люкceмбypг",
    "ISO_IR 127, ISO-8859-6, قباني",
    "ISO_IR 126, ISO-8859-7, Διονυσιος",
    "ISO_IR 138, ISO-8859-8, שרון",
    "ISO_IR 148, ISO-8859-9, Çavuşoğlu",
    "ISO_IR 192, UTF-8, 王小東",
    "GB18030, GB18030, 王小东",
    "GBK, GBK, 王小东",
    "ISO_IR 6, US-ASCII, plain"
  })
  void single_character_sets(String term, String charset, String text) {
    assertThat(decode(text.getBytes(Charset.forName(charset)), term)).containsExactly(text);
  }

  @Test
  void second_byte_that_looks_like_a_backslash_does_not_split_a_value() {
    byte[] bytes = "誠\\b".getBytes(Charset.forName("GB18030")); // 誠 is D5 5C
    assertThat(bytes[1]).isEqualTo((byte) 0x5C);
    assertThat(decode(bytes, "GB18030")).containsExactly("誠", "b");
  }

  /** PS3.5 annex H.3.1. */
  @Test
  void japanese_name_with_code_extensions() {
    byte[] bytes =
        hex(
            "59 61 6d 61 64 61 5e 54 61 72 6f 75 3d 1b 24 42 3b 33 45 44 1b 28 42 5e 1b 24 42 42"
                + " 40 4f 3a 1b 28 42 3d 1b 24 42 24 64 24 5e 24 40 1b 28 42 5e 1b 24 42 24 3f 24"
                + " 6d 24 26 1b 28 42");
    assertThat(decode(bytes, "", "ISO 2022 IR 87")).containsExactly("Yamada^Tarou=山田^太郎=やまだ^たろう");
  }

  /** PS3.5 annex I.2. */
  @Test
  void korean_name_with_code_extensions() {
    byte[] bytes =
        hex(
            "48 6f 6e 67 5e 47 69 6c 64 6f 6e 67 3d 1b 24 29 43 fb f3 5e 1b 24 29 43 d1 ce d4 d7"
                + " 3d 1b 24 29 43 c8 ab 5e 1b 24 29 43 b1 e6 b5 bf");
    assertThat(decode(bytes, "", "ISO 2022 IR 149")).containsExactly("Hong^Gildong=洪^吉洞=홍^길동");
  }

  @Test
  void latin_and_cyrillic_beside_each_other() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("Äneas ".getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(hex("1b 2d 4c"));
    out.writeBytes("Люк".getBytes(Charset.forName("ISO-8859-5")));
    out.writeBytes("\\Ä".getBytes(StandardCharsets.ISO_8859_1)); // initial again behind a delimiter
    assertThat(decode(out.toByteArray(), "ISO 2022 IR 100", "ISO 2022 IR 144"))
        .containsExactly("Äneas Люк", "Ä");
  }

  @Test
  void parts_of_a_persons_name_start_anew_and_other_text_does_not() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(hex("1b 2d 4c"));
    out.writeBytes("Люк^к".getBytes(Charset.forName("ISO-8859-5")));
    CharacterSets sets = CharacterSets.of(List.of("ISO 2022 IR 100", "ISO 2022 IR 144"));
    assertThat(sets.values(out.toByteArray(), false)).containsExactly("Люк^к");
    assertThat(sets.values(out.toByteArray(), true)).containsExactly("Люк^Ú");
  }

  @Test
  void simplified_chinese_with_code_extensions() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(hex("1b 24 29 41"));
    out.writeBytes("王小东".getBytes(Charset.forName("GB2312")));
    assertThat(decode(out.toByteArray(), "", "ISO 2022 IR 58")).containsExactly("王小东");
  }

  @Test
  void escape_that_is_none_and_cut_characters_are_shown_as_replaced() {
    assertThat(decode(hex("41 1b 7a 42"), "", "ISO 2022 IR 87")).containsExactly("A\uFFFDzB");
    assertThat(decode(hex("1b"), "", "ISO 2022 IR 87")).containsExactly("\uFFFD");
    assertThat(decode(hex("1b 24 42 3b"), "", "ISO 2022 IR 87").get(0)).endsWith("\uFFFD");
    assertThat(decode(hex("41 ff"), "ISO_IR 192")).containsExactly("A\uFFFD");
    assertThat(decode(hex("c4"))).containsExactly("\uFFFD");
  }

  @Test
  void padding_is_removed_and_values_are_split() {
    byte[] bytes = " a b \\c\0".getBytes(StandardCharsets.US_ASCII);
    assertThat(decode(bytes)).containsExactly("a b", "c");
    assertThat(decode(new byte[] {' ', ' '})).isEmpty();
    assertThat(decode("a\\\\b".getBytes(StandardCharsets.US_ASCII))).containsExactly("a", "", "b");
  }

  @Test
  void unknown_character_set_is_told_and_items_have_their_own() {
    DicomBuilder item =
        DicomBuilder.dataSet()
            .text(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 192")
            .text(StandardCharsets.UTF_8, Tag.ROI_NAME, "LO", "Blåse");
    DicomBuilder data =
        SampleFiles.structures()
            .text(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 100")
            .text(StandardCharsets.ISO_8859_1, Tag.STRUCTURE_SET_LABEL, "SH", "für")
            .sequence(Tag.STRUCTURE_SET_ROI_SEQUENCE, item);
    DataSet read = Part10Reader.read(ByteBuffer.wrap(data.file())).data();
    assertThat(read.text(Tag.STRUCTURE_SET_LABEL)).isEqualTo("für");
    assertThat(read.items(Tag.STRUCTURE_SET_ROI_SEQUENCE).get(0).text(Tag.ROI_NAME))
        .isEqualTo("Blåse");
    data.text(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 999");
    assertThat(Part10Reader.read(ByteBuffer.wrap(data.file())).remarks())
        .hasSize(1)
        .first()
        .asString()
        .contains("ISO_IR 999");
  }
}
