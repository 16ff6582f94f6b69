package org.oarlock.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.StructureMatch.Origin;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.NameWords;
import org.oarlock.protocol.Side;
import org.oarlock.protocol.Stated;
import org.oarlock.protocol.StructureRule;
import org.oarlock.protocol.StructureRule.Each;

/**
 * Finds the structures of a plan that the rules of a protocol name. Matching is exact ({@link
 * NamePattern}); where it leaves a choice, there is no match but a reason:
 *
 * <ul>
 *   <li>An entry of the names file or of the case file wins. What it names must be there.
 *   <li>Else the candidates are all structures that the canonical name, a listed name or a pattern
 *       fits. None is preferred over another: two candidates for a rule that wants one are
 *       ambiguous, and so are two structures of the same name for any rule.
 *   <li>A rule with a type sets aside candidates that state another type; a candidate that states
 *       none is taken, with a warning. If no name fits, the only structure of type EXTERNAL is
 *       taken for a rule of that type: DICOM allows one body outline.
 *   <li>One structure cannot be two that are each wanted alone: it is the one whose canonical name
 *       it bears, and the other stays without. If it bears neither name, both stay without.
 *   <li>A rule that names its structures by the side of the target may be the same structure as
 *       another rule; where the side is not known, it has no match but the reason.
 * </ul>
 */
final class StructureMatcher {
  private static final String EXTERNAL = "EXTERNAL";

  private final List<Structure> structures;
  private final Map<String, Stated<List<String>>> names;
  private final Answer<Side> side;
  private final SourceLocation location;
  private final List<Problem> problems;
  private final Map<String, StructureMatch> matches = new LinkedHashMap<>();

  /**
   * @param structures the plan's
   * @param rules the protocol's, with those for names that it uses without a rule
   * @param names what the user states, by the names of rules
   * @param location the structure set's file
   * @param problems what somebody must know is added here
   */
  StructureMatcher(
      List<Structure> structures,
      List<StructureRule> rules,
      Map<String, Stated<List<String>>> names,
      SourceLocation location,
      List<Problem> problems) {
    this(structures, rules, names, location, Answer.unknown("the side is not known"), problems);
  }

  /**
   * @param side the side of the target, for rules that name their structures by it
   */
  StructureMatcher(
      List<Structure> structures,
      List<StructureRule> rules,
      Map<String, Stated<List<String>>> names,
      SourceLocation location,
      Answer<Side> side,
      List<Problem> problems) {
    this.side = side;
    this.structures = structures;
    this.names = names;
    this.location = location;
    this.problems = problems;
    rules.forEach(rule -> matches.put(rule.name(), match(rule)));
    settleShared();
    names.forEach(this::checkKnown);
  }

  /** The rule of that name and what it matched, null if there is no such rule. */
  @Nullable StructureMatch get(String name) {
    return matches.get(name);
  }

  Collection<StructureMatch> all() {
    return matches.values();
  }

  /**
   * Whether a name in the plan's files means the structure of this rule: the name of the structure
   * that it matched, or a name that fits it.
   */
  boolean means(String ruleName, String name) {
    StructureMatch match = matches.get(ruleName);
    if (match == null) {
      return false;
    }
    if (match.origin() == Origin.STATED || match.origin() == Origin.TYPE) {
      return match.structures().stream().anyMatch(s -> NamePattern.same(s.name(), name));
    }
    return claim(match.rule(), name) != null;
  }

  private StructureMatch match(StructureRule rule) {
    Stated<List<String>> mapped = names.get(rule.name());
    StructureMatch match = mapped != null ? mapped(rule, mapped) : named(rule);
    return match.obstacle() != null ? match : ambiguity(match);
  }

  private StructureMatch mapped(StructureRule rule, Stated<List<String>> mapped) {
    List<Structure> found = new ArrayList<>();
    String origin = mapped.origin();
    for (String name : mapped.value()) {
      List<Structure> same = structures.stream().filter(s -> s.name().equals(name)).toList();
      if (same.isEmpty()) {
        same = structures.stream().filter(s -> NamePattern.same(s.name(), name)).toList();
      }
      if (same.isEmpty()) {
        problems.add(missingMapped(rule, name, origin));
        return new StructureMatch(
            rule,
            List.of(),
            Origin.STATED,
            origin,
            "the %s says %s, but the plan has no such structure".formatted(origin, quoted(name)));
      }
      found.addAll(same);
    }
    warnOfOtherType(rule, found);
    warnOfPassedOver(rule, found, origin);
    return new StructureMatch(
        rule,
        found.stream().distinct().toList(),
        Origin.STATED,
        origin,
        mapped.value().isEmpty() ? "the %s names no structure for it".formatted(origin) : null);
  }

  /** A file of names that was made for another plan would swap structures unseen. */
  private void warnOfPassedOver(StructureRule rule, List<Structure> found, String origin) {
    structures.stream()
        .filter(s -> NamePattern.same(rule.name(), s.name()) && !found.contains(s))
        .map(
            s ->
                Problem.warning(
                    "names-structure-passed-over",
                    location,
                    "the structure set has %s, but the %s says that %s is %s"
                        .formatted(quoted(s.name()), origin, rule.name(), quoted(found)),
                    "Make sure that it is meant for this plan"))
        .forEach(problems::add);
  }

