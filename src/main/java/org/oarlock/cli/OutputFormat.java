package org.oarlock.cli;

import java.util.Locale;

/** How results are written to the standard output. */
final class OutputFormat {
  private OutputFormat() {}

  /** For commands whose results are tables. */
  enum CsvOrJson {
    CSV,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
