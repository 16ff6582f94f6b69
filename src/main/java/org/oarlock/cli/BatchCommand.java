package org.oarlock.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.Batch;
import org.oarlock.batch.BatchSummary;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.store.RowFilter;
import org.oarlock.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
  private static final Problem NO_PLAN =
      Problem.error(
          "batch-no-plan",
          SourceLocation.NOWHERE,
          "there is no plan to judge under what was named",
          "Name the folders with RT Plans, their structure sets and their doses");

  private final Console console;

  @Spec private CommandSpec spec;
  @Mixin private ArchiveOptions archive;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "FILE|URL",
      description =
          "Where results are kept: a SQLite file, made if it is not there, or jdbc:postgresql:…")
  private String store = "";

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many plans are judged at the same time; as many as processors without it.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--resume",
      description = "Leave results as they are whose files have not changed since.")
  private boolean resume;

  @Mixin private TableOption tables;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write a page for a browser about all results in the store as well.")
  private @Nullable Path summary;

  BatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (jobs < 1) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--jobs': '" + jobs + "' is less than 1");
    }
    OutputFiles files = new OutputFiles(spec, console);
    checkFiles(files);
    archive.prepare();
    tables.requireFolders(files);
    files.requireFolder("--summary", summary);
    Batch.Request request = archive.request(Path.of(""), store, jobs, resume);
    try (Interruption interruption = new Interruption()) {
      Batch.Result result = run(request, interruption);
      int code = say(result);
      if (result.summary() != null && !result.isStopped()) {
        StoreOutput output = new StoreOutput(store, archive.reportDir(), files);
        Problems.show(output.write(tables, RowFilter.all(), summary), console);
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
    archive.claim(files);
    if (!store.startsWith("jdbc:")) {
      files.isWritten("--store", Path.of(store));
    }
    tables.claim(files);
    files.isWritten("--summary", summary);
  }

  private int say(Batch.Result result) throws IOException {
    Problems.show(result.problems(), console);
    BatchSummary summary = result.summary();
    if (summary != null) {
      Problems.show(summary.unread(), console);
      if (summary.units() == 0 && !result.isStopped()) {
        Problems.show(NO_PLAN, console);
      }
      summary.writeText(console.writer());
    }
    if (result.isStopped()) {
      console.err().println("stopped before all was judged; go on with --resume");
      if (tables.isGiven() || this.summary != null) {
        console
            .err()
            .println("tables and page are not written, since plans would be missing in them");
      }
    }
    return ExitCode.of(result.outcome());
  }
}
