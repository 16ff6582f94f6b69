package org.oarlock.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.ParameterValues;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.Selection;
import org.oarlock.protocol.SelectionReader;
import org.oarlock.protocol.SelectionRule;

/**
 * A selection and the protocols that its rules name, each read once.
 *
 * @param selection null if it cannot be used; then an error is among the problems
 * @param protocols by the rule's name: its protocol, with the names of its structures
 * @param problems everything found in the files
 */
public record StatedSelection(
    @Nullable Selection selection, Map<String, StatedProtocol> protocols, List<Problem> problems) {
  public StatedSelection {
    protocols = Map.copyOf(protocols);
    problems = List.copyOf(problems);
  }

  /**
   * Reads the files.
   *
   * @param allowUnverified whether templates may be used
   */
  public static StatedSelection read(Path file, boolean allowUnverified) {
    SelectionReader.Reading reading = SelectionReader.read(file);
    List<Problem> problems = new ArrayList<>(reading.problems());
    Selection selection = reading.selection();
    if (selection == null) {
      return new StatedSelection(null, Map.of(), problems);
    }
    Map<String, StatedProtocol> protocols = new LinkedHashMap<>();
    Map<List<Path>, StatedProtocol> known = new HashMap<>();
    for (SelectionRule rule : selection.rules()) {
      List<Path> files = new ArrayList<>(List.of(rule.protocol()));
      if (rule.names() != null) {
        files.add(rule.names());
      }
      StatedProtocol stated =
          known.computeIfAbsent(
              files, f -> StatedProtocol.read(rule.protocol(), rule.names(), allowUnverified));
      protocols.put(rule.id(), stated);
      if (stated.problems().stream().anyMatch(Problem::isError)) {
        problems.add(unusable(rule));
      }
      Protocol protocol = stated.protocol();
      if (protocol != null) {
        problems.addAll(
            ParameterValues.resolve(protocol, rule.set()).problems().stream()
                .filter(p -> rule.set().values().stream().anyMatch(s -> isAt(p, s.location())))
                .toList());
      }
    }
    known.values().forEach(stated -> problems.addAll(stated.problems()));
    boolean failed = problems.stream().anyMatch(Problem::isError);
    return new StatedSelection(
        failed ? null : selection, protocols, problems.stream().distinct().toList());
  }

  private static boolean isAt(Problem problem, SourceLocation location) {
    return problem.location().equals(location);
  }

  private static Problem unusable(SelectionRule rule) {
    return Problem.error(
        "rule-without-protocol",
        rule.location(),
        "rule '%s': its protocol '%s' cannot be used"
            .formatted(
                VisibleText.of(rule.id()),
                VisibleText.of(String.valueOf(rule.protocol().getFileName()))),
        "Check the path, which is relative to this file, and the problems of the protocol");
  }
}
