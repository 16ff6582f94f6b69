package org.oarlock.dicom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.FoundObject.Kind;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Finds out what belongs together, by UIDs: a dose names its plan, a plan its structure set. What
 * the user names goes before that, with a warning where UIDs disagree. Different patients or frames
 * of reference are never joined, and nothing is joined because it merely lies together.
 */
final class Linker {
  /**
   * What is on one structure set.
   *
   * @param structures the structure set
   * @param members its plans with their doses, or doses without plan
   * @param sum one dose for all members together, where they have none of their own
   */
  record Group(DicomObject structures, List<Member> members, @Nullable DicomObject sum) {}

  /**
   * A plan with the doses that are its own; what they add up to is decided elsewhere.
   *
   * @param plan null where there are only structures and doses
   * @param doses in the order of the files
   */
  record Member(@Nullable DicomObject plan, List<DicomObject> doses) {}

  private static final String CHOOSE =
      "Check the files that belong together by themselves with --plan, --structures and --dose";

  private final List<DicomObject> objects;
  private final @Nullable DicomObject namedPlan;
  private final @Nullable DicomObject namedStructures;
  private final Set<DicomObject> namedDoses;
  private final List<Problem> problems;

  private List<DicomObject> plans = List.of();
  private List<DicomObject> structureSets = List.of();
  private List<DicomObject> doses = List.of();

  /** Each plan with its structure set. */
  private final Map<DicomObject, DicomObject> structuresOf = new LinkedHashMap<>();

  private final Map<DicomObject, List<DicomObject>> dosesOf = new HashMap<>();

  /** Doses without plan, by structure set and by the plans that they refer to. */
  private final Map<DicomObject, Map<String, List<DicomObject>>> planless = new LinkedHashMap<>();

  private final List<DicomObject> sums = new ArrayList<>();
  private final Map<DicomObject, String> unused = new HashMap<>();

  Linker(
      List<DicomObject> objects,
      @Nullable DicomObject namedPlan,
      @Nullable DicomObject namedStructures,
      List<DicomObject> namedDoses,
      List<Problem> problems) {
    this.objects = objects;
    this.namedPlan = namedPlan;
    this.namedStructures = namedStructures;
    this.namedDoses = new HashSet<>(namedDoses);
    this.problems = problems;
  }

  List<Group> link() {
    structureSets =
        candidates(
            Kind.RT_STRUCTURE_SET, namedStructures == null ? Set.of() : Set.of(namedStructures));
    plans = candidates(Kind.RT_PLAN, namedPlan == null ? Set.of() : Set.of(namedPlan));
    doses = candidates(Kind.RT_DOSE, namedDoses);
    dropPlansOfOtherPatients();
    plans.forEach(this::findStructures);
    doses.forEach(this::findPlan);
    List<Group> groups = new ArrayList<>();
    for (DicomObject structures : structureSets) {
      addGroup(structures, groups);
    }
    sums.forEach(
        sum ->
            error(
                "dose-multi-plan",
                sum,
                "the dose is the sum of several plans, which are not exactly those that are judged"
                    + " together here",
                "Add the missing plans, or check one plan by itself with the --dose that is its own"));
    reportUnused(groups);
    return groups;
  }

  // candidates

  private List<DicomObject> candidates(Kind kind, Set<DicomObject> named) {
    List<DicomObject> found =
        objects.stream()
            .filter(o -> o.kind() == kind)
            .filter(o -> named.isEmpty() || named.contains(o))
            .collect(Collectors.toCollection(ArrayList::new));
    if (!named.isEmpty()) {
      objects.stream()
          .filter(o -> o.kind() == kind && !named.contains(o))
          .forEach(o -> unused.put(o, "another file was named instead"));
    }
    return withoutRepetitions(found);
  }

