package org.oarlock.report;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The leaves of a JSON document by their JSON Pointers (RFC 6901), in the order of the document. Of
 * bounded size; a key that is there twice is refused.
 */
final class JsonLeaves {
  private static final int MAX_CHARACTERS = 200_000_000;
  private static final int MAX_LEAVES = 2_000_000;
  private static final int MAX_DEPTH = 50;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MAX_CHARACTERS)
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(1_000_000)
                  .maxNameLength(10_000)
                  .build())
          .build();

  private JsonLeaves() {}

  /**
   * A leaf.
   *
   * @param token what it is
   * @param text as it stands there; of a text without its quotes
   */
  record Leaf(JsonToken token, String text) {
    boolean isText() {
      return token == JsonToken.VALUE_STRING;
    }

    boolean isNumber() {
      return token.isNumeric();
    }

    double number() {
      return Double.parseDouble(text);
    }

    /** Whether both say the same, numbers within a share of their amount. */
    boolean isSame(Leaf other, double share) {
      if (isNumber() && other.isNumber()) {
        double a = number();
        double b = other.number();
        return Math.abs(a - b) <= share * Math.max(Math.abs(a), Math.abs(b));
      }
      return token == other.token && text.equals(other.text);
    }

    @Override
    public String toString() {
      return isText() ? "'" + text + "'" : text;
    }
  }

  /** An object or array that is open. */
  private static final class Level {
    final String pointer;
    final boolean isArray;
    int count;
    @Nullable String key;

    Level(String pointer, boolean isArray) {
      this.pointer = pointer;
      this.isArray = isArray;
    }

    String next() {
      int index = count++;
      return pointer + "/" + (isArray ? String.valueOf(index) : escaped(String.valueOf(key)));
    }
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is no JSON, or larger than any report, or the reader fails
   */
  static Map<String, Leaf> read(Reader in) throws IOException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      return read(parser);
    } catch (JacksonException e) {
      throw new IOException(
          "line %d, column %d: this is not JSON, or more than a report is"
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr()),
          e);
    }
  }

  private static Map<String, Leaf> read(JsonParser parser) throws IOException {
    Map<String, Leaf> leaves = new LinkedHashMap<>();
    Deque<Level> open = new ArrayDeque<>();
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (leaves.size() > MAX_LEAVES) {
        throw new IOException("it has more than " + MAX_LEAVES + " values");
      }
      switch (token) {
        case PROPERTY_NAME -> open.getFirst().key = parser.currentName();
        case START_OBJECT -> open.push(new Level(pointer(open), false));
        case START_ARRAY -> open.push(new Level(pointer(open), true));
        case END_OBJECT, END_ARRAY -> {
          Level level = open.pop();
          if (level.count == 0) {
            leaves.put(level.pointer, new Leaf(token, level.isArray ? "[]" : "{}"));
          }
        }
        default -> leaves.put(pointer(open), new Leaf(token, parser.getString()));
      }
    }
    return leaves;
  }

  private static String pointer(Deque<Level> open) {
    return open.isEmpty() ? "" : open.getFirst().next();
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
