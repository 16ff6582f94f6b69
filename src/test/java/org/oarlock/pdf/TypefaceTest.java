package org.oarlock.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypefaceTest {
  @ParameterizedTest
  @CsvSource({
    "DejaVuSansCondensed.ttf, 8550cd5ca1acb65a8fc7877c46939cd0b4d909f8e7bc1e24716873d918c5e549",
    "DejaVuSansCondensed-Bold.ttf, 38098d0b8edd8430a0f53fb2831b5d36037563a998a620d3c87a4d7591766d20",
    "DejaVu.LICENSE.txt, 7a083b136e64d064794c3419751e5c7dd10d2f64c108fe5ba161eae5e5958a93"
  })
  void the_letters_are_those_of_the_npm_package_dejavu_fonts_ttf_2_37_3(String name, String sha256)
      throws IOException, NoSuchAlgorithmException {
    try (InputStream in = Typeface.class.getResourceAsStream(name)) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      assertThat(HexFormat.of().formatHex(hash)).isEqualTo(sha256);
    }
  }

  @Test
  void what_reports_say_is_shown_as_it_is() throws IOException {
    try (Typeface typeface = Typeface.load()) {
      String text =
          "aZ09 cm\u00B2 cm\u00B3 \u00B1 \u2264 \u2265 \u2260 \u00D7 \u00B7 \u2026 \u2013 \u03B1\u03B2"
              + " \u00E4\u00F6\u00FC\u00DF \u00E9 \u0142 \u0159 \u015F \u0434 \u2714\u25B2\u2716\u25C6\u25A0";
      assertThat(typeface.shown(text)).isEqualTo(text);
      assertThat(typeface.shown("")).isEmpty();
    }
  }

  @Test
  void any_other_character_is_an_escape() throws IOException {
    try (Typeface typeface = Typeface.load()) {
      assertThat(typeface.shown("a\u5FC3b")).isEqualTo("a\\u5FC3b");
      assertThat(typeface.shown("\uD83E\uDE7A")).isEqualTo("\\u1FA7A");
      assertThat(typeface.shown("\u05D0\u0627\u0661")).isEqualTo("\\u05D0\\u0627\\u0661");
      assertThat(typeface.shown("\uD800")).isEqualTo("\\uD800");
    }
  }
}
