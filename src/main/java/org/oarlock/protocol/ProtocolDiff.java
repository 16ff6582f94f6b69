package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Protocol.FractionDose;
import org.oarlock.protocol.ProtocolChange.Effect;
import org.oarlock.quantity.Dose;

/**
 * What changed in meaning from one protocol to another, each complete with what it extends. The
 * layout of files, comments, titles, help and citations mean nothing here. Whether a limit is
 * looser is decided as the linter decides whether it says nothing: by what holds for every dose.
 */
public final class ProtocolDiff {
  private final Protocol before;
  private final Protocol after;
  private final Possibilities possibilities;
  private final Map<String, String> structures;
  private final Map<String, String> goals;
  private final List<ProtocolChange> changes = new ArrayList<>();

  private ProtocolDiff(Protocol before, Protocol after) {
    this.before = before;
    this.after = after;
    this.possibilities = new Possibilities(after.parameters());
    this.structures = renamedStructures();
    this.goals = renamedGoals();
  }

  /**
   * What changed.
   *
   * @param changes the looser ones first, then the stricter, then the rest; each as the protocols
   *     have them in order
   * @param renamedGoals the ids of goals that are the same but for their id: the new by the old
   */
  public record Result(List<ProtocolChange> changes, Map<String, String> renamedGoals) {
    public Result {
      changes = List.copyOf(changes);
      renamedGoals = Map.copyOf(renamedGoals);
    }
  }

  public static Result between(Protocol before, Protocol after) {
    ProtocolDiff diff = new ProtocolDiff(before, after);
    diff.compare();
    List<ProtocolChange> sorted =
        diff.changes.stream().sorted(Comparator.comparing(ProtocolChange::effect)).toList();
    return new Result(sorted, diff.goals);
  }

  private void compare() {
    if (before.status() != after.status()) {
      change(
          Effect.CHANGED,
          "protocol",
          after.id(),
          "status: " + arrow(lower(before.status()), lower(after.status())),
          null,
          null);
    }
    if (!before.fractionDose().equals(after.fractionDose())) {
      change(
          fractionDose(before.fractionDose(), after.fractionDose()),
          "protocol",
          after.id(),
          "fraction_dose: " + arrow(before.fractionDose(), after.fractionDose()),
          null,
          null);
    }
    entries(before.parameters(), after.parameters(), new Parameters());
    entries(before.prescriptions(), after.prescriptions(), new Prescriptions());
    entries(before.structures(), after.structures(), new Structures());
    entries(before.goals(), after.goals(), new Goals());
  }

  /** The more plans are judged and not refused, the looser. */
  private static Effect fractionDose(FractionDose old, FractionDose now) {
    boolean looser = holds(now, old);
    return looser == holds(old, now) ? Effect.CHANGED : widened(looser);
  }

  private static boolean holds(FractionDose wide, FractionDose narrow) {
    return (wide.fractions() == 0 || wide.fractions() == narrow.fractions())
        && wide.lowest().compareTo(narrow.lowest()) <= 0
        && wide.highest().compareTo(narrow.highest()) >= 0;
  }

  // entries of a section

  /** How the entries of a section are compared. */
  private interface Section<T> {
    String word();

    String name(T entry);

    SourceLocation location(T entry);

    /** The name in the new protocol of what had that name in the old one. */
    String renamed(String name);

    Effect removed(T entry);

    Effect added(T entry);

    /** In a few words, for an entry that is added or removed. */
    String summary(T entry);

    void compare(T old, T now, Changes changes);
  }

  /** Takes what differs between two entries. */
  private interface Changes {
    void add(Effect effect, String what);
  }

