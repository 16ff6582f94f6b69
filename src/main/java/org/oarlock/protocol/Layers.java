package org.oarlock.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.YamlNode.Entry;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.protocol.YamlNode.Sequence;

/** A protocol's file and all files that it extends, and what they come to together. */
final class Layers {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_ENTRIES = 2_000;

  /** One file: what was read and the mapping at its root. */
  record Layer(ProtocolFile file, Mapping root) {}

  /**
   * A named entry of a section, as the last file that has it wrote it.
   *
   * @param name its name or id
   * @param value what is under the name; for a goal, the goal itself
   * @param location of the name
   */
  record Item(String name, YamlNode value, SourceLocation location) {}

  private final List<Layer> layers = new ArrayList<>();
  private final ProblemList problems;
  private boolean complete = true;

  private Layers(ProblemList problems) {
    this.problems = problems;
  }

  static Layers read(Path path, ProblemList problems) {
    Layers layers = new Layers(problems);
    layers.follow(path);
    Collections.reverse(layers.layers);
    return layers;
  }

  /** The extended files first, the file itself last; empty if not even that can be read. */
  List<Layer> oldestFirst() {
    return layers;
  }

  /** Whether all files could be read. */
  boolean complete() {
    return complete;
  }

  // files

  private void follow(Path start) {
    Set<Path> seen = new HashSet<>();
    Path path = start;
    while (path != null) {
      seen.add(identity(path));
      Layer layer = layer(path);
      if (layer == null) {
        complete = false;
        return;
      }
      layers.add(layer);
      path = extended(layer, path, seen);
    }
  }

  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private @Nullable Layer layer(Path path) {
    ProtocolFile file = ProtocolFile.read(path, VisibleText.of(path.toString()), problems);
    if (file == null) {
      return null;
    }
    YamlNode root = YamlTree.read(file, problems);
    if (root == null) {
      return null;
    }
    if (root instanceof Mapping mapping) {
      return new Layer(file, mapping);
    }
    problems.add(
        Rule.WRONG_TYPE,
        root.location(),
        "a protocol is a mapping of keys to values, not " + VisibleText.of(root.kind()),
        "Start it with 'protocol: ' and a name");
    return null;
  }

  /** The file that this one extends; null if none, or none that can be used. */
  private @Nullable Path extended(Layer layer, Path path, Set<Path> seen) {
    Entry entry = layer.root.get("extends");
    if (entry == null) {
      return null;
    }
    complete = false;
    if (!(entry.value() instanceof Scalar scalar) || scalar.isNull()) {
      problems.add(
          Rule.WRONG_TYPE,
          entry.value().location(),
          "'extends' is the name of one protocol, not " + VisibleText.of(entry.value().kind()),
          "Write the file's name without .yaml");
      return null;
    }
    Path next = resolve(scalar, path);
    if (next == null || !isUsable(next, scalar, seen)) {
      return null;
    }
    complete = true;
    return next;
  }

  private @Nullable Path resolve(Scalar scalar, Path from) {
    String name = scalar.text();
    String fileName = name.endsWith(".yaml") ? name : name + ".yaml";
    boolean relative = !fileName.startsWith("/") && !fileName.matches("[A-Za-z]:.*");
    if (!relative || fileName.indexOf('\\') >= 0 || fileName.indexOf('\n') >= 0) {
      problems.add(
          Rule.WRONG_VALUE,
          scalar.location(),
          "'extends' is '" + VisibleText.of(name) + "', not a path relative to this file",
          "Write the name of a file in the same folder, or a path from there with /");
      return null;
    }
    return from.resolveSibling(fileName).normalize();
  }

  private boolean isUsable(Path next, Scalar scalar, Set<Path> seen) {
    String name = VisibleText.of(scalar.text());
    if (!Files.isRegularFile(next)) {
      problems.add(
          Rule.EXTENDS_MISSING,
          scalar.location(),
          "the extended protocol '" + name + "' is not there: " + VisibleText.of(next.toString()),
          "Check the name; it is relative to this file");
      return false;
    }
    if (seen.contains(identity(next))) {
      problems.add(
          Rule.EXTENDS_CYCLE,
          scalar.location(),
          "the protocol extends itself by way of '" + name + "'",
          "Remove one 'extends' of the circle");
      return false;
    }
    if (seen.size() > MAX_DEPTH) {
      problems.add(
          Rule.EXTENDS_DEPTH,
          scalar.location(),
          "more than " + MAX_DEPTH + " protocols extend one another",
          "Join some of them");
      return false;
    }
    return true;
  }

