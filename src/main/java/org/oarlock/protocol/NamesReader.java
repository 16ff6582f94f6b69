package org.oarlock.protocol;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.YamlNode.Entry;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.protocol.YamlNode.Sequence;

/**
 * Reads what the structures of a protocol are called in a plan: a YAML mapping from each
 * structure's name in the protocol to its name in the plan, or to a list of names.
 */
public final class NamesReader {
  private NamesReader() {}

  /**
   * What came of reading a file of names.
   *
   * @param names the names in the plan by the name in the protocol; those that could be read
   * @param problems everything found, by line and column
   */
  public record Result(Map<String, List<String>> names, List<Problem> problems) {
    public Result {
      names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
      problems = List.copyOf(problems);
    }
  }

  public static Result read(Path path) {
    ProblemList problems = new ProblemList();
    ProtocolFile file = ProtocolFile.read(path, path.toString(), problems);
    YamlNode root = file == null ? null : YamlTree.read(file, problems);
    Map<String, List<String>> names = new LinkedHashMap<>();
    if (root != null) {
      entries(root, problems).forEach((entry, listed) -> names.put(entry.name(), listed));
    }
    return new Result(names, problems.sorted());
  }

  /** The names in the plan by the entry that lists them; what is wrong is left out and told. */
  static Map<Entry, List<String>> entries(YamlNode node, ProblemList problems) {
    Map<Entry, List<String>> entries = new LinkedHashMap<>();
    if (node instanceof Mapping mapping) {
      for (Entry entry : mapping.entries()) {
        List<String> listed = names(entry, problems);
        if (!listed.isEmpty()) {
          entries.put(entry, listed);
        }
      }
    } else {
      String names = "a mapping from structures of the protocol to their names in the plan";
      expected(node, names, problems);
    }
    return entries;
  }

  private static List<String> names(Entry entry, ProblemList problems) {
    List<YamlNode> values =
        entry.value() instanceof Sequence sequence ? sequence.items() : List.of(entry.value());
    for (YamlNode value : values) {
      if (!(value instanceof Scalar name) || name.isNull() || name.text().isBlank()) {
        expected(value, "the name of a structure in the plan, or a list of names", problems);
        return List.of();
      }
    }
    if (values.isEmpty()) {
      expected(entry.value(), "at least one name", problems);
    }
    return values.stream().map(value -> ((Scalar) value).text()).toList();
  }

  private static void expected(YamlNode found, String expected, ProblemList problems) {
    problems.add(
        Rule.WRONG_TYPE,
        found.location(),
        "expected %s, found %s".formatted(expected, found.kind()),
        "Write it like 'PTV1: PTV_Thigh' or 'Kidneys: [Kidney_L, Kidney_R]'");
  }
}