  private Problem missingMapped(StructureRule rule, String name, String origin) {
    return Problem.warning(
        "names-structure-missing",
        location,
        "the %s says that %s is %s, but the structure set has no such structure"
            .formatted(origin, rule.name(), quoted(name)),
        "Write the name as the structure set spells it");
  }

  private void checkKnown(String name, Stated<List<String>> stated) {
    if (!matches.containsKey(name)) {
      problems.add(unknownRule(name, stated, matches.keySet()));
    }
  }

  /** What is stated is about a structure that the protocol does not know. */
  static Problem unknownRule(String name, Stated<List<String>> stated, Collection<String> known) {
    return Problem.warning(
        "names-rule-unknown",
        stated.location(),
        "the %s names %s, but the protocol has no structure of that name"
            .formatted(stated.origin(), quoted(name)),
        "Use one of " + String.join(", ", known));
  }

  private StructureMatch named(StructureRule rule) {
    List<Structure> found = structures.stream().filter(s -> claim(rule, s.name()) != null).toList();
    if (found.isEmpty()) {
      StructureMatch typed = byType(rule);
      return Laterality.isSided(rule) && side instanceof Answer.Missing<Side> missing
          ? typed.blocked(missing.reason())
          : typed;
    }
    List<Structure> fitting =
        found.stream().filter(s -> !statesOtherType(rule, s)).collect(Collectors.toList());
    if (fitting.isEmpty()) {
      return new StructureMatch(
          rule,
          found,
          Origin.LISTED_NAME,
          "name",
          "%s should have the type %s, but states %s"
              .formatted(quoted(found), rule.type(), types(found)));
    }
    warnOfOtherType(rule, found);
    warnOfMissingSide(rule, fitting);
    noteOneSide(rule, fitting);
    boolean canonical = fitting.stream().allMatch(s -> NamePattern.same(rule.name(), s.name()));
    return new StructureMatch(
        rule,
        fitting,
        canonical ? Origin.CANONICAL_NAME : Origin.LISTED_NAME,
        fitting.stream()
            .map(s -> claim(rule, s.name()))
            .distinct()
            .collect(Collectors.joining(", ")),
        null);
  }

  /** Kidney_L alone is judged for both kidneys if the other one goes by an unknown name. */
  private void warnOfMissingSide(StructureRule rule, List<Structure> found) {
    if (rule.each() == Each.ONE) {
      return;
    }
    for (String listed : rule.names()) {
      NamePattern pattern = NamePattern.of(sided(listed));
      boolean missing = found.stream().noneMatch(s -> pattern.matches(s.name()));
      NameWords words = NameWords.of(listed);
      if (missing && !pattern.isPattern()) {
        found.stream()
            .filter(s -> words.hasWordsOf(NameWords.of(s.name())))
            .filter(s -> words.isOtherSideThan(NameWords.of(s.name())))
            .map(
                s ->
                    Problem.warning(
                        "structure-side-missing",
                        location,
                        "%s is %s alone: the structure set has no %s"
                            .formatted(rule.name(), quoted(s.name()), quoted(listed)),
                        "Say with --names what it is called, if the patient has it"))
            .forEach(problems::add);
      }
    }
  }

  /** A pattern for both sides tells not which it wants: the other one may go by another name. */
  private void noteOneSide(StructureRule rule, List<Structure> found) {
    if (rule.each() != Each.ROI) {
      return;
    }
    for (Structure structure : found) {
      NameWords words = NameWords.of(structure.name());
      boolean byPattern =
          rule.names().stream()
              .map(listed -> NamePattern.of(sided(listed)))
              .anyMatch(p -> p.isPattern() && p.matches(structure.name()));
      boolean alone =
          found.stream()
              .map(other -> NameWords.of(other.name()))
              .noneMatch(other -> words.hasWordsOf(other) && words.isOtherSideThan(other));
      if (byPattern && words.side() != null && alone) {
        problems.add(
            Problem.note(
                "structure-one-side",
                location,
                "%s is judged by %s of one side: no name fits that of the other side"
                    .formatted(rule.name(), quoted(structure.name()))));
      }
    }
  }

  /** What of the rule the name fits, in words; null if nothing. */
  private @Nullable String claim(StructureRule rule, String name) {
    if (NamePattern.same(rule.name(), name)) {
      return "canonical name";
    }
    for (String listed : rule.names()) {
      NamePattern pattern = NamePattern.of(sided(listed));
      if (pattern.matches(name)) {
        return (pattern.isPattern() ? "pattern " : "listed name ") + quoted(listed);
      }
    }
    return null;
  }

  private String sided(String listed) {
    return side instanceof Answer.Found<Side> found ? Laterality.on(found.value(), listed) : listed;
  }