  /** Of copies the first stays; of different files with one UID none does. */
  private List<DicomObject> withoutRepetitions(List<DicomObject> found) {
    Map<String, List<DicomObject>> byUid = new LinkedHashMap<>();
    for (DicomObject object : found) {
      String uid = object.sopInstanceUid();
      String key = uid.isEmpty() ? "file " + object.key() : uid;
      byUid.computeIfAbsent(key, u -> new ArrayList<>()).add(object);
    }
    List<DicomObject> unique = new ArrayList<>();
    for (List<DicomObject> same : byUid.values()) {
      DicomObject first = same.get(0);
      boolean copies = same.stream().allMatch(first::hasSameBytesAs);
      for (DicomObject other : same.subList(1, same.size())) {
        if (copies) {
          unused.put(other, "it is a copy of " + first.path());
        } else {
          error(
              "uid-repeated",
              other,
              "%s and %s are different files with the same SOP Instance UID"
                  .formatted(first.path(), other.path()),
              "Move the wrong one away, or check the right one by itself with "
                  + option(first.kind()));
        }
      }
      if (copies) {
        unique.add(first);
      } else {
        same.forEach(o -> unused.put(o, "another file has the same SOP Instance UID"));
      }
    }
    return unique;
  }

  private static String option(Kind kind) {
    return switch (kind) {
      case RT_PLAN -> "--plan";
      case RT_STRUCTURE_SET -> "--structures";
      default -> "--dose";
    };
  }

  private void dropPlansOfOtherPatients() {
    DicomObject structures = namedStructures;
    if (structures == null || namedPlan != null) {
      return;
    }
    List<DicomObject> same =
        plans.stream().filter(plan -> !isOtherPatient(plan, structures)).toList();
    if (!same.isEmpty()) {
      plans.stream()
          .filter(plan -> !same.contains(plan))
          .forEach(plan -> unused.put(plan, "it is of another patient than the structures named"));
      plans = same;
    }
  }

  // plan to structure set

  private void findStructures(DicomObject plan) {
    DicomObject structures = namedStructures;
    if (structures == null) {
      structures = withUid(structureSets, plan.structureSetUid());
    } else if (!plan.structureSetUid().equals(structures.sopInstanceUid())) {
      warn(
          "link-overridden",
          plan,
          "the plan does not refer to %s, which is used because it was named"
              .formatted(structures.path()));
    }
    if (structures == null) {
      error(
          "structure-set-missing",
          plan,
          plan.structureSetUid().isEmpty()
              ? plan.shown() + " refers to no structure set"
              : "%s refers to the structure set %s, which is not here%s"
                  .formatted(
                      plan.shown(), VisibleText.of(plan.structureSetUid()), others(structureSets)),
          structureSets.isEmpty() ? "Add the structure set of the plan" : CHOOSE);
      return;
    }
    if (agree(plan, structures)) {
      structuresOf.put(plan, structures);
    }
  }

  private static String others(List<DicomObject> found) {
    if (found.isEmpty()) {
      return "";
    }
    return found.size() == 1
        ? "; here is " + found.get(0).path()
        : "; here are %d others".formatted(found.size());
  }

  private static @Nullable DicomObject withUid(List<DicomObject> found, String uid) {
    for (DicomObject object : found) {
      if (!uid.isEmpty() && object.sopInstanceUid().equals(uid)) {
        return object;
      }
    }
    return null;
  }

  // dose to plan

  private void findPlan(DicomObject dose) {
    List<DicomObject> referred =
        plans.stream().filter(p -> dose.planUids().contains(p.sopInstanceUid())).toList();
    if (referred.isEmpty()) {
      findPlanOtherwise(dose);
    } else if (dose.planUids().size() > 1) {
      sums.add(dose);
    } else {
      addTo(referred.get(0), dose);
    }
  }

