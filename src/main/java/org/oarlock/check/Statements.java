package org.oarlock.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.problem.Problem;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Stated;

/**
 * What the user states about a plan, by whatever means: options win over the case file, and it is
 * said where they do.
 *
 * @param values parameters and prescriptions by name, as text
 * @param names the names of structures in the plan by their name in the protocol
 */
record Statements(Map<String, Stated<String>> values, Map<String, Stated<List<String>>> names) {

  /**
   * @param problems what somebody must know is added here
   */
  static Statements of(Settings settings, List<Problem> problems) {
    Map<String, Stated<String>> values = new LinkedHashMap<>(settings.caseFile().set());
    settings
        .values()
        .forEach((name, value) -> put(values, name, Stated.bySet(name, value), problems));
    Map<String, Stated<List<String>>> names = new LinkedHashMap<>(settings.caseFile().names());
    settings
        .names()
        .forEach((name, listed) -> put(names, name, Stated.byNamesFile(listed), problems));
    return new Statements(values, names);
  }

  private static <T> void put(
      Map<String, Stated<T>> all, String name, Stated<T> stated, List<Problem> problems) {
    Stated<T> other = all.put(name, stated);
    if (other != null && !other.value().equals(stated.value())) {
      problems.add(
          Problem.note(
              "case-overridden",
              other.location(),
              "'%s' is %s in the case file, but %s by the %s, which counts"
                  .formatted(VisibleText.of(name), text(other), text(stated), word(stated))));
    }
  }

  private static String text(Stated<?> stated) {
    return "'" + VisibleText.of(String.valueOf(stated.value())) + "'";
  }

  private static String word(Stated<?> stated) {
    return stated.origin().startsWith("--") ? "option " + stated.origin() : stated.origin();
  }
}
