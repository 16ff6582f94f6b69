package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.oarlock.problem.VisibleText;

/**
 * Writes HTML in which no text can become markup. There is no way to write a raw string: elements
 * and attributes are opened by name (checked against {@code [a-z0-9-]}), everything else is text,
 * which is first made visible ({@link VisibleText}: no reordering, no control characters) and then
 * escaped. The only markup-free exceptions are the files that are part of the program ({@link
 * Asset}) and data for scripts, whose JSON is escaped here.
 *
 * <p>A template engine was the alternative. For a few tables it would have added a build step, a
 * library and a second language to check, and its escaping can be switched off in a template; this
 * class has no switch.
 */
final class Html {
  /** Nothing that is longer is of use to a reader. */
  private static final int MAX_TEXT = TerminalText.MAX_SENTENCE;

  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
  private static final Pattern INERT = Pattern.compile("[a-zA-Z0-9 .,:;+/=-]*");

  private final Writer out;
  private final UnaryOperator<String> shown;
  private final Deque<String> open = new ArrayDeque<>();

  Html(Writer out) throws IOException {
    this(out, UnaryOperator.identity());
  }

  /**
   * Starts a page.
   *
   * @param shown what text becomes, after it was made visible, where not every character can be
   *     shown
   */
  Html(Writer out, UnaryOperator<String> shown) throws IOException {
    this.out = out;
    this.shown = shown;
    out.write("<!DOCTYPE html>\n");
  }

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Html start(String element, String... attributes) throws IOException {
    tag(element, attributes, ">");
    open.push(element);
    return this;
  }

  /**
   * Opens an element with one long attribute of letters, digits and signs that mean nothing in
   * markup, such as the points of a line or an image.
   */
  Html drawn(String element, String attribute, String value, String... attributes)
      throws IOException {
    if (!INERT.matcher(value).matches()) {
      throw new IllegalArgumentException("not inert: " + attribute + " of " + element);
    }
    open.push(element);
    out.write("<" + checked(element) + " " + checked(attribute) + "=\"" + value + "\"");
    attributes(element, attributes);
    out.write(">");
    return this;
  }

  /** Closes the element that was opened last. */
  Html end() throws IOException {
    out.write("</" + open.pop() + ">");
    return this;
  }

  /** Closes the element that was opened last and ends the line, to keep the file readable. */
  Html endLine() throws IOException {
    end();
    out.write('\n');
    return this;
  }

  /** An element without content, such as {@code meta}; well-formed as XML, too. */
  Html empty(String element, String... attributes) throws IOException {
    tag(element, attributes, "/>");
    return this;
  }

  /** An element that holds nothing but this text. */
  Html leaf(String element, String text, String... attributes) throws IOException {
    return start(element, attributes).text(text).end();
  }

  Html text(String text) throws IOException {
    out.write(escaped(visible(text)));
    return this;
  }

  /** Text that is cut where it would take more characters than this, escapes included. */
  Html brief(String text, int maxLength) throws IOException {
    String visible = visible(text);
    if (visible.length() > maxLength) {
      boolean inPair = Character.isHighSurrogate(visible.charAt(maxLength - 1));
      visible = visible.substring(0, inPair ? maxLength - 1 : maxLength) + "\u2026";
    }
    out.write(escaped(visible));
    return this;
  }

  /** The text of a program file, as the content of a script or style element. */
  Html asset(Asset asset) throws IOException {
    out.write(asset.text());
    return this;
  }

  /** Data for the page's script, from {@link JsonOutput}: inert whatever strings it holds. */
  Html data(String id, String json) throws IOException {
    start("script", "type", "application/json", "id", id);
    out.write(json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"));
    return endLine();
  }

  /** Checks that all that was opened is closed, and flushes. */
  void finish() throws IOException {
    if (!open.isEmpty()) {
      throw new IllegalStateException("open: " + open);
    }
    out.flush();
  }

  private void tag(String element, String[] attributes, String close) throws IOException {
    out.write("<" + checked(element));
    attributes(element, attributes);
    out.write(close);
  }

  private void attributes(String element, String... attributes) throws IOException {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attribute without a value in " + element);
    }
    for (int i = 0; i < attributes.length; i += 2) {
      out.write(" " + checked(attributes[i]) + "=\"" + escaped(visible(attributes[i + 1])) + "\"");
    }
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name: " + name);
    }
    return name;
  }

  private String visible(String text) {
    return shown.apply(VisibleText.of(text, MAX_TEXT));
  }

  private static String escaped(String visible) {
    StringBuilder escaped = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
