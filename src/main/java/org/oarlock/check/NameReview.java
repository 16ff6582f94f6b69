package org.oarlock.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.NameWords;
import org.oarlock.protocol.ParameterValues;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.StandardNames;
import org.oarlock.protocol.StructureRule;
import org.oarlock.protocol.Suggestion;

/**
 * What each structure of a protocol is in a plan, and where nothing matched, what may be meant. A
 * likeness is shown to a person with its reason, and no check ever takes it.
 *
 * @param structures one per structure of the protocol
 * @param unused names of the plan's structures that no structure of the protocol is
 * @param problems what somebody must know besides: sides that look swapped, wrong types
 */
public record NameReview(List<Reviewed> structures, List<String> unused, List<Problem> problems) {
  public NameReview {
    structures = List.copyOf(structures);
    unused = List.copyOf(unused);
    problems = List.copyOf(problems);
  }

  /** How a structure of the protocol stands. */
  public enum State {
    MATCHED,
    /** Nothing is drawn, and the protocol says how to make it. */
    MADE,
    /** Nothing matches, and the protocol does not need it. */
    OPTIONAL,
    MISSING,
    /** Something matches, and cannot be used: ambiguous, or of another type. */
    OBSTRUCTED
  }

  /**
   * A structure of the protocol.
   *
   * @param name its name there
   * @param state how it stands
   * @param matched names of the plan's structures, empty if none matched
   * @param how how they were found, or why they cannot be used, or how it would be made
   * @param candidates what may be meant where nothing matched, the likeliest first
   * @param risks what a person must look at: a side that is another one
   */
  public record Reviewed(
      String name,
      State state,
      List<String> matched,
      String how,
      List<Candidate> candidates,
      List<String> risks) {
    public Reviewed {
      matched = List.copyOf(matched);
      candidates = List.copyOf(candidates);
      risks = List.copyOf(risks);
    }

    /** Whether a person has to do something. */
    public boolean isOpen() {
      return state == State.MISSING || state == State.OBSTRUCTED;
    }
  }

  /**
   * A structure of the plan that may be meant.
   *
   * @param name its name in the plan
   * @param likeness why
   * @param reason why, in words
   */
  public record Candidate(String name, Likeness likeness, String reason) {}

  /** Why a structure may be meant, the strongest first. */
  public enum Likeness {
    /** The same words in another order, or another word for the side. */
    WORDS,
    /** Another word for the structure. */
    SYNONYM,
    /** A few letters differ. */
    SPELLING,
    /** The interpreted type is the one that is asked for. */
    TYPE
  }

  /** Reviews the names of a plan. What was found wrong before is among its problems. */
  public static NameReview of(Plan plan, Protocol protocol, Settings settings) {
    List<Problem> problems = new ArrayList<>(settings.inputProblems());
    Statements stated = Statements.of(settings, problems);
    ParameterValues set = ParameterValues.resolve(protocol, stated.values());
    problems.addAll(set.problems());
    StructureMatcher matcher =
        Matching.of(
            plan,
            protocol,
            set,
            new Parameters(protocol.parameters(), set),
            stated.names(),
            problems);
    return new Review(plan.structureSet().structures(), matcher).result(problems);
  }

  /** One review. */
  private static final class Review {
    private static final int LONGEST = 64;

    private final List<Structure> structures;
    private final StructureMatcher matcher;
    private final StandardNames standard = StandardNames.load();

    Review(List<Structure> structures, StructureMatcher matcher) {
      this.structures = structures;
      this.matcher = matcher;
    }

    NameReview result(List<Problem> problems) {
      List<Structure> free =
          structures.stream()
              .filter(s -> matcher.all().stream().noneMatch(m -> m.structures().contains(s)))
              .toList();
      List<Reviewed> reviewed = matcher.all().stream().map(match -> reviewed(match, free)).toList();
      return new NameReview(
          reviewed,
          free.stream().map(Structure::name).toList(),
          problems.stream().distinct().toList());
    }

    private Reviewed reviewed(StructureMatch match, List<Structure> free) {
      StructureRule rule = match.rule();
      List<String> matched = match.structures().stream().map(Structure::name).toList();
      State state = state(match);
      List<Candidate> candidates =
          matched.isEmpty()
              ? free.stream()
                  .flatMap(s -> Stream.ofNullable(candidate(rule, s)))
                  .sorted(Comparator.comparing(Candidate::likeness))
                  .toList()
              : List.of();
      return new Reviewed(
          rule.name(), state, matched, how(match), candidates, risks(rule, match, free));
    }

