package org.oarlock.app;

import java.io.IOException;
import java.io.Writer;
import org.oarlock.protocol.ProtocolSchema;
import org.oarlock.report.JsonDocument;
import org.oarlock.report.JsonReport;

/** Describes the protocol language for editors, and the JSON of reports for programs. */
public final class DescribeLanguage {
  private DescribeLanguage() {}

  /** Writes the JSON Schema of protocols. Flushes the writer and leaves it open. */
  public static void writeSchema(Writer out) throws IOException {
    JsonDocument.write(ProtocolSchema.document(), out);
  }

  /** Writes the JSON Schema of accepted violations. Flushes the writer and leaves it open. */
  public static void writeOverridesSchema(Writer out) throws IOException {
    JsonDocument.write(ProtocolSchema.overrides(), out);
  }

  /** Writes the JSON Schema of the reports of a check. Flushes the writer and leaves it open. */
  public static void writeReportSchema(Writer out) throws IOException {
    JsonReport.writeSchema(out);
  }

  /** Writes the JSON Schema of selections. Flushes the writer and leaves it open. */
  public static void writeSelectionSchema(Writer out) throws IOException {
    JsonDocument.write(ProtocolSchema.selection(), out);
  }

  /** Writes the JSON Schema of case files. Flushes the writer and leaves it open. */
  public static void writeCaseSchema(Writer out) throws IOException {
    JsonDocument.write(ProtocolSchema.caseDocument(), out);
  }
}