  private void findPlanOtherwise(DicomObject dose) {
    List<DicomObject> onSameStructures =
        plans.stream()
            .filter(p -> !p.structureSetUid().isEmpty())
            .filter(p -> p.structureSetUid().equals(dose.structureSetUid()))
            .toList();
    if (namedDoses.contains(dose) && !plans.isEmpty()) {
      addNamedDose(dose);
    } else if (dose.planUids().isEmpty() && onSameStructures.size() == 1) {
      warn(
          "link-by-structures",
          dose,
          "the dose refers to no plan; it is taken for the dose of %s, the only plan on its structure set"
              .formatted(onSameStructures.get(0).shown()));
      addTo(onSameStructures.get(0), dose);
    } else if (plans.stream().allMatch(plan -> isOtherPatient(plan, dose))) {
      findStructuresWithoutPlan(dose);
    } else {
      unused.put(
          dose,
          dose.planUids().isEmpty()
              ? "it refers to no plan"
              : "it refers to plan %s, which is not here"
                  .formatted(VisibleText.of(String.join(", ", dose.planUids()))));
    }
  }

  private void addNamedDose(DicomObject dose) {
    if (plans.size() > 1) {
      error(
          "dose-not-linked",
          dose,
          "the dose refers to none of the %d plans that are here".formatted(plans.size()),
          "Check it by itself with the --plan that it is of");
      return;
    }
    if (dose.planUids().size() > 1) {
      sums.add(dose);
      return;
    }
    warn(
        "link-overridden",
        dose,
        "the dose does not refer to plan %s, with which it is used because it was named"
            .formatted(plans.get(0).path()));
    addTo(plans.get(0), dose);
  }

  private void addTo(DicomObject plan, DicomObject dose) {
    DicomObject structures = structuresOf.get(plan);
    if (structures == null) {
      unused.put(dose, "its plan " + plan.path() + " cannot be used");
    } else if (agree(dose, plan) && agree(dose, structures)) {
      if (!dose.structureSetUid().isEmpty()
          && !dose.structureSetUid().equals(structures.sopInstanceUid())) {
        warn(
            "link-structures",
            dose,
            "the dose refers to another structure set than " + structures.path());
      }
      dosesOf.computeIfAbsent(plan, p -> new ArrayList<>()).add(dose);
    }
  }

  // dose without plan

  private void findStructuresWithoutPlan(DicomObject dose) {
    DicomObject structures = namedStructures;
    if (structures == null && !dose.structureSetUid().isEmpty()) {
      structures = withUid(structureSets, dose.structureSetUid());
    } else if (structures == null) {
      List<DicomObject> inSameFrame =
          structureSets.stream()
              .filter(s -> !dose.frameOfReferenceUid().isEmpty())
              .filter(s -> s.frameOfReferenceUid().equals(dose.frameOfReferenceUid()))
              .filter(s -> !isOtherPatient(s, dose))
              .toList();
      if (inSameFrame.size() > 1) {
        error(
            "structure-set-ambiguous",
            dose,
            "the dose refers to no structure set, and %d are in its frame of reference: %s"
                .formatted(inSameFrame.size(), paths(inSameFrame)),
            "Check one by itself with --structures");
        return;
      }
      structures = inSameFrame.isEmpty() ? null : inSameFrame.get(0);
    }
    if (structures == null) {
      error(
          "dose-not-linked",
          dose,
          "the dose belongs to no plan and no structure set that is here" + others(structureSets),
          structureSets.isEmpty() ? "Add the plan and the structure set of the dose" : CHOOSE);
      return;
    }
    if (namedStructures != null
        && !dose.structureSetUid().isEmpty()
        && !dose.structureSetUid().equals(structures.sopInstanceUid())) {
      warn(
          "link-overridden",
          dose,
          "the dose does not refer to %s, which is used because it was named"
              .formatted(structures.path()));
    }
    if (agree(dose, structures)) {
      planless
          .computeIfAbsent(structures, s -> new TreeMap<>())
          .computeIfAbsent(String.join("\\", dose.planUids()), u -> new ArrayList<>())
          .add(dose);
    }
  }

