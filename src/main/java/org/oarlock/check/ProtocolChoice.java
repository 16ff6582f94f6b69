package org.oarlock.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Structure;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Selection;
import org.oarlock.protocol.SelectionRule;
import org.oarlock.protocol.SelectionRule.Counts;
import org.oarlock.protocol.SelectionRule.Dates;
import org.oarlock.protocol.SelectionRule.Doses;
import org.oarlock.quantity.Dose;

/**
 * Which rule of a selection a plan fits, and why. Several RT Plans on one structure set are one
 * course for a rule whose protocol expects several prescriptions: their doses and fractions are
 * added. For any other rule they are alternatives, each of which must fit by itself. They are never
 * judged by different protocols, since each would look at a part of the dose alone.
 */
public final class ProtocolChoice {
  private static final int MOST_TOLD = 8;
  private static final int LONGEST_NAME = 40;
  private static final Pattern DAY = Pattern.compile("[0-9]{8}");

  private final List<Phase> phases;
  private final Function<Phase, String> dateOf;
  private final List<String> drawn;

  /** Names of structures whose contours cannot be trusted. */
  private final List<String> refused;

  private ProtocolChoice(Plan plan, Function<Phase, String> dateOf) {
    this.phases = plan.phases();
    this.dateOf = dateOf;
    this.drawn =
        plan.structureSet().structures().stream()
            .filter(structure -> !structure.contours().isEmpty())
            .map(Structure::name)
            .toList();
    this.refused =
        plan.structureSet().structures().stream()
            .filter(Structure::refused)
            .map(Structure::name)
            .toList();
  }

  /**
   * What was chosen.
   *
   * @param rule null if no rule fits
   * @param reason why, in words
   */
  public record Chosen(@Nullable SelectionRule rule, String reason) {}

  /**
   * Chooses for a plan.
   *
   * @param isCourse whether the protocol of a rule expects several prescriptions
   * @param dateOf the date of a phase's RT Plan as DICOM writes it, empty if it is not known
   */
  public static Chosen of(
      Selection selection,
      Predicate<SelectionRule> isCourse,
      Plan plan,
      Function<Phase, String> dateOf) {
    ProtocolChoice choice = new ProtocolChoice(plan, dateOf);
    List<String> misfits = new ArrayList<>();
    for (SelectionRule rule : selection.rules()) {
      boolean course = isCourse.test(rule);
      Optional<Misfit> misfit = choice.misfit(rule, course);
      if (misfit.isEmpty()) {
        return new Chosen(rule, choice.fit(rule, course));
      }
      if (misfit.get().isUnknown()) {
        return new Chosen(
            null,
            "whether the rule %s of %s fits cannot be told: %s"
                .formatted(rule.id(), selection.id(), misfit.get().reason()));
      }
      misfits.add(rule.id() + ": " + misfit.get().reason());
    }
    String told = misfits.stream().limit(MOST_TOLD).collect(Collectors.joining("; "));
    int more = misfits.size() - MOST_TOLD;
    return new Chosen(
        null,
        "no rule of %s fits: %s%s"
            .formatted(selection.id(), told, more > 0 ? "; and %d more".formatted(more) : ""));
  }

  /**
   * Why a plan does not fit a rule.
   *
   * @param isUnknown whether it might, were more known about the plan: then no later rule may have
   *     it, since that would be judged by what is meant for other plans
   */
  private record Misfit(boolean isUnknown, String reason) {
    static Optional<Misfit> unless(boolean fits, boolean isUnknown, String reason) {
      return fits ? Optional.empty() : Optional.of(new Misfit(isUnknown, reason));
    }
  }

  /**
   * What of a rule the plan does not meet, rather than what is not known; empty if it meets all.
   */
  private Optional<Misfit> misfit(SelectionRule rule, boolean course) {
    List<List<Phase>> subjects = course ? List.of(phases) : phases.stream().map(List::of).toList();
    List<Misfit> misfits =
        Stream.concat(
                subjects.stream().flatMap(subject -> misfits(rule, subject)),
                structures(rule).stream())
            .toList();
    return misfits.stream()
        .filter(misfit -> !misfit.isUnknown())
        .findFirst()
        .or(() -> misfits.stream().findFirst());
  }

  private Stream<Misfit> misfits(SelectionRule rule, List<Phase> subject) {
    return Stream.of(
            subject.stream().map(phase -> label(rule, phase.label())),
            Stream.of(prescription(rule, prescribed(subject)), fractions(rule, fractions(subject))),
            subject.stream().map(phase -> date(rule, dateOf.apply(phase))))
        .flatMap(Function.identity())
        .flatMap(Optional::stream);
  }

  private static Optional<Misfit> label(SelectionRule rule, String label) {
    return Misfit.unless(
        rule.labels().isEmpty() || fits(label, rule.labels()),
        label.isBlank(),
        label.isBlank()
            ? "it has no label"
            : "the label %s is not %s".formatted(quoted(label), either(rule.labels())));
  }

