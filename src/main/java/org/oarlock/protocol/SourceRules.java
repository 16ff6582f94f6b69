package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Protocol.Status;

/** Lint: what a protocol cites. */
final class SourceRules {
  private final Protocol protocol;
  private final Places places;
  private final ProblemList problems;
  private final Map<String, List<Citation>> uncertain = new LinkedHashMap<>();

  /** An entry that cites a source, and where it does so. */
  private record Citation(String owner, SourceLocation location) {}

  SourceRules(Protocol protocol, Places places, ProblemList problems) {
    this.protocol = protocol;
    this.places = places;
    this.problems = problems;
  }

  void run() {
    if (protocol.sources().isEmpty()) {
      citesNothing();
    } else {
      protocol.goals().stream()
          .filter(goal -> goal.kind() != Goal.Kind.REPORT)
          .forEach(goal -> entry("goals", goal.id(), "goal", goal.source(), goal.statements()));
      protocol.prescriptions().stream()
          .filter(rule -> rule.lowest() != null)
          .forEach(
              rule ->
                  entry(
                      "prescriptions",
                      rule.name(),
                      "prescription",
                      rule.source(),
                      rule.statements()));
      unused();
      uncertain.forEach(this::statementMissing);
    }
  }

  private void citesNothing() {
    SourceLocation file = SourceLocation.file(protocol.files().get(0).path());
    if (protocol.status() == Status.APPROVED) {
      problems.add(
          Rule.APPROVED_WITHOUT_SOURCES,
          file,
          "the protocol is approved, but says nowhere where its limits come from",
          "Add 'sources', and 'source' to each goal");
    } else {
      problems.add(
          Rule.SOURCES_MISSING,
          file,
          "the protocol does not say where its limits come from",
          "Add 'sources', and 'source' to each goal");
    }
  }

  private void entry(
      String section, String name, String kind, String source, List<String> statements) {
    String owner = kind + " '" + VisibleText.of(name) + "'";
    if (source.isEmpty()) {
      problems.add(
          Rule.SOURCE_MISSING,
          places.entry(section, name),
          owner + " does not say where it comes from",
          "Add 'source' with a key of the sources");
    } else if (statements.isEmpty()) {
      uncertain
          .computeIfAbsent(source, s -> new ArrayList<>())
          .add(new Citation(owner, places.value(section, name, "source")));
    }
  }

  /** Said once for each source: whoever leaves statements out mostly leaves all of them out. */
  private void statementMissing(String source, List<Citation> citations) {
    int others = citations.size() - 1;
    problems.add(
        Rule.STATEMENT_MISSING,
        citations.get(0).location,
        "%s%s '%s', but not which statement of it"
            .formatted(
                citations.get(0).owner,
                others == 0 ? " cites" : " and %s more cite".formatted(String.valueOf(others)),
                VisibleText.of(source)),
        "Add 'statement' with a table, page or number");
  }

  private void unused() {
    Set<String> cited = new HashSet<>();
    protocol.goals().forEach(goal -> cited.add(goal.source()));
    protocol.prescriptions().forEach(rule -> cited.add(rule.source()));
    protocol.structures().forEach(rule -> cited.add(rule.source()));
    for (String source : protocol.sources().keySet()) {
      if (!cited.contains(source)) {
        problems.add(
            Rule.UNUSED_SOURCE,
            places.entry("sources", source),
            "source '" + VisibleText.of(source) + "' is cited by nothing",
            "Remove it, or cite it with 'source'");
      }
    }
  }
}
