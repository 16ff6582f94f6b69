package org.oarlock.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.Protocols.Choice;
import org.oarlock.check.GoalResult;
import org.oarlock.check.GoalResult.Obligation;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.metric.MetricValue;
import org.oarlock.metric.NoValue;
import org.oarlock.metric.WordValue;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.IndexedFile.Kind;
import org.oarlock.store.StoredGoal;
import org.oarlock.store.StoredProtocol;
import org.oarlock.store.StoredResult;
import org.oarlock.store.StoredResult.Evidence;
import org.oarlock.store.StoredResult.StoredProblem;

/** Turns what a check found into rows of the store. */
final class ResultRows {
  private static final int MOST_PROBLEMS = 200;

  private final List<IndexedFile> files;
  private final @Nullable Pseudonyms pseudonyms;
  private final boolean showPatient;
  private final FirstError firstError;

  /**
   * @param files the files that were loaded
   * @param pseudonyms null if patients are to have none
   * @param showPatient whether patients are to be named
   */
  ResultRows(List<IndexedFile> files, @Nullable Pseudonyms pseudonyms, boolean showPatient) {
    this.files = files;
    this.pseudonyms = pseudonyms;
    this.showPatient = showPatient;
    this.firstError = new FirstError(files);
  }

  /** The row of a plan that was judged. */
  StoredResult judged(PlanResult result, StoredProtocol by, Choice choice, String report) {
    Plan plan = result.plan();
    List<Evidence> evidence = evidence(plan);
    return new StoredResult(
        key(plan),
        by.key(),
        choice.chosen(),
        plan.label(),
        planDate(evidence),
        pseudonyms == null ? null : pseudonyms.of(plan.patient()),
        showPatient ? plan.patient().id() : null,
        showPatient ? plan.patient().name() : null,
        result.prescriptions().stream()
            .filter(p -> !p.found().isEmpty())
            .map(p -> p.name() + ": " + p.found())
            .collect(Collectors.joining("; ")),
        result.verdict().name(),
        reason(result),
        report,
        evidence,
        result.goals().stream().map(ResultRows::goal).toList(),
        problems(result.problems()));
  }

  /** The row of a plan that no rule chose a protocol for. */
  StoredResult notChosen(
      Plan plan, StoredProtocol selection, Choice choice, List<Problem> problems, String report) {
    List<Evidence> evidence = evidence(plan);
    return new StoredResult(
        key(plan),
        selection.key(),
        "",
        plan.label(),
        planDate(evidence),
        pseudonyms == null ? null : pseudonyms.of(plan.patient()),
        showPatient ? plan.patient().id() : null,
        showPatient ? plan.patient().name() : null,
        "",
        StoredResult.NO_PROTOCOL,
        choice.chosen(),
        report,
        evidence,
        List.of(),
        problems(problems));
  }

  /** The row of a plan that could not be loaded, by its files. */
  StoredResult failed(
      List<IndexedFile> own, StoredProtocol by, List<Problem> problems, String report) {
    IndexedFile first = own.get(0);
    List<String> plans = planUids(own);
    List<Evidence> evidence = own.stream().map(ResultRows::evidence).toList();
    return new StoredResult(
        first.name(),
        by.key(),
        "",
        first.label(),
        planDate(evidence),
        null,
        null,
        null,
        "",
        StoredResult.ERROR,
        firstError.text(problems, plans),
        report,
        evidence,
        List.of(),
        problems(ownFirst(problems, own)));
  }

  /** The errors of the files of a plan that could not be loaded before those of others. */
  List<Problem> ownFirst(List<Problem> problems, List<IndexedFile> own) {
    return firstError.ownFirst(problems, planUids(own));
  }

  private static List<String> planUids(List<IndexedFile> own) {
    IndexedFile first = own.get(0);
    return first.kind() == Kind.RT_PLAN ? List.of(first.name()) : List.of();
  }

  // which plan it is

  /** The RT Plans of a plan; where there is none, what its doses and structures are. */
  String key(Plan plan) {
    return plan.phases().stream().map(phase -> key(phase, plan)).collect(Collectors.joining("+"));
  }

  private String key(Phase phase, Plan plan) {
    List<String> uids = planUids(phase);
    if (!uids.isEmpty()) {
      return String.join("+", uids);
    }
    Stream<FileIdentity> sources =
        Stream.concat(
            Stream.of(plan.structureSet().source()),
            phase.dose() == null ? Stream.empty() : phase.dose().sources().stream());
    return sources
        .map(
            file ->
                file.sopInstanceUid().isEmpty() ? "sha256:" + file.sha256() : file.sopInstanceUid())
        .collect(Collectors.joining("/"));
  }

  /** The RT Plans of a phase: its own or, where one dose stands for several plans, all of those. */
  List<String> planUids(Phase phase) {
    FileIdentity source = phase.source();
    if (source != null) {
      return source.sopInstanceUid().isEmpty()
          ? List.of("sha256:" + source.sha256())
          : List.of(source.sopInstanceUid());
    }
    if (phase.dose() == null) {
      return List.of();
    }
    List<String> referred =
        phase.dose().sources().stream()
            .map(this::indexed)
            .filter(Objects::nonNull)
            .flatMap(dose -> dose.plans().stream())
            .toList();
    return files.stream()
        .filter(file -> file.kind() == Kind.RT_PLAN)
        .map(IndexedFile::uid)
        .filter(referred::contains)
        .distinct()
        .sorted()
        .toList();
  }

