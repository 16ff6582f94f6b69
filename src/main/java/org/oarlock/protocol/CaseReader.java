package org.oarlock.protocol;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;

/** Reads case files; everything wrong with one is found in one run. */
public final class CaseReader {
  /** A DICOM UID (PS3.5 section 9). */
  private static final Pattern UID = Pattern.compile("[0-9]+(?:\\.[0-9]+)+");

  private static final int MAX_UID = 64;

  private final ProblemList problems = new ProblemList();

  private CaseReader() {}

  /**
   * What came of reading a case file.
   *
   * @param file what it says, null if a problem is an error: half of it may be the wrong half
   * @param problems everything found, by line and column
   */
  public record Reading(@Nullable CaseFile file, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  public static Reading read(Path path) {
    CaseReader reader = new CaseReader();
    CaseFile file = reader.file(path);
    return new Reading(reader.problems.hasErrors() ? null : file, reader.problems.sorted());
  }

  private @Nullable CaseFile file(Path path) {
    ProtocolFile file = ProtocolFile.read(path, VisibleText.of(path.toString()), problems);
    YamlNode root = file == null ? null : YamlTree.read(file, problems);
    if (root == null) {
      return null;
    }
    if (!(root instanceof Mapping mapping)) {
      problems.add(
          Rule.WRONG_TYPE,
          root.location(),
          "a case file is a mapping of keys to values, not " + VisibleText.of(root.kind()),
          "Start it with 'plan: ' and the UID of the plan in brackets");
      return null;
    }
    Fields fields = new Fields(mapping, "case file", Key.CASE, problems);
    return new CaseFile(
        plans(fields),
        fields.listOrOne("protocol").stream().map(name -> name.text().strip()).toList(),
        set(fields),
        names(fields));
  }

  private List<String> plans(Fields fields) {
    if (!fields.has("plan")) {
      fields.problem(
          Rule.MISSING_KEY,
          fields.location(),
          "the key 'plan' is missing, so it is about no plan",
          "Add 'plan:' with a list of the SOP Instance UIDs of its RT Plans");
    }
    List<String> plans = new ArrayList<>();
    for (Scalar plan : fields.listOrOne("plan")) {
      String uid = plan.text().strip();
      if (uid.length() > MAX_UID || !UID.matcher(uid).matches()) {
        fields.problem(
            Rule.WRONG_VALUE,
            plan.location(),
            "'%s' is no UID".formatted(VisibleText.of(uid)),
            "Write the SOP Instance UID of the RT Plan: digits and points");
      }
      plans.add(uid);
    }
    return plans;
  }

  private static Map<String, Stated<String>> set(Fields fields) {
    Map<String, Stated<String>> set = new LinkedHashMap<>();
    fields
        .texts("set")
        .forEach((name, text) -> set.put(name, Stated.byCaseFile(text.text(), text.location())));
    return set;
  }

  private Map<String, Stated<List<String>>> names(Fields fields) {
    YamlNode node = fields.node("names");
    Map<String, Stated<List<String>>> names = new LinkedHashMap<>();
    if (node != null) {
      NamesReader.entries(node, problems)
          .forEach(
              (entry, listed) ->
                  names.put(entry.name(), Stated.byCaseFile(listed, entry.key().location())));
    }
    return names;
  }
}
