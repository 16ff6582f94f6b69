package org.oarlock.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.dvh.DvhComparison;
import org.oarlock.dvh.DvhComparison.Figure;
import org.oarlock.dvh.DvhComparison.StatedMean;
import org.oarlock.dvh.StructureDose;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.plan.PlanningSystemDvh;
import org.oarlock.plan.Structure;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.DecimalText;

/**
 * The histograms that the planning system stored in the dose files of a plan, beside ours. It says
 * whether two programs agree about the same files; no verdict hangs on it.
 *
 * @param compared one per histogram that could be compared, in the order of the phases and files
 * @param notCompared the others, and why
 */
public record CrossCheck(List<Compared> compared, List<NotCompared> notCompared) {
  private static final String CODE = "planning-system-dvh";
  private static final int MOST_NAMES = 20;

  /** Nothing stored, nothing compared. */
  public static final CrossCheck NONE = new CrossCheck(List.of(), List.of());

  public CrossCheck {
    compared = List.copyOf(compared);
    notCompared = List.copyOf(notCompared);
  }

  /**
   * A stored histogram and ours.
   *
   * @param structure the plan's structure
   * @param dose what our curve is called, as {@link PlanResult.Curve#dose}
   * @param file the dose file
   */
  public record Compared(String structure, String dose, String file, DvhComparison comparison) {}

  /**
   * A stored histogram that is compared with nothing.
   *
   * @param structure the plan's structure, empty if it is not there
   * @param file the dose file
   * @param needed whether ours is there, so that it is the stored one that is at fault
   * @param reason why, in words
   */
  public record NotCompared(String structure, String file, boolean needed, String reason) {}

  /** Where our curves come from. */
  @FunctionalInterface
  public interface Ours {
    /** The structure under the dose of one phase alone, by its index; null if nobody needs it. */
    @Nullable Own of(Structure structure, int phase);
  }

  /**
   * A structure under the dose of one phase.
   *
   * @param doseName what the dose is called
   */
  public record Own(Solid solid, StructureDose dose, String doseName) {}

  /**
   * Compares what a plan's dose files hold.
   *
   * @param notNeeded why there may be no curve of ours, in words; empty if such histograms need not
   *     be mentioned
   */
  public static CrossCheck of(Plan plan, Ours ours, String notNeeded) {
    Collector collector = new Collector(plan, ours, notNeeded);
    for (int i = 0; i < plan.phases().size(); i++) {
      PhaseDose dose = plan.phases().get(i).dose();
      if (dose != null) {
        for (PlanningSystemDvh stored : dose.planningSystemDvhs()) {
          collector.add(stored, dose, i);
        }
      }
    }
    return new CrossCheck(collector.compared, collector.others);
  }

  private static final class Collector {
    private final Plan plan;
    private final Ours ours;
    private final String notNeeded;
    private final List<Compared> compared = new ArrayList<>();
    private final List<NotCompared> others = new ArrayList<>();

    Collector(Plan plan, Ours ours, String notNeeded) {
      this.plan = plan;
      this.ours = ours;
      this.notNeeded = notNeeded;
    }

    void add(PlanningSystemDvh stored, PhaseDose dose, int phase) {
      String file = dose.sources().isEmpty() ? "" : dose.sources().get(0).path();
      Structure structure = structure(plan, stored);
      if (structure == null) {
        String reason = "it is of structure number %d, which is not in the structure set";
        others.add(new NotCompared("", file, true, reason.formatted(stored.structureNumber())));
        return;
      }
      Own own = ours.of(structure, phase);
      if (own == null) {
        if (!notNeeded.isEmpty()) {
          others.add(new NotCompared(structure.name(), file, false, notNeeded));
        }
        return;
      }
      try {
        DvhComparison comparison =
            DvhComparison.of(stored, own.solid(), own.dose(), plan.phases().get(phase));
        compared.add(new Compared(structure.name(), own.doseName(), file, comparison));
      } catch (IllegalArgumentException e) {
        String reason = String.valueOf(e.getMessage());
        others.add(new NotCompared(structure.name(), file, true, reason));
      }
    }
  }

