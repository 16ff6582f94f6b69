package org.oarlock.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.QuantityFormatException;
import org.oarlock.quantity.Unit;

/** Recursive descent over the text of one metric. */
final class MetricParser {
  private static final String EXAMPLES =
      "Write a metric such as V20Gy[%], D95%[Gy], D2cc[Gy], CV20Gy[cc], Mean[Gy], Volume[cc],"
          + " gEUD(a=8)[Gy] or HI";

  private final String text;
  private int at;

  MetricParser(String text) {
    this.text = text;
  }

  Metric parse() {
    skipBlanks();
    Metric metric = term();
    skipBlanks();
    if (at < text.length()) {
      throw error("there is more after the metric", EXAMPLES);
    }
    return metric;
  }

  private Metric term() {
    String word = word();
    return switch (word) {
      case "V", "CV" -> volumeAtDose(word.equals("CV"));
      case "D", "DC" -> doseAtVolume(word.equals("DC"));
      case "Min", "Max", "Mean", "Median" ->
          new Metric.DoseStatistic(
              Metric.DoseStatistic.Kind.valueOf(word.toUpperCase(Locale.ROOT)), doseUnit());
      case "Volume" -> {
        bracketed("cc", Unit.CC);
        yield new Metric.TotalVolume();
      }
      case "gEUD" -> geud();
      case "HI", "CI", "PCI", "GI" -> Metric.Index.valueOf(word);
      default -> throw unknown(word);
    };
  }

  private MetricSyntaxException unknown(String word) {
    at -= word.length();
    Optional<String> meant =
        Arrays.asList(
                "V", "CV", "D", "DC", "Min", "Max", "Mean", "Median", "Volume", "gEUD", "HI", "CI",
                "PCI", "GI")
            .stream()
            .filter(known -> known.equalsIgnoreCase(word))
            .findFirst();
    return error(
        word.isEmpty()
            ? "it does not start with a metric"
            : "'" + VisibleText.of(word) + "' is not a metric",
        meant.map(known -> "Write '" + known + "'; case matters").orElse(EXAMPLES));
  }

  private Metric volumeAtDose(boolean below) {
    Quantity dose = quantity("a dose with its unit, such as 20Gy", Unit.GY, Unit.CGY, Unit.PERCENT);
    return new Metric.VolumeAtDose(below, dose, bracketed("cc or %", Unit.CC, Unit.PERCENT));
  }

  private Metric doseAtVolume(boolean coldest) {
    int start = at;
    Quantity volume = quantity("a volume with its unit, such as 95% or 2cc", Unit.CC, Unit.PERCENT);
    if (volume.unit() == Unit.PERCENT && volume.value() > 100) {
      at = start;
      throw error("there is no " + volume + " of a structure", "Use at most 100%");
    }
    return new Metric.DoseAtVolume(coldest, volume, doseUnit());
  }

  private Metric geud() {
    expect('(');
    if (text.startsWith("a", at)) {
      at++;
      skipBlanks();
      expect('=');
      skipBlanks();
    } else {
      throw error("gEUD needs its exponent", "Write gEUD(a=8)[Gy]");
    }
    int start = at;
    double exponent = number("the exponent a");
    if (!(Math.abs(exponent) >= 0.001 && Math.abs(exponent) <= 1000)) {
      at = start;
      throw error("the exponent a must be within 0.001 and 1000, or negative", "Choose another a");
    }
    skipBlanks();
    expect(')');
    return new Metric.Geud(exponent, doseUnit());
  }

  private Unit doseUnit() {
    return bracketed("Gy, cGy or %", Unit.GY, Unit.CGY, Unit.PERCENT);
  }

  private Quantity quantity(String what, Unit... allowed) {
    int start = at;
    double value = number(what);
    if (value < 0) {
      at = start;
      throw error("'" + DecimalText.print(value) + "' is negative", "Write " + what);
    }
    skipBlanks();
    Unit unit = unit(what, allowed);
    return new Quantity(value, unit);
  }

  private double number(String what) {
    int length = DecimalText.numberLength(text.substring(at));
    if (length == 0) {
      throw error("expected " + what, "Write " + what);
    }
    if (text.startsWith(",", at + length)) {
      at += length;
      throw error("numbers have no comma", "Write a point, as in 0.03");
    }
    try {
      double value = DecimalText.parse(text.substring(at, at + length)) + 0.0; // -0 is 0
      at += length;
      return value;
    } catch (QuantityFormatException e) {
      throw error("the number is too large", "Write " + what);
    }
  }

  private Unit unit(String what, Unit... allowed) {
    int start = at;
    while (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '%')) {
      at++;
    }
    String symbol = text.substring(start, at);
    Optional<Unit> unit = Arrays.stream(allowed).filter(u -> u.symbol().equals(symbol)).findFirst();
    if (unit.isEmpty()) {
      at = start;
      throw error(
          symbol.isEmpty()
              ? "the unit is missing"
              : "'" + VisibleText.of(symbol) + "' is not a unit here",
          "Write " + what);
    }
    return unit.get();
  }

  private Unit bracketed(String what, Unit... allowed) {
    skipBlanks();
    if (at >= text.length() || text.charAt(at) != '[') {
      throw error("the unit of the result is missing", "Add [" + allowed[0] + "]");
    }
    at++;
    skipBlanks();
    Unit unit = unit("one of " + what + " in the brackets", allowed);
    skipBlanks();
    expect(']');
    return unit;
  }

  private String word() {
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private void expect(char c) {
    if (at >= text.length() || text.charAt(at) != c) {
      throw error("expected '" + c + "'", "Add '" + c + "'");
    }
    at++;
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private MetricSyntaxException error(String what, String hint) {
    return new MetricSyntaxException(
        "'" + VisibleText.of(text) + "' is not a metric: " + what,
        Math.min(at, text.length()),
        hint);
  }
}