  private StructureMatch byType(StructureRule rule) {
    List<Structure> typed =
        rule.type().equals(EXTERNAL)
            ? structures.stream().filter(s -> s.type().equals(EXTERNAL)).toList()
            : List.of();
    if (typed.isEmpty()) {
      return new StructureMatch(rule, List.of(), Origin.NONE, "", null);
    }
    StructureMatch match =
        new StructureMatch(rule, typed, Origin.TYPE, "the only structure of type EXTERNAL", null);
    return typed.size() == 1
        ? match
        : match.blocked("no name fits and several have the type EXTERNAL: " + quoted(typed));
  }

  private static boolean statesOtherType(StructureRule rule, Structure structure) {
    return !rule.type().isEmpty()
        && !structure.type().isEmpty()
        && !structure.type().equalsIgnoreCase(rule.type());
  }

  private void warnOfOtherType(StructureRule rule, List<Structure> found) {
    if (rule.type().isEmpty()) {
      return;
    }
    for (Structure structure : found) {
      if (!structure.type().equalsIgnoreCase(rule.type())) {
        problems.add(
            Problem.warning(
                "structure-type",
                location,
                "%s matches %s, which should have the type %s, but states %s"
                    .formatted(
                        quoted(structure.name()),
                        rule.name(),
                        rule.type(),
                        types(List.of(structure))),
                "Correct the type in the planning system"));
      }
    }
  }

  private static String types(List<Structure> found) {
    return found.stream()
        .map(s -> s.type().isEmpty() ? "none" : VisibleText.of(s.type()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static StructureMatch ambiguity(StructureMatch match) {
    List<Structure> found = match.structures();
    Map<String, List<Structure>> byName =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    s -> NamePattern.normal(s.name()), LinkedHashMap::new, Collectors.toList()));
    for (List<Structure> same : byName.values()) {
      if (same.size() > 1) {
        return match.blocked(
            "ambiguous: the structure set has the same name more than once: " + quoted(same));
      }
    }
    if (match.rule().each() == Each.ONE && found.size() > 1) {
      return match.blocked(
          "ambiguous: %s all match; name the right one with --names".formatted(quoted(found)));
    }
    return match;
  }

  private void settleShared() {
    structures.forEach(this::sayIfShared);
    Map<String, StructureMatch> settled = new LinkedHashMap<>();
    matches.forEach((name, match) -> settled.put(name, settled(match)));
    matches.putAll(settled);
  }

  private void sayIfShared(Structure structure) {
    List<StructureRule> rules =
        matches.values().stream()
            .filter(m -> !Laterality.isSided(m.rule()))
            .filter(m -> m.structures().stream().anyMatch(structure::equals))
            .map(StructureMatch::rule)
            .toList();
    if (rules.size() < 2) {
      return;
    }
    String message =
        "%s of the plan matches %s"
            .formatted(
                quoted(structure.name()),
                rules.stream().map(StructureRule::name).collect(Collectors.joining(" and ")));
    boolean contested = rules.stream().filter(r -> r.each() == Each.ONE).count() > 1;
    problems.add(
        contested
            ? Problem.warning("structure-shared", location, message, "Say with --names which it is")
            : Problem.note("structure-shared", location, message));
  }

  private StructureMatch settled(StructureMatch match) {
    List<StructureMatch> rivals =
        matches.values().stream().filter(other -> sharesWith(match, other)).toList();
    if (rivals.isEmpty()) {
      return match;
    }
    String others = rivals.stream().map(m -> m.rule().name()).collect(Collectors.joining(", "));
    String shared =
        quoted(
            match.structures().stream()
                .filter(s -> rivals.stream().anyMatch(r -> holds(r, s)))
                .toList());
    boolean alone = match.rule().each() == Each.ONE;
    boolean rivalAlone = rivals.stream().anyMatch(r -> r.rule().each() == Each.ONE);
    boolean certain = match.origin() == Origin.STATED || match.origin() == Origin.CANONICAL_NAME;
    if (match.obstacle() != null || !alone || !rivalAlone || certain) {
      return match;
    }
    return match.blocked(
        "ambiguous: %s is also %s of the protocol; say which it is with --names"
            .formatted(shared, others));
  }

  private static boolean sharesWith(StructureMatch match, StructureMatch other) {
    boolean sided = Laterality.isSided(match.rule()) || Laterality.isSided(other.rule());
    return !match.equals(other)
        && !sided
        && other.structures().stream().anyMatch(s -> holds(match, s));
  }

  private static boolean holds(StructureMatch match, Structure structure) {
    return match.structures().stream().anyMatch(structure::equals);
  }

  private static String quoted(Collection<Structure> structures) {
    return structures.stream().map(s -> quoted(s.name())).collect(Collectors.joining(", "));
  }

  private static String quoted(String name) {
    return "'" + VisibleText.of(name) + "'";
  }

  /** The names that a rule looks for, in words. */
  static String wanted(StructureRule rule) {
    return Stream.concat(Stream.of(rule.name()), rule.names().stream())
        .collect(Collectors.joining(", "));
  }
}