  private static @Nullable Structure structure(Plan plan, PlanningSystemDvh stored) {
    return plan.structureSet().structures().stream()
        .filter(s -> s.number() == stored.structureNumber())
        .findFirst()
        .orElse(null);
  }

  public boolean isEmpty() {
    return compared.isEmpty() && notCompared.isEmpty();
  }

  /** Warnings of histograms that differ or cannot be read, and a note of what is not compared. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    compared.stream()
        .filter(c -> !c.comparison().agrees())
        .map(this::differs)
        .forEach(problems::add);
    notCompared.stream().filter(NotCompared::needed).map(this::unusable).forEach(problems::add);
    Map<String, List<NotCompared>> byFile = new LinkedHashMap<>();
    notCompared.stream()
        .filter(n -> !n.needed())
        .forEach(n -> byFile.computeIfAbsent(n.file(), f -> new ArrayList<>()).add(n));
    byFile.forEach((file, all) -> problems.add(notNeeded(file, all)));
    return problems;
  }

  private Problem differs(Compared compared) {
    DvhComparison comparison = compared.comparison();
    List<String> differences = new ArrayList<>();
    comparison.figures().stream()
        .filter(figure -> !figure.agrees())
        .map(CrossCheck::text)
        .forEach(differences::add);
    DvhComparison.Gap gap = comparison.gap();
    if (!gap.agrees()) {
      differences.add(
          "at %s Gy %s %% of the volume, ours %s %%"
              .formatted(
                  DecimalText.print(gap.doseGy(), 2),
                  DecimalText.print(gap.theirsPercent(), 1),
                  DecimalText.print(gap.oursPercent(), 1)));
    }
    List<String> reasons =
        new ArrayList<>(comparison.causes().stream().map(DvhComparison.Reason::text).toList());
    StatedMean mean = comparison.statedMean();
    if (mean != null && !mean.agrees() && mean.reason() != null) {
      differences.add("stated mean " + DecimalText.print(mean.value(), 2));
      reasons.add(mean.reason().text());
    }
    boolean isExplained =
        comparison.causes().stream().noneMatch(r -> r.cause() == DvhComparison.Cause.UNEXPLAINED)
            && (mean == null || mean.agrees());
    return Problem.warning(
        CODE,
        SourceLocation.file(compared.file()),
        "the planning system's own histogram of '%s' differs from ours: %s; %s%s"
            .formatted(
                VisibleText.of(compared.structure()),
                String.join(", ", differences),
                isExplained ? "explained if " : "",
                String.join(", and ", reasons)),
        isExplained
            ? null
            : "Find out whether the histogram is of this dose and of these contours before you rely"
                + " on either");
  }

  private static String text(Figure figure) {
    return "%s %s %s, ours %s"
        .formatted(
            figure.name(),
            DecimalText.print(figure.theirs(), 2),
            figure.unit().symbol(),
            DecimalText.print(figure.ours(), 2));
  }

  private Problem unusable(NotCompared unusable) {
    String of =
        unusable.structure().isEmpty() ? "" : " of '" + VisibleText.of(unusable.structure()) + "'";
    return Problem.warning(
        CODE,
        SourceLocation.file(unusable.file()),
        "a histogram%s that the planning system stored is not compared: %s"
            .formatted(of, unusable.reason()),
        null);
  }

  private static Problem notNeeded(String file, List<NotCompared> all) {
    String names =
        all.stream()
            .limit(MOST_NAMES)
            .map(n -> "'" + VisibleText.of(n.structure()) + "'")
            .collect(Collectors.joining(", "));
    return Problem.note(
        CODE,
        SourceLocation.file(file),
        "%d histograms of the planning system are not compared with ours, since %s: %s%s"
            .formatted(
                all.size(), all.get(0).reason(), names, all.size() > MOST_NAMES ? ", …" : ""));
  }
}
