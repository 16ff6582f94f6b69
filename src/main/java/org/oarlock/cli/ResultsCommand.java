package org.oarlock.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.ResultList;
import org.oarlock.store.RowFilter;
import org.oarlock.store.Store;
import org.oarlock.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code oarlock results}: shows what a store holds. */
@Command(
    name = "results",
    description = "Shows the results in a store: every goal of every plan, or some of them.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock results results.db --where \"verdict = FAIL and goal ~ lung\" --csv lung.csv"
    })
final class ResultsCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "A SQLite file, or jdbc:postgresql:…")
  private String store = "";

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "Which rows: columns compared with = != < <= > >= ~ (contains), joined by and, or, not.")
  private @Nullable String where;

  @Mixin private TableOption tables;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write a page for a browser about all results in the store instead.")
  private @Nullable Path summary;

  @Option(
      names = "--report-dir",
      paramLabel = "DIR",
      description = "Where batch has written single reports, for the page to link to.")
  private @Nullable Path reportDir;

  ResultsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (where != null && summary != null) {
      throw new ParameterException(
          spec.commandLine(),
          "Options '--where' and '--summary' do not go together: the page is about all results");
    }
    OutputFiles files = new OutputFiles(spec, console);
    if (!store.startsWith("jdbc:")) {
      files.isRead(Path.of(store));
    }
    tables.claim(files);
    files.isWritten("--summary", summary);
    RowFilter filter;
    try {
      filter = where == null ? RowFilter.all() : RowFilter.parse(where);
    } catch (StoreException e) {
      Problems.show(e.problem(), console);
      return ExitCode.USAGE;
    }
    try {
      if (!tables.isGiven() && summary == null) {
        try (Store open = Store.openToRead(store)) {
          ResultList rows = new ResultList(open, filter);
          rows.writeText(console.writer());
          Problems.show(rows.remarks(), console);
        }
      } else {
        StoreOutput output = new StoreOutput(store, reportDir, files);
        Problems.show(output.write(tables, filter, summary), console);
      }
      return files.allWritten() ? ExitCode.DONE : ExitCode.NOT_JUDGED;
    } catch (StoreException e) {
      Problems.show(e.problem(), console);
      return ExitCode.NOT_JUDGED;
    }
  }
}
