package org.oarlock.protocol;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.SelectionRule.Counts;
import org.oarlock.protocol.SelectionRule.Dates;
import org.oarlock.protocol.SelectionRule.Doses;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.protocol.YamlNode.Sequence;
import org.oarlock.quantity.Dose;

/** Reads selections from YAML; everything wrong with one is found in one run. */
public final class SelectionReader {
  private static final Pattern COUNTS =
      Pattern.compile("\\s*([0-9]{1,3})\\s*(?:\\.\\.\\s*([0-9]{1,3})\\s*)?");
  private static final int MOST_FRACTIONS = 200;
  private static final int MOST_RULES = 500;

  private final Path folder;
  private final ProblemList problems = new ProblemList();

  private SelectionReader(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file.toAbsolutePath() : parent;
  }

  /**
   * What came of reading a selection.
   *
   * @param selection what it says, null if a problem is an error
   * @param problems everything found, by line and column; the protocols are not read
   */
  public record Reading(@Nullable Selection selection, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  public static Reading read(Path path) {
    SelectionReader reader = new SelectionReader(path);
    Selection selection = reader.selection(path);
    boolean failed = reader.problems.hasErrors();
    return new Reading(failed ? null : selection, reader.problems.sorted());
  }

  /** Whether a file is meant as a selection: a mapping with the key {@code selection}. */
  public static boolean isMeant(Path path) {
    ProblemList ignored = new ProblemList();
    ProtocolFile file = ProtocolFile.read(path, "", ignored);
    YamlNode root = file == null ? null : YamlTree.read(file, ignored);
    return root instanceof Mapping mapping
        && mapping.get("selection") != null
        && mapping.get("protocol") == null;
  }

  private @Nullable Selection selection(Path path) {
    ProtocolFile file = ProtocolFile.read(path, VisibleText.of(path.toString()), problems);
    YamlNode root = file == null ? null : YamlTree.read(file, problems);
    if (file == null || root == null) {
      return null;
    }
    if (!(root instanceof Mapping mapping)) {
      expected(root, "a selection is a mapping with 'selection', 'version' and 'rules'");
      return null;
    }
    Fields fields = new Fields(mapping, "selection", Key.SELECTION, problems);
    Selection selection =
        new Selection(
            name(fields, "selection"),
            fields.requiredText("version"),
            rules(fields),
            new Protocol.SourceFile(file.name(), file.sha256()));
    warnOfRulesThatNeverFit(selection.rules());
    return selection;
  }

  private static String name(Fields fields, String key) {
    String name = fields.requiredText(key);
    if (!name.isEmpty() && !EntryReader.isId(name)) {
      fields.problem(
          Rule.WRONG_VALUE,
          fields.locationOf(key),
          "'%s' is not letters, digits and . _ -, at most %d"
              .formatted(VisibleText.of(name), Key.MAX_NAME),
          "Rename it");
    }
    return name;
  }

  private List<SelectionRule> rules(Fields fields) {
    YamlNode node = fields.node("rules");
    if (node == null) {
      fields.required("rules");
      return List.of();
    }
    if (!(node instanceof Sequence sequence) || sequence.items().isEmpty()) {
      expected(node, "'rules' is a list of one rule or more");
      return List.of();
    }
    if (sequence.items().size() > MOST_RULES) {
      fields.problem(
          Rule.TOO_LONG,
          node.location(),
          "there are more than " + MOST_RULES + " rules",
          "Join rules that name the same protocol");
      return List.of();
    }
    List<SelectionRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (YamlNode item : sequence.items()) {
      if (item instanceof Mapping mapping) {
        SelectionRule rule = rule(mapping);
        if (!rule.id().isEmpty() && !ids.add(rule.id())) {
          problems.add(
              Rule.DUPLICATE_ID,
              mapping.location(),
              "there is a rule '%s' already".formatted(VisibleText.of(rule.id())),
              "Rename one of the two");
        }
        rules.add(rule);
      } else {
        expected(item, "a rule is a mapping with 'rule' and 'protocol'");
      }
    }
    return rules;
  }

  private SelectionRule rule(Mapping mapping) {
    YamlNode.Entry entry = mapping.get("rule");
    String id =
        entry != null && entry.value() instanceof Scalar name
            ? " '" + VisibleText.of(name.text()) + "'"
            : "";
    Fields fields = new Fields(mapping, "rule" + id, Key.SELECTION_RULE, problems);
    return new SelectionRule(
        name(fields, "rule"),
        patterns(fields, "label"),
        doses(fields),
        counts(fields),
        fields.listOrOne("structures").stream()
            .map(scalar -> alternatives(fields, scalar))
            .toList(),
        patterns(fields, "without"),
        dates(fields),
        path(fields, "protocol"),
        fields.has("names") ? path(fields, "names") : null,
        set(fields),
        mapping.location());
  }

  // conditions

  private static List<String> patterns(Fields fields, String key) {
    return fields.listOrOne(key).stream()
        .flatMap(scalar -> alternatives(fields, scalar).stream())
        .toList();
  }

  private static List<String> alternatives(Fields fields, Scalar scalar) {
    return Stream.of(scalar.text().split("\\|", -1))
        .map(text -> pattern(fields, scalar, text))
        .toList();
  }

  private static String pattern(Fields fields, Scalar scalar, String written) {
    String text = written.strip();
    if (text.isEmpty() || text.length() > Key.MAX_NAME) {
      fields.problem(
          Rule.WRONG_VALUE,
          scalar.location(),
          "'%s' is no name: blank, or longer than %d characters"
              .formatted(VisibleText.of(text, 80), Key.MAX_NAME),
          "Write a name, with * for any characters");
    }
    return text;
  }

  private static @Nullable Doses doses(Fields fields) {
    Dose[] range = EntryReader.doseRange(fields, "prescription");
    return range.length == 0 ? null : new Doses(range[0], range[1]);
  }

  private static @Nullable Counts counts(Fields fields) {
    Scalar scalar = fields.scalar("fractions");
    if (scalar == null) {
      return null;
    }
    Matcher matcher = COUNTS.matcher(scalar.text());
    if (matcher.matches()) {
      int fewest = Integer.parseInt(matcher.group(1));
      int most = matcher.group(2) == null ? fewest : Integer.parseInt(matcher.group(2));
      if (fewest >= 1 && fewest <= most && most <= MOST_FRACTIONS) {
        return new Counts(fewest, most);
      }
    }
    fields.problem(
        Rule.WRONG_VALUE,
        scalar.location(),
        "'fractions' is '%s', not a number from 1 to %d or a range of such"
            .formatted(VisibleText.of(scalar.text(), 40), MOST_FRACTIONS),
        "Write it like 25 or 25..30");
    return null;
  }

  private static @Nullable Dates dates(Fields fields) {
    Scalar scalar = fields.scalar("date");
    if (scalar == null) {
      return null;
    }
    String text = scalar.text().strip();
    int points = text.indexOf("..");
    try {
      String first = day(points < 0 ? text : text.substring(0, points));
      String last = points < 0 ? first : day(text.substring(points + 2));
      boolean isOpen = first.isEmpty() || last.isEmpty();
      if (first.isEmpty() ? !last.isEmpty() : isOpen || first.compareTo(last) <= 0) {
        return new Dates(first, last);
      }
    } catch (DateTimeException e) {
      // told below
    }
    fields.problem(
        Rule.WRONG_VALUE,
        scalar.location(),
        "'date' is '%s', which is no day and no range of days"
            .formatted(VisibleText.of(scalar.text(), 40)),
        "Write it like 2026-01-05, 2024-01-01..2025-12-31 or 2026-01-01..");
    return null;
  }

  private static String day(String text) {
    return text.isBlank()
        ? ""
        : LocalDate.parse(text.strip()).format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  // what follows

  private Path path(Fields fields, String key) {
    String text = fields.requiredText(key);
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      fields.problem(
          Rule.WRONG_VALUE,
          fields.locationOf(key),
          "'%s' is no path".formatted(VisibleText.of(text, 80)),
          "Write it relative to this file");
      return folder;
    }
  }

  private static Map<String, Stated<String>> set(Fields fields) {
    Map<String, Stated<String>> set = new LinkedHashMap<>();
    fields
        .texts("set")
        .forEach((name, text) -> set.put(name, Stated.bySelection(text.text(), text.location())));
    return set;
  }

  private void warnOfRulesThatNeverFit(List<SelectionRule> rules) {
    for (int i = 1; i < rules.size(); i++) {
      SelectionRule rule = rules.get(i);
      for (SelectionRule earlier : rules.subList(0, i)) {
        if (earlier.isWiderThan(rule)) {
          problems.add(
              Rule.RULE_NEVER_REACHED,
              rule.location(),
              "rule '%s': no plan comes this far, since all that fit it fit '%s' before"
                  .formatted(VisibleText.of(rule.id()), VisibleText.of(earlier.id())),
              "Remove it, or move it up");
          break;
        }
      }
    }
  }

  private void expected(YamlNode found, String expected) {
    problems.add(
        Rule.WRONG_TYPE,
        found.location(),
        "%s, found %s".formatted(expected, VisibleText.of(found.kind())),
        "Start it with 'selection: ', 'version: ' and 'rules:'");
  }
}
