package org.oarlock.app;

import java.io.IOException;
import java.io.Writer;
import org.oarlock.protocol.ProtocolSchema;
import org.oarlock.report.JsonDocument;

/** Describes the protocol language for editors. */
public final class DescribeLanguage {
  private DescribeLanguage() {}

  /** Writes the JSON Schema of protocols. Flushes the writer and leaves it open. */
  public static void writeSchema(Writer out) throws IOException {
    JsonDocument.write(ProtocolSchema.document(), out);
  }
}