  // groups

  private void addGroup(DicomObject structures, List<Group> groups) {
    List<Member> members = new ArrayList<>();
    for (DicomObject plan : plans) {
      if (structuresOf.get(plan) == structures) {
        members.add(new Member(plan, dosesOf.getOrDefault(plan, List.of())));
      }
    }
    DicomObject sum = sumOf(members);
    if (sum == null) {
      members = withDoses(members);
    }
    members.sort(
        Comparator.comparing((Member m) -> m.plan == null ? "" : m.plan.label())
            .thenComparing(m -> m.plan == null ? "" : m.plan.sopInstanceUid()));
    planless.getOrDefault(structures, Map.of()).values().stream()
        .map(own -> new Member(null, own))
        .forEach(members::add);
    if (planless.containsKey(structures)) {
      reportMissingPlan(structures);
    }
    if (!members.isEmpty()) {
      groups.add(new Group(structures, members, sum));
    }
  }

  private void reportMissingPlan(DicomObject structures) {
    String message =
        "there is no plan for these structures and their dose: no prescription is known";
    SourceLocation location = SourceLocation.file(structures.path());
    boolean asked = namedStructures != null && !namedDoses.isEmpty();
    problems.add(
        asked
            ? Problem.note("plan-missing", location, message)
            : Problem.warning("plan-missing", location, message, "Add the RT Plan"));
  }

  /** The dose that stands for all members together, if they have no doses of their own. */
  private @Nullable DicomObject sumOf(List<Member> members) {
    Set<String> uids = new HashSet<>();
    for (Member member : members) {
      uids.add(member.plan == null ? "" : member.plan.sopInstanceUid());
    }
    List<DicomObject> fitting =
        sums.stream().filter(sum -> !uids.isEmpty() && sum.planUids().equals(uids)).toList();
    sums.removeAll(fitting);
    if (fitting.isEmpty()) {
      return null;
    }
    if (members.stream().noneMatch(member -> member.doses.isEmpty())) {
      fitting.forEach(sum -> unused.put(sum, "its plans have doses of their own"));
      return null;
    }
    if (members.stream().anyMatch(member -> !member.doses.isEmpty())) {
      fitting.forEach(
          sum ->
              error(
                  "dose-multi-plan",
                  sum,
                  "the dose is the sum of plans of which only some have doses of their own",
                  "Add the missing doses, or check one by itself with --dose"));
      return null;
    }
    if (fitting.size() > 1) {
      error(
          "dose-ambiguous",
          fitting.get(0),
          "there are %d doses for the same plans: %s".formatted(fitting.size(), paths(fitting)),
          "Check one by itself with --dose");
      return null;
    }
    DicomObject sum = fitting.get(0);
    DicomObject structures = structuresOf.get(members.get(0).plan);
    return structures != null && agree(sum, structures) ? sum : null;
  }

  /** Without the plans that have no dose, if doses were named; else those are reported. */
  private List<Member> withDoses(List<Member> members) {
    List<Member> with =
        members.stream()
            .filter(m -> !m.doses.isEmpty())
            .collect(Collectors.toCollection(ArrayList::new));
    boolean others = !dosesOf.isEmpty() || !planless.isEmpty();
    if (!namedDoses.isEmpty() && others) {
      members.stream()
          .filter(m -> m.doses.isEmpty() && m.plan != null)
          .forEach(m -> unused.put(plan(m), "none of the doses named is its own"));
      return with;
    }
    members.stream().filter(m -> m.doses.isEmpty()).forEach(m -> reportMissingDose(plan(m)));
    return members;
  }

  private static DicomObject plan(Member member) {
    return java.util.Objects.requireNonNull(member.plan);
  }

