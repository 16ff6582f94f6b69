package org.oarlock.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.FileFault;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.report.RecordedReport;
import org.oarlock.report.Report;
import org.oarlock.report.Verification;

/** Makes a check again that a report tells of, and compares. */
public final class VerifyReport {
  private VerifyReport() {}

  /**
   * What is asked for.
   *
   * @param report the JSON report
   * @param input where its plans are now
   * @param protocol where its protocol is now, null if where it was
   * @param overrides files of accepted violations, besides those that lie beside the plans
   * @param caseFile the case file, null to look for one beside each plan
   */
  public record Request(
      Path report,
      PlanInput input,
      @Nullable Path protocol,
      List<Path> overrides,
      @Nullable Path caseFile) {
    public Request {
      overrides = List.copyOf(overrides);
    }
  }

  /**
   * What came of it.
   *
   * @param verification the comparison, null if there was nothing to compare
   * @param problems all problems
   * @param outcome FOUND if something differs, NOT_COMPLETE if it could not be verified
   */
  public record Result(
      @Nullable Verification verification, List<Problem> problems, Outcome outcome) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  public static Result run(Request request, Progress progress) {
    SourceLocation file = SourceLocation.file(VisibleText.of(request.report().toString()));
    RecordedReport recorded;
    if (Files.isDirectory(request.report())) {
      return failed(unreadable(file, "it is a folder"));
    }
    try (Reader in = Files.newBufferedReader(request.report(), StandardCharsets.UTF_8)) {
      recorded = RecordedReport.read(in);
    } catch (IOException e) {
      return failed(unreadable(file, reason(e)));
    }
    String flaw = recorded.flaw();
    Path protocol = protocol(request, recorded);
    if (flaw != null || protocol == null) {
      return failed(
          Problem.error(
              "report-unusable",
              file,
              flaw == null ? "the path of its protocol is none" : flaw,
              "Name a file that 'oarlock check --json' wrote"));
    }
    CheckPlans.Result again = again(request, recorded, protocol, progress);
    Report report = again.report();
    if (report == null || report.plans().isEmpty()) {
      List<Problem> problems = new ArrayList<>(again.problems());
      problems.removeIf(problem -> !problem.isError());
      problems.add(
          Problem.error(
              "report-not-verified",
              file,
              "nothing could be computed anew",
              report == null
                  ? "Say with --protocol where the protocol is"
                  : "Name the folder of the plans that the report tells of"));
      return new Result(null, problems, Outcome.NOT_COMPLETE);
    }
    Verification verification =
        new Verification(
            ToolVersion.tool(),
            request.report().toString(),
            report.plans().size(),
            report.plans().stream().mapToInt(plan -> plan.goals().size()).sum(),
            recorded.differencesTo(RecordedReport.of(report)),
            List.of());
    return new Result(
        verification, List.of(), verification.agrees() ? Outcome.DONE : Outcome.FOUND);
  }

  private static @Nullable Path protocol(Request request, RecordedReport recorded) {
    try {
      return request.protocol() == null ? Path.of(recorded.protocolPath()) : request.protocol();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** With what the report says that was set; what is said about dose files now wins. */
  private static CheckPlans.Result again(
      Request request, RecordedReport recorded, Path protocol, Progress progress) {
    Report.Settings settings = recorded.settings();
    PlanInput input = request.input();
    PlanInput as =
        new PlanInput(
            input.paths(),
            input.chosen(),
            input.relativeDose() == null ? settings.relativeDose() : input.relativeDose(),
            input.fractionDose() == null
                ? fractionDose(settings.fractionDose())
                : input.fractionDose(),
            true);
    return CheckPlans.run(
        new CheckPlans.Request(
            as,
            protocol,
            settings.set(),
            null,
            request.overrides(),
            request.caseFile(),
            settings.strict(),
            true, // the report was made, so somebody allowed it
            new Computation(settings.precision()),
            recorded.showsPatient()),
        settings.names(),
        progress);
  }

  private static PlanInput.@Nullable FractionDose fractionDose(@Nullable String word) {
    for (PlanInput.FractionDose known : PlanInput.FractionDose.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(word)) {
        return known;
      }
    }
    return null;
  }

  private static Problem unreadable(SourceLocation file, String why) {
    return Problem.error(
        "report-unreadable",
        file,
        "the report cannot be read: " + why,
        "Name a file that 'oarlock check --json' wrote");
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message != null && (message.startsWith("line ") || message.startsWith("it "))
        ? message
        : FileFault.words(e);
  }

  private static Result failed(Problem problem) {
    return new Result(null, List.of(problem), Outcome.NOT_COMPLETE);
  }
}