  private List<String> planUids(Plan plan) {
    return plan.phases().stream().flatMap(phase -> planUids(phase).stream()).toList();
  }

  private @Nullable IndexedFile indexed(FileIdentity identity) {
    return files.stream()
        .filter(file -> file.sha256().equals(identity.sha256()))
        .filter(file -> file.uid().equals(identity.sopInstanceUid()))
        .findFirst()
        .orElse(null);
  }

  // evidence

  private List<Evidence> evidence(Plan plan) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(evidence(Kind.RT_STRUCTURE_SET, plan.structureSet().source()));
    for (Phase phase : plan.phases()) {
      if (phase.source() != null) {
        evidence.add(evidence(Kind.RT_PLAN, phase.source()));
      } else {
        List<String> uids = planUids(phase);
        files.stream()
            .filter(file -> file.kind() == Kind.RT_PLAN && uids.contains(file.uid()))
            .forEach(file -> evidence.add(evidence(file)));
      }
      if (phase.dose() != null) {
        phase.dose().sources().forEach(file -> evidence.add(evidence(Kind.RT_DOSE, file)));
      }
    }
    return evidence;
  }

  private static Evidence evidence(Kind kind, FileIdentity file) {
    return new Evidence(kind.name(), file.sopInstanceUid(), file.sha256(), file.path());
  }

  private static Evidence evidence(IndexedFile file) {
    return new Evidence(file.kind().name(), file.uid(), file.sha256(), file.path());
  }

  /** The date of a phase's RT Plan as it states it, empty if it states none. */
  String dateOf(Phase phase) {
    List<String> uids = planUids(phase);
    return files.stream()
        .filter(file -> file.kind() == Kind.RT_PLAN && uids.contains(file.name()))
        .map(IndexedFile::planDate)
        .filter(date -> date.matches("[0-9]{8}"))
        .max(String::compareTo)
        .orElse("");
  }

  private String planDate(List<Evidence> evidence) {
    return evidence.stream()
        .filter(e -> e.kind().equals(Kind.RT_PLAN.name()))
        .flatMap(e -> files.stream().filter(file -> file.sha256().equals(e.sha256())))
        .map(IndexedFile::planDate)
        .filter(date -> date.matches("[0-9]{8}"))
        .max(String::compareTo)
        .orElse("");
  }

  // rows of a result

  /** What decided the verdict: a goal or, where that would have been better, an error. */
  private String reason(PlanResult result) {
    if (result.verdict() == Verdict.PASS) {
      return "";
    }
    return result.goals().stream()
        .filter(goal -> goal.obligation() == Obligation.REQUIRED)
        .filter(goal -> goal.verdict() == result.verdict())
        .map(goal -> goal.id() + (goal.reason().isEmpty() ? "" : ": " + goal.reason()))
        .findFirst()
        .orElseGet(() -> firstError.text(result.problems(), planUids(result.plan())));
  }

  private static StoredGoal goal(GoalResult goal) {
    Judgement deciding = goal.decidingJudgement();
    MetricValue value = deciding.result() instanceof MetricValue number ? number : null;
    String reason = goal.reason();
    if (reason.isEmpty() && deciding.result() instanceof NoValue none) {
      reason = none.reason();
    }
    return new StoredGoal(
        goal.id(),
        goal.structure(),
        String.join("\\", deciding.matched()),
        deciding.metric(),
        goal.dose(),
        goal.prescription(),
        value == null ? null : Double.valueOf(value.value()),
        deciding.result() instanceof WordValue word ? word.word() : null,
        value == null ? null : value.unit().symbol(),
        value == null ? null : Double.valueOf(value.lower()),
        value == null ? null : Double.valueOf(value.upper()),
        value == null ? null : Double.valueOf(value.coveredPercent()),
        deciding.limit(),
        goal.obligation().name(),
        goal.priority(),
        goal.verdict().name(),
        reason,
        deciding.borderline() == null ? "" : deciding.borderline(),
        goal.acceptance() == null ? "" : goal.acceptance().text());
  }

  private static List<StoredProblem> problems(List<Problem> problems) {
    List<StoredProblem> rows =
        problems.stream()
            .distinct()
            .limit(MOST_PROBLEMS)
            .map(
                p ->
                    new StoredProblem(
                        p.severity().name(),
                        p.code(),
                        p.location().file() == null ? "" : p.location().file(),
                        p.location().toString(),
                        p.message(),
                        p.hint() == null ? "" : p.hint()))
            .collect(Collectors.toCollection(ArrayList::new));
    long more = problems.stream().distinct().count() - rows.size();
    if (more > 0) {
      rows.add(
          new StoredProblem(
              "NOTE",
              "more-problems",
              "",
              "",
              "and %d more; 'oarlock check' shows them".formatted(more),
              ""));
    }
    return rows;
  }
}
