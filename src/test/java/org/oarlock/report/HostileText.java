package org.oarlock.report;

import java.util.List;
import org.oarlock.problem.VisibleText;

/** Texts that somebody could write into a file to harm a reader. */
final class HostileText {
  static final String SCRIPT = "<script>alert(1)</script>";
  static final String END_OF_DATA = "</script><img src=x onerror=alert(2)>";
  static final String RIGHT_TO_LEFT = "Liver\u202Ereviled\u2066";
  static final String TERMINAL = "\u001B[2J\u001B[31mPASS\u001B[0m\u0007";
  static final String LONG = "PTV_".repeat(2500);
  static final String QUOTES = "a\"b'c`d&amp;e,f;g";
  static final String LINES = "one\r\ntwo\u2028three\u0085four\tfive";
  static final String HALF_PAIR = "lone\uD800high\uDC00low";
  static final String FORMULA = "=HYPERLINK(\"http://example.invalid\",\"x\")";
  static final String WIDE = "\u809D\u81D3".repeat(40);
  static final String NUL = "nul\u0000delete\u007F";

  static final List<String> ALL =
      List.of(
          SCRIPT,
          END_OF_DATA,
          RIGHT_TO_LEFT,
          TERMINAL,
          LONG,
          QUOTES,
          LINES,
          HALF_PAIR,
          FORMULA,
          WIDE,
          NUL,
          "",
          " ",
          "'",
          "{{7*7}}",
          "]]>",
          "<!--",
          "%n%s",
          "\\u003cscript>");

  private HostileText() {}

  /** For the message of a failed test. */
  static String brief(String text) {
    return VisibleText.of(text, 30);
  }
}
