package org.oarlock.cli;

import java.util.List;
import org.oarlock.problem.Problem;
import org.oarlock.problem.VisibleText;

/** Shows problems on the console's error stream, in the order they were found. */
final class Problems {
  private static final int LONGEST_LINE = 4000;

  private Problems() {}

  static void show(List<Problem> problems, Console console) {
    problems.stream().distinct().forEach(problem -> show(problem, console));
  }

  /** No line of it can move the cursor, whatever a file is called. */
  static void show(Problem problem, Console console) {
    problem
        .toString()
        .lines()
        .map(line -> VisibleText.of(line, LONGEST_LINE))
        .forEach(console.err()::println);
  }
}