  // entries

  /** The entries of a section that maps names to something, merged. */
  List<Item> mapped(String section) {
    Map<String, Item> merged = new LinkedHashMap<>();
    for (Layer layer : layers) {
      Entry entry = layer.root.get(section);
      if (entry == null) {
        continue;
      }
      if (!(entry.value() instanceof Mapping mapping)) {
        wrongSection(section, entry, "a mapping of names to values");
        continue;
      }
      List<Item> own =
          mapping.entries().stream()
              .map(e -> new Item(e.name(), e.value(), e.key().location()))
              .toList();
      merge(section, own, merged);
    }
    return List.copyOf(merged.values());
  }

  /** The entries of the list of goals, merged by their ids. */
  List<Item> goals() {
    Map<String, Item> merged = new LinkedHashMap<>();
    for (Layer layer : layers) {
      Entry entry = layer.root.get("goals");
      if (entry == null) {
        continue;
      }
      if (!(entry.value() instanceof Sequence sequence)) {
        wrongSection("goals", entry, "a list");
        continue;
      }
      merge("goals", identified(sequence), merged);
    }
    return List.copyOf(merged.values());
  }

  private void wrongSection(String section, Entry entry, String expected) {
    complete = false;
    problems.add(
        Rule.WRONG_TYPE,
        entry.value().location(),
        "'" + section + "' is " + expected + ", not " + VisibleText.of(entry.value().kind()),
        null);
  }

  private List<Item> identified(Sequence sequence) {
    Map<String, Item> own = new LinkedHashMap<>();
    for (YamlNode node : sequence.items()) {
      if (!(node instanceof Mapping goal)) {
        String kind = VisibleText.of(node.kind());
        problems.add(
            Rule.WRONG_TYPE,
            node.location(),
            "a goal is a mapping, not " + kind,
            "Start with 'id:'");
        continue;
      }
      Entry id = goal.get("id");
      Scalar scalar = id != null && id.value() instanceof Scalar s && !s.isNull() ? s : null;
      // a goal without an id is kept under a name that no id can have, and reported when it is read
      String name = scalar != null ? scalar.text() : "\n" + own.size();
      SourceLocation location = scalar != null ? scalar.location() : goal.location();
      if (own.putIfAbsent(name, new Item(name, goal, location)) != null) {
        problems.add(
            Rule.DUPLICATE_ID,
            location,
            "there is another goal '" + VisibleText.of(name) + "' in this file",
            "Give each goal an id of its own");
      }
    }
    return List.copyOf(own.values());
  }

  private void merge(String section, List<Item> own, Map<String, Item> merged) {
    if (own.size() > MAX_ENTRIES) {
      complete = false;
      problems.add(
          Rule.TOO_LONG,
          own.get(MAX_ENTRIES).location,
          "'%s' has %s entries, more than %s".formatted(section, "" + own.size(), "" + MAX_ENTRIES),
          "Split the protocol");
      return;
    }
    Map<String, Item> inherited = Map.copyOf(merged);
    for (Item item : own) {
      Item other = inherited.get(item.name);
      boolean override = overrides(item);
      if (other != null && !override && !isSameText(other, item)) {
        problems.add(
            Rule.OVERRIDE_MISSING,
            item.location,
            "'%s' stands already in %s".formatted(VisibleText.of(item.name), other.location),
            section.equals("sources")
                ? "Give the source another key"
                : "Add 'override: true' to replace it, or give it another name");
      }
      if (other == null && override) {
        problems.add(
            Rule.OVERRIDE_NOTHING,
            item.location,
            "'" + VisibleText.of(item.name) + "' overrides nothing: no extended protocol has it",
            Suggestion.hint(item.name, inherited.keySet()));
      }
      merged.put(item.name, item);
    }
  }

  private static boolean overrides(Item item) {
    Entry entry = item.value instanceof Mapping mapping ? mapping.get("override") : null;
    return entry != null && entry.value() instanceof Scalar scalar && scalar.text().equals("true");
  }

  private static boolean isSameText(Item a, Item b) {
    return a.value instanceof Scalar x && b.value instanceof Scalar y && x.text().equals(y.text());
  }
}
