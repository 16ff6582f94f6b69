package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.YamlNode.Entry;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.protocol.YamlNode.Sequence;

/** The keys and values of one mapping, read with their types; what is wrong is collected. */
final class Fields {
  private static final int MAX_TEXT = 2_000;

  private final Mapping mapping;
  private final String owner;
  private final List<Key> keys;
  private final ProblemList problems;

  /**
   * Reads a mapping.
   *
   * @param owner what it is, for messages: {@code goal 'lungs-v20'}
   * @param keys all keys it may have
   */
  Fields(Mapping mapping, String owner, List<Key> keys, ProblemList problems) {
    this.mapping = mapping;
    this.owner = owner;
    this.problems = problems;
    this.keys = keys;
    List<String> known = Key.names(keys);
    for (Entry entry : mapping.entries()) {
      if (!known.contains(entry.name())) {
        problem(
            Rule.UNKNOWN_KEY,
            entry.key().location(),
            "there is no key '" + VisibleText.of(entry.name()) + "' here",
            unknownKeyHint(entry, known));
      }
    }
  }

  /** In braces, a comma in a text without quotes starts a key that nobody meant. */
  private static @Nullable String unknownKeyHint(Entry entry, List<String> known) {
    boolean cutOff = entry.value() instanceof Scalar value && value.isNull();
    return cutOff && entry.name().contains(" ")
        ? "Quote the text before it, if the comma belongs to that"
        : Suggestion.hint(entry.name(), known);
  }

  String owner() {
    return owner;
  }

  SourceLocation location() {
    return mapping.location();
  }

  boolean has(String key) {
    return mapping.get(key) != null;
  }

  /** The place of a key's value, or of the mapping if there is no such key. */
  SourceLocation locationOf(String key) {
    Entry entry = mapping.get(key);
    return entry == null ? mapping.location() : entry.value().location();
  }

  void problem(Rule rule, SourceLocation location, String message, @Nullable String hint) {
    problems.add(rule, location, owner + ": " + message, hint);
  }

  private void wrongType(String key, YamlNode found, String expected) {
    problem(
        Rule.WRONG_TYPE,
        found.location(),
        "'" + VisibleText.of(key) + "' is " + expected + ", not " + VisibleText.of(found.kind()),
        found instanceof Scalar scalar && scalar.isNull()
            ? "Write a value, or remove the key"
            : null);
  }

  private void missing(String key) {
    problem(
        Rule.MISSING_KEY,
        mapping.location(),
        "the key '" + key + "' is missing",
        "Add '" + key + ":'");
  }

  @Nullable YamlNode node(String key) {
    Entry entry = mapping.get(key);
    return entry == null ? null : entry.value();
  }

  /** The scalar under a key; null if there is none, or something else, which is a problem. */
  @Nullable Scalar scalar(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return null;
    }
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      if (scalar.text().length() <= MAX_TEXT) {
        return scalar;
      }
      problem(
          Rule.TOO_LONG,
          node.location(),
          "'" + key + "' has more than " + MAX_TEXT + " characters",
          "Shorten it");
      return null;
    }
    wrongType(key, node, "a text");
    return null;
  }

  /** The scalar under a key that must be there. */
  @Nullable Scalar required(String key) {
    if (!has(key)) {
      missing(key);
    }
    return scalar(key);
  }

  /** The text under a key, empty if there is none. */
  String text(String key) {
    Scalar scalar = scalar(key);
    return scalar == null ? "" : scalar.text().strip();
  }

  /** The text under a key that must be there and not be blank. */
  String requiredText(String key) {
    Scalar scalar = required(key);
    if (scalar != null && scalar.text().isBlank()) {
      problem(Rule.WRONG_VALUE, scalar.location(), "'" + key + "' is blank", "Write a value");
    }
    return scalar == null ? "" : scalar.text().strip();
  }

  private Key known(String key) {
    return keys.stream().filter(k -> k.name().equals(key)).findFirst().orElseThrow();
  }

  /** One of the key's words; the first of them if there is none or another. */
  String word(String key) {
    List<String> words = known(key).words();
    Scalar scalar = scalar(key);
    if (scalar == null) {
      return words.get(0);
    }
    if (!words.contains(scalar.text())) {
      problem(
          Rule.WRONG_VALUE,
          scalar.location(),
          "'" + key + "' is '" + VisibleText.of(scalar.text()) + "'",
          Suggestion.hint(scalar.text(), words));
      return words.get(0);
    }
    return scalar.text();
  }

  boolean flag(String key) {
    Scalar scalar = scalar(key);
    if (scalar == null || (scalar.plain() && scalar.text().equals("false"))) {
      return false;
    }
    if (scalar.plain() && scalar.text().equals("true")) {
      return true;
    }
    problem(
        Rule.WRONG_TYPE,
        scalar.location(),
        "'" + key + "' is true or false, not '" + VisibleText.of(scalar.text()) + "'",
        "Write true or false");
    return false;
  }

  /** A whole number from 1 to the key's largest one; 0 if there is none. */
  int count(String key) {
    int largest = known(key).largest();
    Scalar scalar = scalar(key);
    if (scalar == null) {
      return 0;
    }
    if (scalar.text().matches("[1-9][0-9]{0,5}") && Integer.parseInt(scalar.text()) <= largest) {
      return Integer.parseInt(scalar.text());
    }
    problem(
        Rule.WRONG_VALUE,
        scalar.location(),
        "'%s' is '%s', not a whole number from 1 to %s"
            .formatted(key, VisibleText.of(scalar.text()), String.valueOf(largest)),
        "Write digits only");
    return 0;
  }

  /** The texts of a list under a key; empty if there is none. */
  List<Scalar> list(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof Sequence sequence) {
      return texts(key, sequence);
    }
    wrongType(key, node, "a list");
    return List.of();
  }

  /** The texts of a list under a key, or the one text that stands there by itself. */
  List<Scalar> listOrOne(String key) {
    if (node(key) instanceof Scalar scalar && !scalar.isNull()) {
      return List.of(scalar);
    }
    return list(key);
  }

  /** The texts of a mapping from names to texts; empty if there is none. */
  Map<String, Scalar> texts(String key) {
    Map<String, Scalar> texts = new LinkedHashMap<>();
    YamlNode node = node(key);
    if (node instanceof Mapping named) {
      for (Entry entry : named.entries()) {
        if (entry.value() instanceof Scalar scalar && !scalar.isNull()) {
          texts.put(entry.name(), scalar);
        } else {
          wrongType(entry.name(), entry.value(), "a text");
        }
      }
    } else if (node != null) {
      wrongType(key, node, "a mapping of names to texts");
    }
    return texts;
  }

  private List<Scalar> texts(String key, Sequence sequence) {
    List<Scalar> texts = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      if (item instanceof Scalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
        texts.add(scalar);
      } else {
        wrongType(key, item, "a list of texts");
      }
    }
    if (sequence.items().isEmpty()) {
      problem(
          Rule.WRONG_VALUE,
          sequence.location(),
          "the list '" + key + "' is empty",
          "Remove the key");
    }
    return texts;
  }
}
