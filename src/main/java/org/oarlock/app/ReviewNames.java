package org.oarlock.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.NameReview;
import org.oarlock.check.Settings;
import org.oarlock.dicom.Inventory;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.NamesReader;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.ProtocolReader;
import org.oarlock.protocol.ProtocolReading;
import org.oarlock.report.NamesReport;

/** Says what the structures of a protocol are called in plans. */
public final class ReviewNames {
  private ReviewNames() {}

  /**
   * What is asked for.
   *
   * @param input where the plans are
   * @param protocol the protocol's file
   * @param values parameters of the protocol, by name, as text
   * @param names the file that names structures, null if none
   * @param caseFile the case file, null to look for one beside each plan
   */
  public record Request(
      PlanInput input,
      Path protocol,
      Map<String, String> values,
      @Nullable Path names,
      @Nullable Path caseFile) {
    public Request {
      values = Map.copyOf(values);
    }
  }

  /**
   * What came of it.
   *
   * @param report what was found, null where there is no protocol
   * @param problems all problems, those of the report among them
   * @param outcome DONE if every structure that the protocol needs is there
   */
  public record Result(@Nullable NamesReport report, List<Problem> problems, Outcome outcome) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  public static Result run(Request request, Progress progress) {
    ProtocolReading read = ProtocolReader.read(request.protocol());
    List<Problem> problems = new ArrayList<>(read.problems());
    Map<String, List<String>> names = new LinkedHashMap<>();
    if (request.names() != null) {
      NamesReader.Result reading = NamesReader.read(request.names());
      problems.addAll(reading.problems());
      names.putAll(reading.names());
    }
    Inventory inventory = PlanFinder.find(request.input(), progress);
    problems.addAll(inventory.problems());
    Protocol protocol = read.protocol();
    if (protocol == null) {
      return new Result(null, problems, Outcome.NOT_COMPLETE);
    }
    if (inventory.plans().isEmpty()) {
      problems.add(
          Problem.error(
              "no-plan",
              SourceLocation.NOWHERE,
              "there is no plan: no structure set with a plan or a dose was found",
              "See with 'oarlock info' what lies there"));
    }
    List<NamesReport.ReviewedPlan> plans = new ArrayList<>();
    for (Plan plan : inventory.plans()) {
      reviewed(plan, protocol, request, names)
          .forEach(
              (review, labels) -> {
                plans.add(new NamesReport.ReviewedPlan(String.join(", ", labels), review));
                problems.addAll(review.problems());
              });
    }
    NamesReport report =
        new NamesReport(
            ToolVersion.tool(), protocol, plans, plans.isEmpty() ? problems : List.of());
    return new Result(report, problems.stream().distinct().toList(), outcome(report, problems));
  }

  /**
   * The plans on one structure set as they would be judged, each with its case file. Where they do
   * not differ they are told once.
   */
  private static Map<NameReview, List<String>> reviewed(
      Plan plan, Protocol protocol, Request request, Map<String, List<String>> names) {
    Map<NameReview, List<String>> reviews = new LinkedHashMap<>();
    for (Courses.Judged judged : Courses.of(plan, protocol)) {
      Cases.Found found = Cases.of(judged.plan(), protocol, request.caseFile());
      Settings settings =
          new Settings(request.values(), names, false, DvhOptions.DEFAULT, List.of())
              .about(found.file(), List.of(), found.problems());
      reviews
          .computeIfAbsent(
              NameReview.of(judged.plan(), protocol, settings), review -> new ArrayList<>())
          .add(judged.plan().label());
    }
    return reviews;
  }

  private static Outcome outcome(NamesReport report, List<Problem> problems) {
    boolean open =
        report.plans().stream()
            .flatMap(plan -> plan.review().structures().stream())
            .anyMatch(NameReview.Reviewed::isOpen);
    return open || problems.stream().anyMatch(Problem::isError)
        ? Outcome.NOT_COMPLETE
        : Outcome.DONE;
  }
}
