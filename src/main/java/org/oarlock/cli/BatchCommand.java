package org.oarlock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.Batch;
import org.oarlock.batch.BatchSummary;
import org.oarlock.store.RowFilter;
import org.oarlock.store.StoreException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code oarlock batch}: judges all plans of an archive. */
@Command(
    name = "batch",
    description = "Judges all plans of an archive and keeps the results in a store.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock batch test-plans --store results.db \\",
      "      --protocol constraints/sts-postop-cams-extremity.yaml",
      "  oarlock batch /archive --store results.db --select clinic.yaml --resume --summary page.html",
      "",
      "Ends with 0 if all plans meet all required goals, 1 if at least one fails, 3 if not all could",
      "be judged, 2 if the command cannot be understood."
    })
final class BatchCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;
  @Mixin private SettingOption settings;
  @Mixin private ComputationOption computation;
  @Mixin private TrustOption trust;
  @Mixin private PatientOption patient;

  @Parameters(
      arity = "1..*",
      paramLabel = "ROOT",
      description = "Folders (searched through), zip archives and files.")
  private List<Path> roots = new ArrayList<>();

  /** What plans are judged by. */
  private static final class JudgedBy {
    @Option(
        names = "--protocol",
        required = true,
        paramLabel = "FILE",
        description = "The protocol, in YAML.")
    private @Nullable Path protocol;

    @Option(
        names = "--select",
        required = true,
        paramLabel = "FILE",
        description = "YAML: rules that choose a protocol for each plan.")
    private @Nullable Path selection;

    Path file() {
      return selection != null ? selection : protocol != null ? protocol : Path.of("");
    }
  }

  @ArgGroup(multiplicity = "1")
  private JudgedBy by = new JudgedBy();

  @Option(
      names = "--store",
      required = true,
      paramLabel = "FILE|URL",
      description =
          "Where results are kept: a SQLite file, made if it is not there, or jdbc:postgresql:…")
  private String store = "";

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description = "YAML: for structures of the protocol, their names in the plans.")
  private @Nullable Path names;

  @Option(
      names = "--strict",
      description = "A verdict that a contouring convention would turn becomes REVIEW.")
  private boolean strict;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many plans are judged at the same time; as many as processors without it.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--resume",
      description = "Leave results as they are whose files have not changed since.")
  private boolean resume;

  @Option(
      names = "--report-dir",
      paramLabel = "DIR",
      description = "Write a report for a browser per plan into this folder.")
  private @Nullable Path reportDir;

  @Mixin private TableOption tables;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write a page for a browser about all results in the store as well.")
  private @Nullable Path summary;

  @Option(
      names = "--patient-key",
      paramLabel = "FILE",
      description = "Link the plans of a patient by a pseudonym, made with the key in this file.")
  private @Nullable Path patientKey;

  BatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (jobs < 1) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--jobs': '" + jobs + "' is less than 1");
    }
    if (by.selection != null && (names != null || !settings.values().isEmpty())) {
      throw new ParameterException(
          spec.commandLine(),
          "With '--select', 'set' and 'names' belong into the rules: every protocol has its own");
    }
    OutputFiles files = new OutputFiles(spec, console);
    checkFiles(files);
    makeReportDir();
    Batch.Request request =
        new Batch.Request(
            roots,
            by.file(),
            by.selection != null,
            settings.values(),
            names,
            strict,
            trust.allowsUnverified(),
            computation.chosen(),
            store,
            jobs,
            resume,
            reportDir,
            patientKey,
            patient.isShown());
    try (Interruption interruption = new Interruption()) {
      Batch.Result result = run(request, interruption);
      int code = say(result);
      if (result.summary() != null) {
        new StoreOutput(store, reportDir, files).write(tables, RowFilter.all(), summary);
      }
      return files.allWritten() ? code : ExitCode.NOT_JUDGED;
    } catch (StoreException e) {
      Problems.show(e.problem(), console);
      return ExitCode.NOT_JUDGED;
    }
  }

  private Batch.Result run(Batch.Request request, Interruption interruption) {
    try (ProgressLine line = ProgressLine.on(console)) {
      return Batch.run(request, new BatchProgress(line, interruption));
    }
  }

  private void checkFiles(OutputFiles files) {
    roots.forEach(files::isRead);
    files.isRead(by.file());
    if (names != null) {
      files.isRead(names);
    }
    if (patientKey != null) {
      files.isRead(patientKey);
    }
    if (!store.startsWith("jdbc:")) {
      files.isWritten("--store", Path.of(store));
    }
    tables.claim(files);
    files.isWritten("--summary", summary);
  }

  private void makeReportDir() {
    if (reportDir == null) {
      return;
    }
    try {
      Files.createDirectories(reportDir);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--report-dir' names '" + reportDir + "', which cannot be made a folder");
    }
  }

  private int say(Batch.Result result) throws IOException {
    Problems.show(result.problems(), console);
    BatchSummary summary = result.summary();
    if (summary != null) {
      summary.unreadable().forEach(problem -> Problems.show(problem, console));
      summary.writeText(console.writer());
    }
    if (result.isStopped()) {
      console.err().println("stopped before all was judged; go on with --resume");
    }
    return ExitCode.of(result.outcome());
  }
}
