package org.oarlock.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/** The grammar of metrics: what is read, what it prints, and where it says that it goes wrong. */
class MetricParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "V20Gy[%]",
        "V20Gy[cc]",
        "V95%[%]",
        "V95%[cc]",
        "V2000cGy[%]",
        "V107%[cc]",
        "V0Gy[%]",
        "V0.01Gy[%]",
        "V12.5Gy[cc]",
        "CV20Gy[%]",
        "CV20Gy[cc]",
        "CV50%[%]",
        "D95%[Gy]",
        "D95%[%]",
        "D95%[cGy]",
        "D2cc[Gy]",
        "D0.03cc[Gy]",
        "D0.03cc[%]",
        "D100%[Gy]",
        "D0%[Gy]",
        "D99.9%[Gy]",
        "DC0.1cc[Gy]",
        "DC5%[%]",
        "Min[Gy]",
        "Max[Gy]",
        "Mean[Gy]",
        "Median[Gy]",
        "Min[%]",
        "Max[cGy]",
        "Volume[cc]",
        "gEUD(a=8)[Gy]",
        "gEUD(a=-10)[Gy]",
        "gEUD(a=0.5)[cGy]",
        "gEUD(a=1)[%]",
        "HI",
        "CI",
        "PCI",
        "GI"
      })
  void canonical_text_is_read_and_printed_unchanged(String text) {
    Metric metric = Metric.parse(text);
    assertThat(metric.text()).isEqualTo(text);
    assertThat(Metric.parse(metric.text())).isEqualTo(metric);
  }

  @ParameterizedTest
  @CsvSource({
    "' V20Gy[%] ', V20Gy[%]",
    "V 20 Gy [ % ], ",
    "V20 Gy[%], V20Gy[%]",
    "V20.0Gy[%], V20Gy[%]",
    "V020Gy[%], V20Gy[%]",
    "V2e1Gy[%], V20Gy[%]",
    "V+20Gy[%], V20Gy[%]",
    "V-0Gy[%], V0Gy[%]",
    "D.5cc[Gy], D0.5cc[Gy]",
    "gEUD( a = 8 )[Gy], ",
    "gEUD(a=8.0)[Gy], gEUD(a=8)[Gy]",
  })
  void other_spellings_print_canonically_or_are_refused(String text, String canonical) {
    if (canonical == null) {
      catchThrowableOfType(MetricSyntaxException.class, () -> Metric.parse(text));
    } else {
      assertThat(Metric.parse(text).text()).isEqualTo(canonical);
      assertThat(Metric.parse(text)).isEqualTo(Metric.parse(canonical));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | 0 | does not start with a metric",
        "\"   \" | 3 | does not start with a metric",
        "20Gy | 0 | does not start with a metric",
        "v20Gy[%] | 0 | 'v' is not a metric",
        "\"  mean[Gy]\" | 2 | 'mean' is not a metric",
        "Dmean[Gy] | 0 | 'Dmean' is not a metric",
        "VGy[%] | 0 | 'VGy' is not a metric",
        "V[%] | 1 | expected a dose",
        "V20[%] | 3 | the unit is missing",
        "V20gy[%] | 3 | 'gy' is not a unit here",
        "V20GY[%] | 3 | 'GY' is not a unit here",
        "V20cc[%] | 3 | 'cc' is not a unit here",
        "V20Gy | 5 | the unit of the result is missing",
        "V20Gy[Gy] | 6 | 'Gy' is not a unit here",
        "V20Gy[] | 6 | the unit is missing",
        "V20Gy[% | 7 | expected ']'",
        "V20Gy[%]x | 8 | more after the metric",
        "V20Gy[%] < 30 | 9 | more after the metric",
        "V-20Gy[%] | 1 | negative",
        "V20,5Gy[%] | 3 | no comma",
        "V20.Gy[%] | 3 | the unit is missing",
        "V1e999Gy[%] | 1 | too large",
        "VNaNGy[%] | 0 | 'VNaNGy' is not a metric",
        "V0x10Gy[%] | 2 | 'x' is not a unit here",
        "D95Gy[Gy] | 3 | 'Gy' is not a unit here",
        "D101%[Gy] | 1 | there is no 101%",
        "D95%[cc] | 5 | 'cc' is not a unit here",
        "D2cc | 4 | the unit of the result is missing",
        "Mean | 4 | the unit of the result is missing",
        "Mean[cc] | 5 | 'cc' is not a unit here",
        "Volume[%] | 7 | '%' is not a unit here",
        "gEUD[Gy] | 4 | expected '('",
        "gEUD(8)[Gy] | 5 | needs its exponent",
        "gEUD(a=0)[Gy] | 7 | exponent",
        "gEUD(a=1e-9)[Gy] | 7 | exponent",
        "gEUD(a=5000)[Gy] | 7 | exponent",
        "gEUD(a=1e999)[Gy] | 7 | too large",
        "gEUD(a=8[Gy] | 8 | expected ')'",
        "HI[%] | 2 | more after the metric",
        "V20Gy[%]V30Gy[%] | 8 | more after the metric",
      })
  void what_is_wrong_is_said_with_its_place_and_what_to_write(
      String text, int index, String message) {
    MetricSyntaxException e =
        catchThrowableOfType(
            MetricSyntaxException.class, () -> Metric.parse(text == null ? "" : text));
    assertThat(e).as("refused: %s", text).isNotNull();
    assertThat(e).hasMessageContaining(message);
    assertThat(e.index()).isEqualTo(index);
    assertThat(e.hint()).matches("(Write|Add|Use|Choose) .*");
  }

  @Test
  void no_text_whatever_does_anything_but_parse_or_be_refused() {
    Random random = new Random(77);
    String letters = "VCDgEUDHIMinaxVolume0123456789.,+-eE%[]()= GycCPa\u00a0\u202e\ud83d\u00df";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(14);
      for (int k = 0; k < length; k++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        Metric metric = Metric.parse(text.toString());
        assertThat(Metric.parse(metric.text())).isEqualTo(metric);
      } catch (MetricSyntaxException e) {
        assertThat(e.index()).isBetween(0, text.length());
        assertThat(e.getMessage()).doesNotContain("\u202e");
      }
    }
  }

  @Test
  void long_text_makes_no_long_message() {
    String text = "V".repeat(1_000_000);
    MetricSyntaxException e =
        catchThrowableOfType(MetricSyntaxException.class, () -> Metric.parse(text));
    assertThat(e.getMessage().length()).isLessThan(1000);
  }

  @Test
  void metrics_know_what_they_need() {
    assertThat(Metric.parse("V95%[%]").needsPrescription()).isTrue();
    assertThat(Metric.parse("V20Gy[%]").needsPrescription()).isFalse();
    assertThat(Metric.parse("D95%[%]").needsPrescription()).isTrue();
    assertThat(Metric.parse("D95%[Gy]").needsPrescription()).isFalse();
    assertThat(Metric.parse("Mean[%]").needsPrescription()).isTrue();
    assertThat(Metric.parse("gEUD(a=2)[%]").needsPrescription()).isTrue();
    assertThat(Metric.parse("HI").needsPrescription()).isFalse();
    assertThat(Metric.parse("HI").needsBody()).isFalse();
    for (String text : new String[] {"CI", "PCI", "GI"}) {
      assertThat(Metric.parse(text).needsPrescription()).isTrue();
      assertThat(Metric.parse(text).needsBody()).isTrue();
    }
    assertThat(Metric.parse("V20Gy[cc]").unit()).isEqualTo(Unit.CC);
    assertThat(Metric.parse("D2cc[cGy]").unit()).isEqualTo(Unit.CGY);
    assertThat(Metric.parse("GI").unit()).isEqualTo(Unit.NONE);
  }

  @Test
  void what_was_read_is_what_was_written() {
    assertThat(Metric.parse("CV2000cGy[cc]"))
        .isEqualTo(new Metric.VolumeAtDose(true, new Quantity(2000, Unit.CGY), Unit.CC));
    assertThat(Metric.parse("DC0.1cc[%]"))
        .isEqualTo(new Metric.DoseAtVolume(true, new Quantity(0.1, Unit.CC), Unit.PERCENT));
    assertThat(Metric.parse("gEUD(a=-10)[Gy]")).isEqualTo(new Metric.Geud(-10, Unit.GY));
    assertThat(Metric.parse("Median[Gy]"))
        .isEqualTo(new Metric.DoseStatistic(Metric.DoseStatistic.Kind.MEDIAN, Unit.GY));
  }
}