  private <T> void entries(List<T> old, List<T> now, Section<T> section) {
    Map<String, T> byName =
        now.stream()
            .collect(
                Collectors.toMap(
                    section::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    Set<String> kept = new HashSet<>();
    for (T entry : old) {
      String name = section.renamed(section.name(entry));
      T other = byName.get(name);
      if (other == null) {
        change(
            section.removed(entry),
            section.word(),
            name,
            "removed: " + section.summary(entry),
            section.location(entry),
            null);
        continue;
      }
      kept.add(name);
      Changes into =
          (effect, what) ->
              change(
                  effect,
                  section.word(),
                  name,
                  what,
                  section.location(entry),
                  section.location(other));
      if (!name.equals(section.name(entry))) {
        into.add(Effect.CHANGED, "renamed from " + section.name(entry));
      }
      section.compare(entry, other, into);
    }
    byName.forEach(
        (name, entry) -> {
          if (!kept.contains(name)) {
            change(
                section.added(entry),
                section.word(),
                name,
                "added: " + section.summary(entry),
                null,
                section.location(entry));
          }
        });
  }

  private void change(
      Effect effect,
      String section,
      String name,
      String what,
      @Nullable SourceLocation old,
      @Nullable SourceLocation now) {
    changes.add(new ProtocolChange(effect, section, name, what, old, now));
  }

  private static String arrow(Object old, Object now) {
    return old + " -> " + now;
  }

  /** What differs in words only. */
  private static void words(String label, Object old, Object now, Changes into) {
    if (!old.equals(now)) {
      into.add(Effect.CHANGED, label + ": " + arrow(shown(old), shown(now)));
    }
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.isEmpty() || text.equals("[]") ? "none" : text;
  }

  private static String text(@Nullable Expression expression) {
    return expression == null ? "" : expression.text();
  }

  /** A condition under which something applies: the more often it does, the stricter. */
  private void when(@Nullable Expression old, @Nullable Expression now, Changes into) {
    Expression same = renamed(old);
    if (text(same).equals(text(now))) {
      return;
    }
    boolean fewer = possibilities.follows(same, now);
    boolean more = possibilities.follows(now, same);
    if (!fewer || !more) {
      Effect effect = fewer ? Effect.LOOSER : more ? Effect.STRICTER : Effect.CHANGED;
      into.add(
          effect,
          "when: " + arrow(old == null ? "always" : text(old), now == null ? "always" : text(now)));
    }
  }

  private static Effect widened(boolean looser) {
    return looser ? Effect.LOOSER : Effect.STRICTER;
  }

  // parameters

  private static final class Parameters implements Section<Parameter> {
    @Override
    public String word() {
      return "parameter";
    }

    @Override
    public String name(Parameter entry) {
      return entry.name();
    }

    @Override
    public SourceLocation location(Parameter entry) {
      return entry.location();
    }

    @Override
    public String renamed(String name) {
      return name;
    }

    @Override
    public Effect removed(Parameter entry) {
      return Effect.CHANGED;
    }

    @Override
    public Effect added(Parameter entry) {
      return Effect.CHANGED;
    }

    @Override
    public String summary(Parameter entry) {
      return lower(entry.type());
    }

    @Override
    public void compare(Parameter old, Parameter now, Changes into) {
      words("type", summary(old), summary(now), into);
      words("choices", old.choices(), now.choices(), into);
      words(
          "default",
          Objects.requireNonNullElse(old.defaultValue(), ""),
          Objects.requireNonNullElse(now.defaultValue(), ""),
          into);
    }
  }

  // prescriptions

  private final class Prescriptions implements Section<PrescriptionRule> {
    @Override
    public String word() {
      return "prescription";
    }

    @Override
    public String name(PrescriptionRule entry) {
      return entry.name();
    }

    @Override
    public SourceLocation location(PrescriptionRule entry) {
      return entry.location();
    }

    @Override
    public String renamed(String name) {
      return name;
    }

    @Override
    public Effect removed(PrescriptionRule entry) {
      return decides(entry) ? Effect.LOOSER : Effect.CHANGED;
    }

    @Override
    public Effect added(PrescriptionRule entry) {
      return decides(entry) ? Effect.STRICTER : Effect.CHANGED;
    }

    private static boolean decides(PrescriptionRule rule) {
      return rule.lowest() != null || rule.fractions() > 0;
    }

    @Override
    public String summary(PrescriptionRule entry) {
      return (dose(entry) + " to " + entry.target()).strip();
    }

    private String dose(PrescriptionRule rule) {
      if (rule.isSum()) {
        return "sum of "
            + String.join(", ", rule.sum().stream().map(t -> String.join(" | ", t)).toList());
      }
      Dose lowest = rule.lowest();
      Dose highest = rule.highest();
      String range =
          lowest == null || highest == null
              ? "any dose"
              : lowest.equals(highest) ? lowest.toString() : lowest + ".." + highest;
      return range + (rule.fractions() == 0 ? "" : " in " + rule.fractions());
    }

    @Override
    public void compare(PrescriptionRule old, PrescriptionRule now, Changes into) {
      words("target", structures.getOrDefault(old.target(), old.target()), now.target(), into);
      if (!dose(old).equals(dose(now))) {
        into.add(effect(old, now), arrow(dose(old), dose(now)));
      }
      when(old.when(), now.when(), into);
    }

    private Effect effect(PrescriptionRule old, PrescriptionRule now) {
      if (old.isSum() || now.isSum()) {
        return Effect.CHANGED;
      }
      boolean looser = allows(now, old);
      boolean stricter = allows(old, now);
      return looser == stricter ? Effect.CHANGED : widened(looser);
    }

    /** Whether a prescription allows whatever another one does. */
    private static boolean allows(PrescriptionRule wide, PrescriptionRule narrow) {
      Dose lowest = wide.lowest();
      Dose highest = wide.highest();
      boolean doses =
          lowest == null
              || highest == null
              || (narrow.lowest() != null
                  && narrow.highest() != null
                  && lowest.compareTo(narrow.lowest()) <= 0
                  && highest.compareTo(narrow.highest()) >= 0);
      return doses && (wide.fractions() == 0 || wide.fractions() == narrow.fractions());
    }
  }

  // structures

  private final class Structures implements Section<StructureRule> {
    @Override
    public String word() {
      return "structure";
    }

    @Override
    public String name(StructureRule entry) {
      return entry.name();
    }

    @Override
    public SourceLocation location(StructureRule entry) {
      return entry.location();
    }

    @Override
    public String renamed(String name) {
      return structures.getOrDefault(name, name);
    }

    @Override
    public Effect removed(StructureRule entry) {
      return Effect.CHANGED;
    }

    @Override
    public Effect added(StructureRule entry) {
      return Effect.CHANGED;
    }

    @Override
    public String summary(StructureRule entry) {
      return entry.define() == null
          ? "looked for as " + String.join(", ", allNames(entry))
          : "defined as " + text(entry.define());
    }

    @Override
    public void compare(StructureRule old, StructureRule now, Changes into) {
      Set<String> gone = new LinkedHashSet<>(allNames(old));
      gone.removeAll(allNames(now));
      Set<String> come = new LinkedHashSet<>(allNames(now));
      come.removeAll(allNames(old));
      if (!come.isEmpty()) {
        into.add(Effect.CHANGED, "also looked for as " + String.join(", ", come));
      }
      if (!gone.isEmpty()) {
        into.add(Effect.CHANGED, "no longer looked for as " + String.join(", ", gone));
      }
      words("define", text(ProtocolDiff.this.renamed(old.define())), text(now.define()), into);
      words("type", old.type(), now.type(), into);
      words("each", lower(old.each()), lower(now.each()), into);
      if (old.optional() != now.optional()) {
        into.add(widened(now.optional()), arrow(optional(old), optional(now)));
      }
    }

    private static String optional(StructureRule rule) {
      return rule.optional() ? "optional" : "needed";
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> allNames(StructureRule rule) {
    List<String> names = new ArrayList<>(List.of(rule.name()));
    names.addAll(rule.names());
    return names;
  }

  // goals

  private final class Goals implements Section<Goal> {
    @Override
    public String word() {
      return "goal";
    }

    @Override
    public String name(Goal entry) {
      return entry.id();
    }

    @Override
    public SourceLocation location(Goal entry) {
      return entry.location();
    }

    @Override
    public String renamed(String name) {
      return goals.getOrDefault(name, name);
    }

    @Override
    public Effect removed(Goal entry) {
      return decides(entry) ? Effect.LOOSER : Effect.CHANGED;
    }

    @Override
    public Effect added(Goal entry) {
      return decides(entry) ? Effect.STRICTER : Effect.CHANGED;
    }

    private static boolean decides(Goal goal) {
      return goal.required() && goal.kind() != Goal.Kind.REPORT;
    }

    @Override
    public String summary(Goal entry) {
      String structure = entry.structure() == null ? "" : text(entry.structure()) + ": ";
      return structure + asked(entry) + (entry.required() ? "" : " (advisory)");
    }

    @Override
    public void compare(Goal old, Goal now, Changes into) {
      words(
          "structure",
          text(ProtocolDiff.this.renamed(old.structure())),
          text(now.structure()),
          into);
      words("dose", old.judgedDose(), now.judgedDose(), into);
      words("prescription", prescription(old), prescription(now), into);
      when(old.when(), now.when(), into);
      limits(old, now, into);
      variations(old, now, into);
      if (old.required() != now.required()) {
        into.add(widened(old.required()), arrow(obligation(old), obligation(now)));
      }
      if (old.borderlineReview() != now.borderlineReview()) {
        into.add(widened(old.borderlineReview()), "borderline: " + arrow(border(old), border(now)));
      }
      words("priority", old.priority(), now.priority(), into);
      words("also reported", texts(old.alsoReport()), texts(now.alsoReport()), into);
    }

    private static String obligation(Goal goal) {
      return goal.required() ? "required" : "advisory";
    }

    private static String border(Goal goal) {
      return goal.borderlineReview() ? "review" : "note";
    }

    private void limits(Goal old, Goal now, Changes into) {
      List<Expression> before = old.conditions().stream().map(this::same).toList();
      if (old.kind() == now.kind() && texts(before).equals(texts(now.conditions()))) {
        return;
      }
      boolean stricter = implies(now.kind(), now.conditions(), old.kind(), before, now);
      boolean looser = implies(old.kind(), before, now.kind(), now.conditions(), now);
      boolean sameKind = isJoint(old.kind()) == isJoint(now.kind());
      if (stricter && looser && sameKind && old.kind() == now.kind()) {
        return;
      }
      Effect effect = stricter == looser ? Effect.CHANGED : widened(looser);
      into.add(effect, arrow(asked(old), asked(now)));
    }

    private Expression same(Expression old) {
      return Objects.requireNonNull(ProtocolDiff.this.renamed(old));
    }

    private void variations(Goal old, Goal now, Changes into) {
      Expression before = ProtocolDiff.this.renamed(old.variation());
      String was = variation(old);
      String is = variation(now);
      if (text(before).equals(text(now.variation()))) {
        return;
      }
      Expression after = now.variation();
      if (before == null || after == null) {
        into.add(widened(before == null), "variation: " + arrow(was, is));
        return;
      }
      boolean looser = now.toleratesAny() || (!old.toleratesAny() && implies(before, after, now));
      boolean stricter = old.toleratesAny() || (!now.toleratesAny() && implies(after, before, now));
      if (!looser || !stricter) {
        Effect effect = looser == stricter ? Effect.CHANGED : widened(looser);
        into.add(effect, "variation: " + arrow(was, is));
      }
    }

    private static String variation(Goal goal) {
      return goal.variation() == null ? "none" : text(goal.variation());
    }
  }

  private static String prescription(Goal goal) {
    return goal.prescription() == null ? "" : goal.prescription();
  }

  private static List<String> texts(List<Expression> expressions) {
    return expressions.stream().map(Expression::text).toList();
  }

  private static String asked(Goal goal) {
    List<Expression> asked =
        goal.kind() == Goal.Kind.REPORT ? goal.alsoReport() : goal.conditions();
    String joined = String.join(", ", texts(asked));
    return goal.kind() == Goal.Kind.SINGLE ? joined : lower(goal.kind()) + " of " + joined;
  }

  // what follows from what

  private static boolean isJoint(Goal.Kind kind) {
    return kind != Goal.Kind.ANY;
  }

  /** Whether whatever meets some conditions meets others; readings are met if all are. */
  private static boolean implies(
      Goal.Kind kind, List<Expression> from, Goal.Kind otherKind, List<Expression> to, Goal goal) {
    if (isJoint(otherKind)) {
      return to.stream().allMatch(b -> reaches(kind, from, b, goal));
    }
    return isJoint(kind)
        ? from.stream().anyMatch(a -> to.stream().anyMatch(b -> implies(a, b, goal)))
        : from.stream().allMatch(a -> to.stream().anyMatch(b -> implies(a, b, goal)));
  }

  private static boolean reaches(Goal.Kind kind, List<Expression> from, Expression to, Goal goal) {
    return isJoint(kind)
        ? from.stream().anyMatch(a -> implies(a, to, goal))
        : !from.isEmpty() && from.stream().allMatch(a -> implies(a, to, goal));
  }

  /** Whether one comparison follows from another, asked of the structure and dose of a goal. */
  private static boolean implies(Expression from, Expression to, Goal goal) {
    if (from.text().equals(to.text())) {
      return true;
    }
    List<Bound> bounds = Bound.of(from, goal);
    List<Bound> others = Bound.of(to, goal);
    return !others.isEmpty()
        && others.stream().allMatch(b -> bounds.stream().anyMatch(a -> a.implies(b)));
  }

  // names

  private @Nullable Expression renamed(@Nullable Expression expression) {
    return expression == null || structures.isEmpty()
        ? expression
        : ExpressionWalk.renamed(expression, structures);
  }

  /** Structures that have gone, by those that have come and are looked for under the same names. */
  private Map<String, String> renamedStructures() {
    Map<String, String> renamed = new LinkedHashMap<>();
    Set<String> old = names(before);
    Set<String> now = names(after);
    for (StructureRule gone : before.structures()) {
      if (now.contains(gone.name())) {
        continue;
      }
      List<StructureRule> heirs =
          after.structures().stream()
              .filter(rule -> !old.contains(rule.name()))
              .filter(
                  rule -> rule.names().contains(gone.name()) || gone.names().contains(rule.name()))
              .toList();
      if (heirs.size() == 1 && !renamed.containsValue(heirs.get(0).name())) {
        renamed.put(gone.name(), heirs.get(0).name());
      }
    }
    return renamed;
  }

  private static Set<String> names(Protocol protocol) {
    return protocol.structures().stream().map(StructureRule::name).collect(Collectors.toSet());
  }

  /** Goals that have gone, by those that have come and ask the same. */
  private Map<String, String> renamedGoals() {
    Map<String, String> renamed = new LinkedHashMap<>();
    Set<String> old = before.goals().stream().map(Goal::id).collect(Collectors.toSet());
    Set<String> now = after.goals().stream().map(Goal::id).collect(Collectors.toSet());
    for (Goal gone : before.goals()) {
      if (!now.contains(gone.id())) {
        List<Goal> heirs =
            after.goals().stream()
                .filter(goal -> !old.contains(goal.id()) && !renamed.containsValue(goal.id()))
                .filter(goal -> asksTheSame(gone, goal))
                .toList();
        if (heirs.size() == 1) {
          renamed.put(gone.id(), heirs.get(0).id());
        }
      }
    }
    return renamed;
  }

  private boolean asksTheSame(Goal old, Goal now) {
    return old.kind() == now.kind()
        && text(renamed(old.structure())).equals(text(now.structure()))
        && old.judgedDose().equals(now.judgedDose())
        && old.conditions().stream()
            .map(this::renamed)
            .map(ProtocolDiff::text)
            .toList()
            .equals(texts(now.conditions()))
        && (old.kind() != Goal.Kind.REPORT
            || texts(old.alsoReport()).equals(texts(now.alsoReport())));
  }
}
