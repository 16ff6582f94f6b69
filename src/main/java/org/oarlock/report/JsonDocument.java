package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import tools.jackson.core.exc.JacksonIOException;

/** Writes a JSON document that is given as maps, lists, texts, numbers and truth values. */
public final class JsonDocument {
  private JsonDocument() {}

  /** Writes the document, indented, and a line end. Flushes the writer and leaves it open. */
  public static void write(Map<String, Object> document, Writer out) throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      json.value(document);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }
}
