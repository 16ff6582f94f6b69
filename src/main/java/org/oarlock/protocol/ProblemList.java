package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/** Collects the problems of a protocol; bounded, so that a hostile file cannot fill the memory. */
final class ProblemList {
  /** More than anybody reads. */
  static final int MAX = 200;

  private final List<Problem> problems = new ArrayList<>();
  private boolean full;

  void add(Rule rule, SourceLocation location, String message, @Nullable String hint) {
    if (problems.size() < MAX) {
      problems.add(rule.at(location, message, hint));
    } else if (!full) {
      full = true;
      problems.add(
          Rule.TOO_MANY_PROBLEMS.at(
              SourceLocation.file(Objects.requireNonNullElse(location.file(), "")),
              "there are more than " + MAX + " problems; the rest is not shown",
              null));
    }
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }

  /** By file in the order in which files were first seen, then by line and column. */
  List<Problem> sorted() {
    Map<String, Integer> files = new LinkedHashMap<>();
    problems.forEach(p -> files.putIfAbsent(fileOf(p), files.size()));
    Comparator<Problem> order =
        Comparator.comparing((Problem p) -> p.code().equals(Rule.TOO_MANY_PROBLEMS.code()))
            .thenComparing(p -> files.getOrDefault(fileOf(p), 0))
            .thenComparing(p -> p.location().line())
            .thenComparing(p -> p.location().column());
    return problems.stream().distinct().sorted(order).toList();
  }

  private static String fileOf(Problem problem) {
    return Objects.requireNonNullElse(problem.location().file(), "");
  }
}