  private static Optional<Misfit> prescription(SelectionRule rule, @Nullable Dose prescribed) {
    Doses asked = rule.prescription();
    return Misfit.unless(
        asked == null || isIn(prescribed, asked),
        prescribed == null,
        prescribed == null
            ? "no dose is prescribed"
            : "%s is prescribed and not %s".formatted(prescribed, asked));
  }

  private static Optional<Misfit> fractions(SelectionRule rule, int fractions) {
    Counts asked = rule.fractions();
    return Misfit.unless(
        asked == null || (fractions >= asked.fewest() && fractions <= asked.most()),
        fractions == 0,
        fractions == 0
            ? "the number of fractions is not known"
            : "it has %d fractions and not %s".formatted(fractions, asked));
  }

  private static Optional<Misfit> date(SelectionRule rule, String date) {
    Dates asked = rule.dates();
    boolean isKnown = DAY.matcher(date).matches();
    return Misfit.unless(
        asked == null || (isKnown && isIn(date, asked)),
        !isKnown,
        isKnown
            ? "it is of %s and not %s".formatted(date, asked)
            : date.isEmpty()
                ? "its date is not known"
                : "its date, %s, is none".formatted(quoted(date)));
  }

  private Optional<Misfit> structures(SelectionRule rule) {
    for (List<String> alternatives : rule.structures()) {
      if (first(drawn, alternatives).isEmpty()) {
        return Optional.of(
            notTrusted(alternatives)
                .orElse(new Misfit(false, "no structure is " + either(alternatives))));
      }
    }
    return first(drawn, rule.without())
        .map(name -> new Misfit(false, "there is a structure " + quoted(name)))
        .or(() -> notTrusted(rule.without()));
  }

  private Optional<Misfit> notTrusted(List<String> patterns) {
    return first(refused, patterns)
        .map(
            name ->
                new Misfit(
                    true, "the contours of the structure %s are wrong".formatted(quoted(name))));
  }

  private static Optional<String> first(List<String> names, List<String> patterns) {
    return names.stream().filter(name -> fits(name, patterns)).findFirst();
  }

  private static boolean fits(String name, List<String> patterns) {
    return patterns.stream().anyMatch(pattern -> NamePattern.of(pattern).matches(name));
  }

  private static boolean isIn(@Nullable Dose dose, Doses bounds) {
    return dose != null
        && Limit.compare(dose.gy(), bounds.lowest().gy()) >= 0
        && Limit.compare(dose.gy(), bounds.highest().gy()) <= 0;
  }

  private static boolean isIn(String date, Dates bounds) {
    return date.compareTo(bounds.first()) >= 0
        && (bounds.last().isEmpty() || date.compareTo(bounds.last()) <= 0);
  }

  /** The highest dose that each phase prescribes, added; null if one prescribes none. */
  private static @Nullable Dose prescribed(List<Phase> subject) {
    Dose sum = Dose.ofGy(0);
    for (Phase phase : subject) {
      Optional<Dose> highest =
          phase.prescriptions().stream().map(p -> p.dose()).max(Comparator.naturalOrder());
      if (highest.isEmpty()) {
        return null;
      }
      sum = sum.plus(highest.get());
    }
    return sum;
  }

  /** All fractions together, 0 if a phase does not say how many it has. */
  private static int fractions(List<Phase> subject) {
    boolean isKnown = subject.stream().allMatch(phase -> phase.fractions() > 0);
    return isKnown ? subject.stream().mapToInt(Phase::fractions).sum() : 0;
  }

  // why it fits

  private String fit(SelectionRule rule, boolean course) {
    List<String> reasons = new ArrayList<>();
    if (!rule.labels().isEmpty()) {
      reasons.add("its label is " + either(rule.labels()));
    }
    if (rule.prescription() != null) {
      reasons.add(
          "%s is prescribed"
              .formatted(
                  course ? String.valueOf(prescribed(phases)) : rule.prescription().toString()));
    }
    if (rule.fractions() != null) {
      reasons.add(
          "it has %s fractions"
              .formatted(course ? String.valueOf(fractions(phases)) : rule.fractions().toString()));
    }
    if (rule.dates() != null) {
      reasons.add("its date is in " + rule.dates());
    }
    rule.structures()
        .forEach(alternatives -> reasons.add("a structure is " + either(alternatives)));
    if (!rule.without().isEmpty()) {
      reasons.add("no structure is " + either(rule.without()));
    }
    return reasons.isEmpty() ? "it asks for nothing" : String.join(", ", reasons);
  }

  private static String either(List<String> patterns) {
    return patterns.stream().map(ProtocolChoice::quoted).collect(Collectors.joining(" or "));
  }

  private static String quoted(String name) {
    return "'" + VisibleText.of(name, LONGEST_NAME) + "'";
  }
}
