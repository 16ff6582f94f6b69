package org.oarlock.protocol;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.protocol.YamlNode.Sequence;

/** Reads accepted violations from YAML; everything wrong with a file is found in one run. */
public final class OverridesReader {
  private static final String UID = "[0-9]+(\\.[0-9]+)+";
  private static final int MAX_UID = 64;

  private final ProblemList problems = new ProblemList();

  private OverridesReader() {}

  /**
   * What came of reading a file.
   *
   * @param overrides its content, null if a problem is an error: then nothing of it is accepted
   * @param problems everything found, by line and column
   */
  public record Reading(@Nullable Overrides overrides, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  public static Reading read(Path path) {
    OverridesReader reader = new OverridesReader();
    Overrides overrides = reader.overrides(path);
    return new Reading(reader.problems.hasErrors() ? null : overrides, reader.problems.sorted());
  }

  private @Nullable Overrides overrides(Path path) {
    ProtocolFile file = ProtocolFile.read(path, VisibleText.of(path.toString()), problems);
    YamlNode root = file == null ? null : YamlTree.read(file, problems);
    if (file == null || root == null) {
      return null;
    }
    if (!(root instanceof Mapping mapping)) {
      expected(root, "a mapping with 'plan' and 'accepted'", "Start it with 'plan: ' and a UID");
      return null;
    }
    Fields fields = new Fields(mapping, "overrides", Key.OVERRIDES, problems);
    return new Overrides(
        new Protocol.SourceFile(file.name(), file.sha256()), plans(fields), entries(fields));
  }

  private List<String> plans(Fields fields) {
    if (!fields.has("plan")) {
      fields.required("plan");
      return List.of();
    }
    List<String> plans = new ArrayList<>();
    for (Scalar uid : fields.listOrOne("plan")) {
      String text = uid.text().strip();
      if (!text.matches(UID) || text.length() > MAX_UID) {
        fields.problem(
            Rule.WRONG_VALUE,
            uid.location(),
            "'%s' is no UID".formatted(VisibleText.of(text)),
            "Write the SOP Instance UID of the RT Plan, as the JSON report has it");
      } else if (plans.contains(text)) {
        fields.problem(
            Rule.NAME_USED_TWICE, uid.location(), "this plan is named twice", "Remove one of them");
      } else {
        plans.add(text);
      }
    }
    return plans;
  }

  private List<Overrides.Entry> entries(Fields fields) {
    YamlNode node = fields.node("accepted");
    if (node == null) {
      fields.required("accepted");
      return List.of();
    }
    if (!(node instanceof Sequence sequence)) {
      expected(node, "a list of accepted violations", "Start each with '- goal: ' and an id");
      return List.of();
    }
    List<Overrides.Entry> entries = new ArrayList<>();
    Set<String> goals = new HashSet<>();
    for (YamlNode item : sequence.items()) {
      if (item instanceof Mapping mapping) {
        Overrides.Entry entry = entry(mapping);
        if (!entry.goal().isEmpty() && !goals.add(entry.goal())) {
          problems.add(
              Rule.DUPLICATE_ID,
              mapping.location(),
              "the goal '%s' stands here already".formatted(VisibleText.of(entry.goal())),
              "Remove one of the two");
        }
        entries.add(entry);
      } else {
        expected(item, "a mapping with 'goal', 'value', 'reason', 'by' and 'date'", null);
      }
    }
    return entries;
  }

  private Overrides.Entry entry(Mapping mapping) {
    Fields fields = new Fields(mapping, "accepted violation", Key.OVERRIDE_ENTRY, problems);
    if (!fields.has("value")) {
      fields.required("value");
    }
    return new Overrides.Entry(
        fields.requiredText("goal"),
        fields.listOrOne("value").stream().map(value -> value.text().strip()).toList(),
        fields.requiredText("reason"),
        fields.requiredText("by"),
        date(fields),
        mapping.location());
  }

  private static String date(Fields fields) {
    Scalar date = fields.required("date");
    if (date == null) {
      return "";
    }
    try {
      return LocalDate.parse(date.text().strip()).toString();
    } catch (DateTimeParseException e) {
      fields.problem(
          Rule.WRONG_VALUE,
          date.location(),
          "'date' is '%s', which is no day".formatted(VisibleText.of(date.text())),
          "Write it like 2026-11-30");
      return "";
    }
  }

  private void expected(YamlNode found, String expected, @Nullable String hint) {
    problems.add(
        Rule.WRONG_TYPE,
        found.location(),
        "expected %s, found %s".formatted(expected, VisibleText.of(found.kind())),
        hint);
  }
}
