package org.oarlock.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.ToolVersion;
import org.oarlock.problem.Problem;
import org.oarlock.report.CsvReport;
import org.oarlock.report.HtmlReport;
import org.oarlock.report.JsonReport;
import org.oarlock.report.JunitReport;
import org.oarlock.report.PdfReport;
import org.oarlock.report.Report;
import org.oarlock.report.SarifReport;
import org.oarlock.report.TextReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code oarlock check}: judges plans against a protocol. */
@Command(
    name = "check",
    description = "Judges plans against a protocol.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock check test-plans/thigh-pass \\",
      "      --protocol constraints/sts-postop-cams-extremity.yaml --html report.html",
      "",
      "Ends with 0 if every required goal is met, 1 if at least one failed, 3 if not all could be",
      "judged, 2 if the command cannot be understood."
    })
final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;
  @Mixin private InputOptions input;
  @Mixin private SettingOption settings;
  @Mixin private OverridesOption overrides;
  @Mixin private CaseOption caseOption;
  @Mixin private PatientOption patient;
  @Mixin private FormatOption format;
  @Mixin private ComputationOption computation;
  @Mixin private TrustOption trust;

  @Option(
      names = "--protocol",
      required = true,
      paramLabel = "FILE",
      description = "The protocol, in YAML.")
  private Path protocol = Path.of("");

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description = "YAML: for structures of the protocol, their names in the plan.")
  private @Nullable Path names;

  @Option(
      names = "--strict",
      description = "A verdict that another contouring convention would turn becomes REVIEW.")
  private boolean strict;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write JSON to this file too; - prints it instead of the text.")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a report for a browser.")
  private @Nullable Path html;

  @Option(names = "--pdf", paramLabel = "FILE", description = "Write a report to sign and file.")
  private @Nullable Path pdf;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write a table of all values.")
  private @Nullable Path csv;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write JUnit XML, for continuous integration.")
  private @Nullable Path junit;

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "Write SARIF 2.1.0: results at the lines of the protocol.")
  private @Nullable Path sarif;

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    OutputFiles files = new OutputFiles(spec, console);
    input.named().forEach(files::isRead);
    files.isRead(protocol);
    if (names != null) {
      files.isRead(names);
    }
    overrides.files().forEach(files::isRead);
    Path caseFile = caseOption.file();
    if (caseFile != null) {
      files.isRead(caseFile);
    }
    files.isWrittenOrPrinted("--json", json);
    files.isWrittenOrPrinted("--html", html);
    files.isWrittenOrPrinted("--pdf", pdf);
    files.isWrittenOrPrinted("--csv", csv);
    files.isWrittenOrPrinted("--junit", junit);
    files.isWrittenOrPrinted("--sarif", sarif);
    if (format.isJson()) {
      files.isNotPrinted("--format json");
    }
    CheckPlans.Request request =
        new CheckPlans.Request(
            input.planInput().hashed(tellsHashes()),
            protocol,
            settings.values(),
            names,
            overrides.files(),
            caseFile,
            strict,
            trust.allowsUnverified(),
            computation.chosen(),
            patient.isShown());
    CheckPlans.Result result = run(request);
    Report report = result.report();
    if (report == null
        || format.isJson()
        || files.isPrinted()) { // the text of a report holds them itself
      Problems.show(result.problems(), console);
    }
    if (report == null) {
      writeWithoutProtocol(result.problems(), files);
    } else {
      write(report, files);
    }
    return files.allWritten() ? ExitCode.of(result.outcome()) : ExitCode.NOT_JUDGED;
  }

  /** Whether anything that is written tells the hashes of the plan's files. */
  private boolean tellsHashes() {
    return format.isJson() || Stream.of(json, html, pdf, sarif).anyMatch(Objects::nonNull);
  }

  private void write(Report report, OutputFiles files) throws IOException {
    if (format.isJson()) {
      JsonReport.write(report, console.writer());
    } else if (!files.isPrinted()) {
      TextReport.write(report, console.writer());
    }
    files.write(json, out -> JsonReport.write(report, out));
    files.write(html, out -> HtmlReport.write(report, out));
    files.writeBytes(pdf, out -> PdfReport.write(report, out));
    files.write(csv, out -> CsvReport.write(report, out));
    files.write(junit, out -> JunitReport.write(report, out));
    files.write(sarif, out -> SarifReport.write(report, out));
  }

  /** Whoever reads a file is told what is wrong, instead of finding an older one. */
  private void writeWithoutProtocol(List<Problem> problems, OutputFiles files) throws IOException {
    Report.Tool tool = ToolVersion.tool();
    if (format.isJson()) {
      JsonReport.writeWithoutProtocol(tool, problems, console.writer());
    }
    files.write(json, out -> JsonReport.writeWithoutProtocol(tool, problems, out));
    files.write(html, out -> HtmlReport.writeWithoutProtocol(tool, problems, out));
    files.writeBytes(pdf, out -> PdfReport.writeWithoutProtocol(tool, problems, out));
    files.write(csv, CsvReport::writeWithoutProtocol);
    files.write(junit, out -> JunitReport.writeWithoutProtocol(tool, problems, out));
    files.write(sarif, out -> SarifReport.writeWithoutProtocol(tool, problems, out));
  }

  private CheckPlans.Result run(CheckPlans.Request request) {
    try (ProgressLine progress = ProgressLine.on(console)) {
      return CheckPlans.run(request, progress);
    }
  }
}