    private static State state(StructureMatch match) {
      if (match.obstacle() != null) {
        return State.OBSTRUCTED;
      }
      if (!match.isEmpty()) {
        return State.MATCHED;
      }
      return match.rule().define() != null
          ? State.MADE
          : match.rule().optional() ? State.OPTIONAL : State.MISSING;
    }

    private static String how(StructureMatch match) {
      if (match.obstacle() != null) {
        return match.obstacle();
      }
      if (!match.isEmpty()) {
        return match.how();
      }
      return match.rule().define() == null
          ? "looked for " + StructureMatcher.wanted(match.rule())
          : "would be made: " + match.rule().define().text();
    }

    // ---- candidates

    private static Stream<NameWords> wanted(StructureRule rule) {
      return Stream.concat(Stream.of(rule.name()), rule.names().stream())
          .filter(name -> name.indexOf('*') < 0 && name.indexOf('{') < 0)
          .map(NameWords::of);
    }

    private @Nullable Candidate candidate(StructureRule rule, Structure structure) {
      NameWords own = NameWords.of(structure.name());
      if (own.words().isEmpty() || structure.name().length() > LONGEST) {
        return null;
      }
      List<NameWords> wanted = wanted(rule).filter(w -> !w.isOtherSideThan(own)).toList();
      for (NameWords name : wanted) {
        if (own.hasWordsOf(name)) {
          return new Candidate(structure.name(), Likeness.WORDS, sameWords(name, own));
        }
      }
      for (NameWords name : wanted) {
        String meant = standard.meaning(name);
        if (meant != null
            && meant.equals(standard.meaning(own))
            && own.numbers().equals(name.numbers())) {
          return new Candidate(
              structure.name(),
              Likeness.SYNONYM,
              "another word for %s%s".formatted(meant, sideless(name, own)));
        }
      }
      for (NameWords name : wanted) {
        int differ = letters(name, own);
        if (differ > 0) {
          return new Candidate(
              structure.name(),
              Likeness.SPELLING,
              "%d %s from %s%s"
                  .formatted(
                      differ,
                      differ == 1 ? "letter" : "letters",
                      rule.name(),
                      sideless(name, own)));
        }
      }
      return typed(rule, structure);
    }

    private static String sameWords(NameWords wanted, NameWords own) {
      return wanted.side() == own.side()
          ? "the same words, written otherwise"
          : "the same words" + sideless(wanted, own);
    }

    /** What to say where only one of the two names has a side. */
    private static String sideless(NameWords wanted, NameWords own) {
      if (wanted.side() == own.side()) {
        return "";
      }
      return own.side() == null
          ? ", but it names no side: make sure that it is the " + wanted.side() + " one"
          : ", but of the " + own.side() + " side only";
    }

    /** How many letters differ; 0 if too many, or if numbers do, which tell structures apart. */
    private static int letters(NameWords wanted, NameWords own) {
      if (!wanted.numbers().equals(own.numbers())) {
        return 0;
      }
      int allowed = Math.min(wanted.joined().length(), own.joined().length()) / 4;
      int distance = Suggestion.distance(wanted.joined(), own.joined());
      return distance <= allowed ? distance : 0;
    }

    private static @Nullable Candidate typed(StructureRule rule, Structure structure) {
      String type = rule.type().isEmpty() ? target(rule.name()) : rule.type();
      return type.isEmpty() || !structure.type().equalsIgnoreCase(type)
          ? null
          : new Candidate(structure.name(), Likeness.TYPE, "its interpreted type is " + type);
    }

    /** The interpreted type that the name of a target says. */
    private static String target(String name) {
      String upper = name.toUpperCase(Locale.ROOT);
      return Stream.of("PTV", "CTV", "GTV").filter(upper::startsWith).findFirst().orElse("");
    }

    // ---- left and right

    private static List<String> risks(
        StructureRule rule, StructureMatch match, List<Structure> free) {
      NameWords wanted = NameWords.of(rule.name());
      List<String> risks = new ArrayList<>();
      for (Structure structure : match.structures()) {
        NameWords own = NameWords.of(structure.name());
        if (own.isOtherSideThan(wanted)) {
          risks.add("'%s' names the %s side".formatted(structure.name(), own.side()));
        } else if (wanted.side() != null && own.side() == null) {
          risks.add("'%s' names no side".formatted(structure.name()));
        }
      }
      if (match.structures().isEmpty()) {
        for (Structure structure : free) {
          NameWords own = NameWords.of(structure.name());
          if (own.hasWordsOf(wanted) && own.isOtherSideThan(wanted)) {
            risks.add("'%s' is the other side and no candidate".formatted(structure.name()));
          }
        }
      }
      return risks;
    }
  }
}
