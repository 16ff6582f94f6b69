package org.oarlock.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** How results that people and programs read are written to the standard output. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "The form of the standard output.")
  private Format format = Format.TEXT;

  boolean isJson() {
    return format == Format.JSON;
  }

  private enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
