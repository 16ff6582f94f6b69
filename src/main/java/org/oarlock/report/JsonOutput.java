package org.oarlock.report;

import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * JSON, the same bytes on every machine: ASCII only (everything else escaped, so that no encoding
 * of a terminal or file can harm it), numbers as the shortest text that reads back as the same
 * double, whatever the JDK. Half surrogate pairs, which are no text, become U+FFFD. Numbers that
 * are not finite become null.
 */
final class JsonOutput implements AutoCloseable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private final JsonGenerator json;

  private JsonOutput(JsonGenerator json) {
    this.json = json;
  }

  /** For people and programs: indented. The writer is flushed, not closed. */
  static JsonOutput indented(Writer out) {
    return new JsonOutput(FACTORY.createGenerator(new Indented(), out));
  }

  /** For programs only: without white space. */
  static JsonOutput compact(Writer out) {
    return new JsonOutput(FACTORY.createGenerator(ObjectWriteContext.empty(), out));
  }

  JsonOutput startObject() {
    json.writeStartObject();
    return this;
  }

  JsonOutput startObject(String name) {
    json.writeObjectPropertyStart(name);
    return this;
  }

  JsonOutput endObject() {
    json.writeEndObject();
    return this;
  }

  JsonOutput startArray() {
    json.writeStartArray();
    return this;
  }

  JsonOutput startArray(String name) {
    json.writeArrayPropertyStart(name);
    return this;
  }

  JsonOutput endArray() {
    json.writeEndArray();
    return this;
  }

  JsonOutput text(String name, @Nullable String value) {
    json.writeName(wellFormed(name));
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(wellFormed(value));
    }
    return this;
  }

  JsonOutput texts(String name, Iterable<String> values) {
    startArray(name);
    values.forEach(value -> json.writeString(wellFormed(value)));
    return endArray();
  }

  JsonOutput number(String name, double value) {
    json.writeName(name);
    return number(value);
  }

  JsonOutput number(double value) {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
    return this;
  }

  JsonOutput integer(String name, long value) {
    json.writeNumberProperty(name, value);
    return this;
  }

  /** For counts and positions where 0 stands for "not stated". */
  JsonOutput positiveOrNull(String name, int value) {
    return value > 0 ? integer(name, value) : none(name);
  }

  JsonOutput flag(String name, boolean value) {
    json.writeBooleanProperty(name, value);
    return this;
  }

  JsonOutput none(String name) {
    json.writeNullProperty(name);
    return this;
  }

  /** A map, a list, a text, a whole number or a truth value. */
  JsonOutput value(Object value) {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      map.forEach(
          (name, entry) -> {
            json.writeName(wellFormed(String.valueOf(name)));
            value(entry);
          });
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      list.forEach(this::value);
      json.writeEndArray();
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(wellFormed(String.valueOf(value)));
    }
    return this;
  }

  @Override
  public void close() {
    json.close();
  }

  private static String wellFormed(String text) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (Character.getType(c) == Character.SURROGATE) {
        return repaired(text);
      }
      i += Character.charCount(c);
    }
    return text;
  }

  private static String repaired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      // the line end is ours, not the system's
      return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withArrayEmptySeparator("")
                  .withObjectEmptySeparator(""))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
