package org.oarlock.protocol;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Expectations.Expected;
import org.oarlock.protocol.Expectations.ExpectedValue;
import org.oarlock.protocol.Expectations.Run;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.protocol.YamlNode.Sequence;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.QuantityFormatException;

/** Reads tests of protocols from YAML files; everything wrong with a file is found in one run. */
public final class ExpectationsReader {
  private static final List<String> EXIT_CODES = List.of("0", "1", "3");

  private final Path path;
  private final List<String> verdicts;
  private final ProblemList problems = new ProblemList();

  private ExpectationsReader(Path path, List<String> verdicts) {
    this.path = path;
    this.verdicts = verdicts;
  }

  /**
   * What came of reading a test.
   *
   * @param test the test, null if a problem is an error
   * @param problems everything found, by line and column
   */
  public record Reading(@Nullable Expectations test, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a test.
   *
   * @param path its file
   * @param verdicts the words that a verdict can be
   */
  public static Reading read(Path path, List<String> verdicts) {
    ExpectationsReader reader = new ExpectationsReader(path, List.copyOf(verdicts));
    Expectations test = reader.test();
    return new Reading(reader.problems.hasErrors() ? null : test, reader.problems.sorted());
  }

  private @Nullable Expectations test() {
    ProtocolFile file = ProtocolFile.read(path, VisibleText.of(path.toString()), problems);
    YamlNode root = file == null ? null : YamlTree.read(file, problems);
    if (root == null) {
      return null;
    }
    if (!(root instanceof Mapping mapping)) {
      problems.add(
          Rule.WRONG_TYPE,
          root.location(),
          "a test is a mapping of keys to values, not " + VisibleText.of(root.kind()),
          "Start it with 'protocol: ' and a path");
      return null;
    }
    Fields fields = new Fields(mapping, "test", Key.TEST, problems);
    Scalar protocol = fields.required("protocol");
    List<Path> plans = plans(fields);
    Run first = run(fields, null);
    List<Run> runs = new ArrayList<>(List.of(first));
    for (YamlNode node : items(fields, "with")) {
      if (node instanceof Mapping further) {
        runs.add(run(new Fields(further, "run", Key.TEST_RUN, problems), first));
      } else {
        expected(node, "a mapping with 'set', 'goals' or 'values'");
      }
    }
    if (runs.stream().allMatch(ExpectationsReader::expectsNothing)) {
      fields.problem(
          Rule.MISSING_KEY,
          fields.location(),
          "nothing is expected, so nothing is tested",
          "Add 'goals:' with the verdict of each goal");
    }
    Scalar names = fields.scalar("names");
    return new Expectations(
        beside(protocol == null ? "" : protocol.text()),
        plans,
        names == null ? null : beside(names.text()),
        fields.word("others").equals("list"),
        runs);
  }

  private static boolean expectsNothing(Run run) {
    return run.goals().isEmpty() && run.values().isEmpty() && run.exit() == null;
  }

  private List<Path> plans(Fields fields) {
    if (!fields.has("plans")) {
      fields.problem(
          Rule.MISSING_KEY,
          fields.location(),
          "the key 'plans' is missing",
          "Add 'plans:' with a list of folders");
    }
    return fields.list("plans").stream().map(plan -> beside(plan.text())).toList();
  }

  /** A path that is relative to the test's file. */
  private Path beside(String other) {
    try {
      Path resolved = path.resolveSibling(other).normalize();
      return resolved.toString().isEmpty() ? Path.of(".") : resolved;
    } catch (InvalidPathException e) {
      return path; // it cannot be read as a protocol or a plan, which is told then
    }
  }

  // runs

  /** A run; what it does not say is as in the first one. */
  private Run run(Fields fields, @Nullable Run first) {
    Map<String, String> set = new LinkedHashMap<>(first == null ? Map.of() : first.set());
    fields.texts("set").forEach((name, text) -> set.put(name, text.text()));
    Map<String, Expected> goals = new LinkedHashMap<>(first == null ? Map.of() : first.goals());
    fields.texts("goals").forEach((id, word) -> goals.put(id, verdict(id, word)));
    List<ExpectedValue> own = new ArrayList<>();
    items(fields, "values").forEach(node -> value(node, own));
    List<ExpectedValue> values = new ArrayList<>(first == null ? List.of() : first.values());
    values.removeIf(other -> own.stream().anyMatch(value -> isSame(value, other)));
    values.addAll(own);
    return new Run(set, goals, values, exit(fields));
  }

  private Expected verdict(String id, Scalar word) {
    if (!verdicts.contains(word.text())) {
      problems.add(
          Rule.WRONG_VALUE,
          word.location(),
          "goal '%s': '%s' is not a verdict"
              .formatted(VisibleText.of(id), VisibleText.of(word.text())),
          Suggestion.hint(word.text(), verdicts));
    }
    return new Expected(word.text(), word.location());
  }

  private @Nullable Expected exit(Fields fields) {
    Scalar exit = fields.scalar("exit");
    if (exit == null) {
      return null;
    }
    if (!EXIT_CODES.contains(exit.text())) {
      problems.add(
          Rule.WRONG_VALUE,
          exit.location(),
          "'exit' is '%s'".formatted(VisibleText.of(exit.text())),
          "Use one of " + String.join(", ", EXIT_CODES));
    }
    return new Expected(exit.text(), exit.location());
  }

  private void value(YamlNode node, List<ExpectedValue> values) {
    if (!(node instanceof Mapping mapping)) {
      expected(node, "a mapping with 'goal', 'metric', 'value' and 'tolerance'");
      return;
    }
    Fields fields = new Fields(mapping, "value", Key.TEST_VALUE, problems);
    ExpectedValue value =
        new ExpectedValue(
            fields.requiredText("goal"),
            fields.requiredText("metric"),
            fields.text("structure"),
            number(fields, "value"),
            number(fields, "tolerance"),
            mapping.location());
    if (values.stream().anyMatch(other -> isSame(other, value))) {
      fields.problem(
          Rule.DUPLICATE_ID,
          mapping.location(),
          "this value of goal '%s' stands here already".formatted(VisibleText.of(value.goal())),
          "Remove one of the two, or add 'structure' to both");
    }
    values.add(value);
  }

  private static boolean isSame(ExpectedValue a, ExpectedValue b) {
    return a.goal().equals(b.goal())
        && a.metric().equals(b.metric())
        && a.structure().equals(b.structure());
  }

  private double number(Fields fields, String key) {
    Scalar scalar = fields.required(key);
    if (scalar == null) {
      return 0;
    }
    try {
      double number = DecimalText.parse(scalar.text());
      if (key.equals("value") || number >= 0) {
        return number;
      }
    } catch (QuantityFormatException e) {
      // told below
    }
    fields.problem(
        Rule.WRONG_VALUE,
        scalar.location(),
        "'%s' is '%s', not a number%s"
            .formatted(key, VisibleText.of(scalar.text()), key.equals("value") ? "" : " from 0 on"),
        "Write a number without its unit, which is that of the metric");
    return 0;
  }

  // shapes

  private List<YamlNode> items(Fields fields, String key) {
    YamlNode node = fields.node(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof Sequence sequence) {
      return sequence.items();
    }
    expected(node, "a list");
    return List.of();
  }

  private void expected(YamlNode found, String expected) {
    SourceLocation location = found.location();
    problems.add(
        Rule.WRONG_TYPE,
        location,
        "expected %s, found %s".formatted(expected, VisibleText.of(found.kind())),
        null);
  }
}
