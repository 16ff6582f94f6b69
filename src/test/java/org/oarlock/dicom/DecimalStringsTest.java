package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalStringsTest {
  private static double[] parse(String text) throws DecimalStrings.NotANumber {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return DecimalStrings.parse(bytes, bytes.length);
  }

  @Test
  void values_are_split_at_backslashes_and_padding_is_ignored() throws Exception {
    assertThat(parse("1\\-2.5\\ +3 \\4e1\\.5\\6.\\7E-2\0"))
        .containsExactly(1, -2.5, 3, 40, 0.5, 6, 0.07);
    assertThat(parse("")).isEmpty();
    assertThat(parse("  ")).isEmpty();
    assertThat(parse("-0")[0]).isEqualTo(-0.0);
  }

  /** The reference is the JDK's own, correctly rounding parser. */
  @Test
  void random_numbers_are_rounded_correctly() throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < 40_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12) - 4);
      String text =
          switch (i % 4) {
            case 0 -> Double.toString(value);
            case 1 -> String.format(Locale.ROOT, "%.4f", value);
            case 2 -> String.format(Locale.ROOT, "%.15f", value);
            default -> String.format(Locale.ROOT, "%.13e", value);
          };
      double expected = Double.parseDouble(text);
      assertThat(parse(text + "\\" + text)).as(text).containsExactly(expected, expected);
    }
  }

  @Test
  void signs_points_padding_and_many_digits_are_read_wherever_they_stand() throws Exception {
    String text =
        "-0\\6.\\-.5\\+7\\ 8 \\9\0\\-1e-2\\2.50E+01\\999999999999999\\9007199254740993\\"
            + "123456789012345678901234567890\\0.1234567890123456789012\\00000000000000000000001\\"
            + "0.000000000000001\\-";
    double[] expected = {
      -0.0,
      6,
      -0.5,
      7,
      8,
      9,
      -0.01,
      25,
      999999999999999.0,
      9007199254740992.0,
      123456789012345678901234567890.0,
      0.1234567890123456789012,
      1,
      1e-15
    };
    assertThat(parse(text + "3")).startsWith(expected).endsWith(-3);
    assertThat(parse(text + "3\\4 ")).startsWith(expected).endsWith(-3, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nan", "NaN", "inf", "1e999", "1,5", "1 2", "--1", "1-", ".", "-", "0x10", "1e", "1d",
        "10f", "1.2.3"
      })
  void everything_else_is_no_number(String text) {
    assertThatThrownBy(() -> parse("1\\" + text))
        .isInstanceOfSatisfying(
            DecimalStrings.NotANumber.class,
            e -> {
              assertThat(e.index()).isEqualTo(1);
              assertThat(e.value()).isEqualTo(text);
            });
    assertThatThrownBy(() -> parse("1\\" + text + "\\2"))
        .isInstanceOfSatisfying(
            DecimalStrings.NotANumber.class,
            e -> {
              assertThat(e.index()).isEqualTo(1);
              assertThat(e.value()).isEqualTo(text);
            });
  }

  @Test
  void no_byte_but_the_backslash_parts_values_and_no_byte_but_digits_and_points_joins_them() {
    for (int c = 0; c < 256; c++) {
      byte[] text = {'7', (byte) c, '8', '\\', '9'};
      int values = c == '\\' ? 3 : 2;
      assertThat(DecimalStrings.count(text, text.length)).as("byte %d", c).isEqualTo(values);
      if (c == '\\' || c == '.' || c == 'e' || c == 'E' || (c >= '0' && c <= '9')) {
        assertThatCode(() -> DecimalStrings.parse(text, text.length)).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> DecimalStrings.parse(text, text.length))
            .isInstanceOf(DecimalStrings.NotANumber.class);
      }
    }
  }

  @Test
  void missing_value_between_others_and_endless_digits_are_no_numbers() {
    assertThatThrownBy(() -> parse("1\\\\2")).isInstanceOf(DecimalStrings.NotANumber.class);
    assertThatThrownBy(() -> parse("1".repeat(100_000)))
        .isInstanceOfSatisfying(
            DecimalStrings.NotANumber.class, e -> assertThat(e.value()).hasSize(64));
  }
}
