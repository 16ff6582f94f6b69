package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import org.oarlock.problem.VisibleText;
import tools.jackson.core.io.NumberOutput;

/**
 * Comma-separated values: a comma, a decimal point, quotes as RFC 4180 has them, a line feed after
 * each row. Numbers are the shortest text that reads back as the same double, without exponent.
 *
 * <p>Text comes from files that anybody can write, and the table is opened in terminals and
 * spreadsheets. So characters that could move a cursor, line breaks among them, are written as
 * backslash-u escapes, and a text that a spreadsheet would run as a formula (it starts with {@code
 * =}, {@code +}, {@code -}, {@code @} or their full-width forms) gets an apostrophe in front, as
 * does one that starts with an apostrophe, so that taking one apostrophe away always gives the name
 * back.
 */
public final class Csv {
  private static final String FORMULA_STARTS = "=+-@'\uFF1D\uFF0B\uFF0D\uFF20";
  private static final int MAX_TEXT = 20_000;

  private final Writer out;
  private final String lineEnd;
  private boolean rowHasStarted;

  Csv(Writer out) {
    this(out, "\n");
  }

  /**
   * @param lineEnd what ends a row: RFC 4180 asks for carriage return and line feed
   */
  public Csv(Writer out, String lineEnd) {
    this.out = out;
    this.lineEnd = lineEnd;
  }

  /** Adds a text to the row. */
  public Csv text(String text) throws IOException {
    String visible = VisibleText.of(text, MAX_TEXT);
    boolean isFormula =
        !visible.isBlank() && FORMULA_STARTS.indexOf(visible.stripLeading().charAt(0)) >= 0;
    String safe = isFormula ? "'" + visible : visible;
    return cell(needsQuotes(safe) ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
  }

  /** A number; infinities as {@code inf} and {@code -inf}, a number that is none as empty. */
  public Csv number(double value) throws IOException {
    if (Double.isNaN(value)) {
      return empty();
    }
    if (Double.isInfinite(value)) {
      return cell(value > 0 ? "inf" : "-inf");
    }
    return cell(plain(value));
  }

  /** Adds an empty cell. */
  public Csv empty() throws IOException {
    return cell("");
  }

  /** Ends the row. */
  public void endRow() throws IOException {
    out.write(lineEnd);
    rowHasStarted = false;
  }

  private Csv cell(String content) throws IOException {
    if (rowHasStarted) {
      out.write(',');
    }
    out.write(content);
    rowHasStarted = true;
    return this;
  }

  private static boolean needsQuotes(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == ';' || c == '\'')
        || !text.equals(text.strip());
  }

  private static String plain(double value) {
    if (value == 0) {
      return "0";
    }
    // not Double.toString, which gives other digits on JDK 17 than on JDK 19
    return new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros().toPlainString();
  }
}
