package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.YamlNode.Entry;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.protocol.YamlNode.Sequence;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a YAML file into nodes with their places, from the parser's events: no types are guessed,
 * nothing is expanded. What a protocol does not need and what could mislead is refused: anchors,
 * aliases, merge keys, tags, several documents, keys that occur twice, deep nesting.
 */
final class YamlTree {
  static final int MAX_NESTING = 32;
  static final int MAX_NODES = 50_000;
  private static final int MAX_SCALAR = 10_000;

  private final ProtocolFile file;
  private final ProblemList problems;
  private final List<String> lines;
  private final Iterator<Event> events;
  private int nodes;

  private YamlTree(ProtocolFile file, ProblemList problems) {
    this.file = file;
    this.problems = problems;
    this.lines = file.text().lines().toList();
    LoadSettings settings = LoadSettings.builder().setLabel(file.name()).build();
    this.events = new ParserImpl(settings, new StreamReader(settings, file.text()));
  }

  /** The file's only document; null if there is none or it cannot be read to its end. */
  static @Nullable YamlNode read(ProtocolFile file, ProblemList problems) {
    return new YamlTree(file, problems).document();
  }

  private @Nullable YamlNode document() {
    try {
      skipTo(Event.ID.DocumentStart);
      if (!events.hasNext()) {
        problems.add(
            Rule.FILE_EMPTY,
            SourceLocation.file(file.name()),
            "the file is empty",
            "Start it with 'protocol: ' and a name");
        return null;
      }
      YamlNode root = node(events.next(), "", 0);
      skipTo(Event.ID.DocumentStart);
      return root;
    } catch (MarkedYamlEngineException e) {
      syntaxError(e);
    } catch (YamlEngineException e) {
      SourceLocation where = SourceLocation.file(file.name());
      problems.add(Rule.YAML_SYNTAX, where, VisibleText.of(String.valueOf(e.getMessage())), null);
    } catch (GivenUp e) {
      // the problem that made it give up is on the list
    }
    return null;
  }