  private void reportMissingDose(DicomObject plan) {
    if (problems.stream().filter(Problem::isError).anyMatch(p -> concernsDoseOf(plan, p))) {
      return;
    }
    List<DicomObject> loose = doses.stream().filter(unused::containsKey).toList();
    error(
        "dose-missing",
        plan,
        "no dose refers to %s%s".formatted(plan.shown(), others(loose)),
        loose.isEmpty() ? "Add the RT Dose of the plan" : CHOOSE);
  }

  /** Whether a problem already says why the dose of a plan is not used. */
  private boolean concernsDoseOf(DicomObject plan, Problem problem) {
    for (DicomObject dose : doses) {
      if (dose.planUids().contains(plan.sopInstanceUid())
          && dose.path().equals(problem.location().file())) {
        return true;
      }
    }
    return false;
  }

  // agreement

  private boolean agree(DicomObject one, DicomObject other) {
    boolean agree = true;
    if (isOtherPatient(one, other)) {
      error(
          "patient-differs",
          one,
          "%s and %s are of different patients".formatted(one.path(), other.path()),
          "Check which patient the files belong to");
      agree = false;
    } else if (!name(one).equals(name(other)) && !name(one).isEmpty() && !name(other).isEmpty()) {
      warn(
          "patient-name-differs",
          one,
          "%s and %s have the same patient ID but different names"
              .formatted(one.path(), other.path()));
    }
    String frame = one.frameOfReferenceUid();
    String otherFrame = other.frameOfReferenceUid();
    if (frame.isEmpty() || otherFrame.isEmpty()) {
      DicomObject silent = frame.isEmpty() ? one : other;
      // a plan need not state its frame of reference: its structure set and dose do
      if (silent.kind() != Kind.RT_PLAN) {
        warn(
            "frame-unstated",
            silent,
            silent.shown() + " states no frame of reference; it is taken to be the same");
      }
    } else if (!frame.equals(otherFrame)) {
      error(
          "frame-differs",
          one,
          "%s and %s are in different frames of reference".formatted(one.path(), other.path()),
          "Export plan, structures and dose from the same planning image");
      agree = false;
    }
    return agree;
  }

  private static boolean isOtherPatient(DicomObject one, DicomObject other) {
    String id = one.patientId();
    String otherId = other.patientId();
    boolean byName = id.isEmpty() || otherId.isEmpty();
    return byName ? !name(one).equals(name(other)) : !id.equals(otherId);
  }

  /** The patient's name for comparison: in capitals, its parts by single spaces. */
  private static String name(DicomObject object) {
    return object.patientName().toUpperCase(Locale.ROOT).replaceAll("[\\^\\s]+", " ").strip();
  }

  // reports

  private void reportUnused(List<Group> groups) {
    Set<DicomObject> used = new HashSet<>();
    for (Group group : groups) {
      used.add(group.structures);
      for (Member member : group.members) {
        used.addAll(member.doses);
        if (member.plan != null) {
          used.add(member.plan);
        }
      }
      if (group.sum != null) {
        used.add(group.sum);
      }
    }
    for (DicomObject object : objects) {
      if (object.kind().isPlanning() && !used.contains(object) && !isReported(object)) {
        String reason = unused.getOrDefault(object, "nothing that is used refers to it");
        problems.add(
            Problem.note(
                "object-unused",
                SourceLocation.file(object.path()),
                object.shown() + " is not used: " + reason));
      }
    }
  }

  private boolean isReported(DicomObject object) {
    return problems.stream()
        .anyMatch(p -> p.isError() && object.path().equals(p.location().file()));
  }

  private static String paths(List<DicomObject> found) {
    return found.stream().map(DicomObject::path).collect(Collectors.joining(", "));
  }

  private void warn(String code, DicomObject object, String message) {
    Problem problem = Problem.warning(code, SourceLocation.file(object.path()), message, null);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  private void error(String code, DicomObject object, String message, String hint) {
    problems.add(Problem.error(code, SourceLocation.file(object.path()), message, hint));
  }
}