  private static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivenUp() {
      super(null, null, false, false);
    }
  }

  /** Goes on to the next document's start; reports one that is not the first. */
  private void skipTo(Event.ID id) {
    while (events.hasNext()) {
      Event event = events.next();
      if (event.getEventId() == id) {
        if (nodes > 0) {
          problems.add(
              Rule.YAML_SEVERAL_DOCUMENTS,
              place(event, ""),
              "a second YAML document starts here; a protocol is one document",
              "Remove the line '---', or move what follows to a file of its own");
          throw new GivenUp();
        }
        return;
      }
    }
  }

  private YamlNode node(Event event, String path, int depth) {
    SourceLocation location = place(event, path);
    if (++nodes > MAX_NODES) {
      problems.add(
          Rule.YAML_TOO_MANY_NODES,
          location,
          "the file has more than " + MAX_NODES + " entries",
          "Check that this is the protocol");
      throw new GivenUp();
    }
    if (depth > MAX_NESTING) {
      problems.add(
          Rule.YAML_NESTING,
          location,
          "nested deeper than " + MAX_NESTING + " levels",
          "Check that this is the protocol");
      throw new GivenUp();
    }
    refuseAnchor(event, location);
    if (event instanceof MappingStartEvent start) {
      refuseTag(start.getTag(), location);
      return mapping(location, path, depth);
    }
    if (event instanceof SequenceStartEvent start) {
      refuseTag(start.getTag(), location);
      return sequence(location, path, depth);
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), location);
      return scalar(scalar, location);
    }
    return new Scalar("", true, null, location); // an alias, refused
  }

  private void refuseAnchor(Event event, SourceLocation location) {
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      String sign = event instanceof AliasEvent ? "*" : "&";
      problems.add(
          Rule.YAML_ANCHOR,
          location,
          "'"
              + sign
              + VisibleText.of(node.getAnchor().get().getValue())
              + "': YAML anchors and aliases are not allowed in protocols",
          event instanceof AliasEvent
              ? "Write the value out, or quote a text that starts with *"
              : "Write the value out where it is used");
    }
  }

  private void refuseTag(Optional<String> tag, SourceLocation location) {
    tag.ifPresent(
        t ->
            problems.add(
                Rule.YAML_TAG,
                location,
                "'"
                    + VisibleText.of(t.replace("tag:yaml.org,2002:", "!!"))
                    + "': YAML tags are not allowed in protocols",
                "Remove the tag, or quote a text that starts with !"));
  }

  private Mapping mapping(SourceLocation location, String path, int depth) {
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      YamlNode key = node(event, path, depth + 1);
      String name = key instanceof Scalar scalar ? scalar.text() : "?";
      String keyPath = path.isEmpty() ? keyText(name) : path + "." + keyText(name);
      YamlNode value = node(events.next(), keyPath, depth + 1);
      if (isKey(key, keyPath, seen)) {
        Scalar placed = (Scalar) key;
        SourceLocation at = at(key.location(), keyPath);
        entries.add(new Entry(new Scalar(name, placed.plain(), placed.raw(), at), value));
      }
    }
    return new Mapping(entries, location);
  }

  private boolean isKey(YamlNode node, String path, Set<String> seen) {
    SourceLocation location = at(node.location(), path);
    if (!(node instanceof Scalar key)) {
      problems.add(Rule.WRONG_TYPE, location, "a key is a text, not " + node.kind(), null);
      return false;
    }
    if (key.plain() && key.text().equals("<<")) {
      problems.add(
          Rule.YAML_ANCHOR,
          location,
          "'<<': YAML merge keys are not allowed in protocols",
          "Write the values out, or use 'extends' for a whole protocol");
      return false;
    }
    if (!seen.add(key.text())) {
      problems.add(
          Rule.DUPLICATE_KEY,
          location,
          "the key '" + keyText(key.text()) + "' occurs a second time",
          "Remove one of the two, or rename it");
      return false;
    }
    return true;
  }

  private static String keyText(String key) {
    String text = VisibleText.of(key);
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private Sequence sequence(SourceLocation location, String path, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(node(event, path + "[" + items.size() + "]", depth + 1));
    }
    return new Sequence(items, location);
  }

  private Scalar scalar(ScalarEvent event, SourceLocation location) {
    String text = event.getValue();
    if (text.length() > MAX_SCALAR) {
      problems.add(
          Rule.TOO_LONG,
          location,
          "a text of " + text.length() + " characters; at most " + MAX_SCALAR + " are allowed",
          "Shorten it");
      text = text.substring(0, 1);
    }
    Scalar scalar =
        new Scalar(text, event.getScalarStyle() == ScalarStyle.PLAIN, raw(event), location);
    refuseEscaped(scalar);
    return scalar;
  }

  /** An escape of a quoted text can still smuggle in what the file itself may not hold. */
  private void refuseEscaped(Scalar scalar) {
    String text = scalar.text();
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (!ProtocolFile.isVisible(c) || c == '\r' || c == '\t') {
        problems.add(
            Rule.INVISIBLE_CHARACTER,
            scalar.at(i),
            "the text holds " + VisibleText.of(Character.toString(c)) + ", which cannot be seen",
            "Remove it");
        return;
      }
    }
  }

  /** As written. */
  private @Nullable String raw(ScalarEvent event) {
    Optional<Mark> start = event.getStartMark();
    Optional<Mark> end = event.getEndMark();
    if (start.isEmpty() || end.isEmpty() || start.get().getLine() >= lines.size()) {
      return null;
    }
    int first = start.get().getLine();
    int last = Math.min(end.get().getLine(), lines.size() - 1);
    String lastLine = lines.get(last);
    int to =
        end.get().getLine() > last ? lastLine.length() : offset(lastLine, end.get().getColumn());
    int from = offset(lines.get(first), start.get().getColumn());
    if (first == last) {
      return lastLine.substring(from, Math.max(from, to));
    }
    List<String> written = new ArrayList<>(lines.subList(first, last));
    written.set(0, written.get(0).substring(from));
    written.add(lastLine.substring(0, to));
    return String.join("\n", written);
  }

  /** Where in a line the column is that the parser counts in code points. */
  private static int offset(String line, int column) {
    int length = line.codePointCount(0, line.length());
    return line.offsetByCodePoints(0, Math.min(column, length));
  }

  private SourceLocation place(Event event, String path) {
    return event
        .getStartMark()
        .map(m -> SourceLocation.at(file.name(), m.getLine() + 1, m.getColumn() + 1, path))
        .orElse(SourceLocation.file(file.name()));
  }

  private static SourceLocation at(SourceLocation location, String path) {
    return new SourceLocation(location.file(), location.line(), location.column(), path);
  }

  private void syntaxError(MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    int line = mark.map(Mark::getLine).orElse(-1) + 1;
    int column = mark.map(Mark::getColumn).orElse(-1) + 1;
    SourceLocation location = SourceLocation.at(file.name(), line, column, "");
    if (isTab(line, column)) {
      problems.add(
          Rule.YAML_TAB,
          location,
          "a tab stands here; YAML is indented with spaces",
          "Replace the tab by spaces");
      return;
    }
    String what = VisibleText.of(String.valueOf(e.getProblem())).replace("\\u000A", " ");
    problems.add(Rule.YAML_SYNTAX, location, "this is not YAML: " + what, syntaxHint(what));
  }

  private boolean isTab(int line, int column) {
    if (line < 1 || line > lines.size()) {
      return false;
    }
    String text = lines.get(line - 1);
    return column >= 1 && column <= text.length() && text.charAt(column - 1) == '\t';
  }

  private static String syntaxHint(String problem) {
    if (problem.contains("mapping values")) {
      return "Indent the line like its neighbours, or quote a text that holds ': '";
    }
    return "Look for a missing quote, bracket or space; quote texts that hold [ ] { } , or start"
        + " with one of > % @ ` * & !";
  }
}
