package org.oarlock.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.EditionPair;
import org.oarlock.store.Store;
import org.oarlock.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code oarlock compare}: which verdicts in a store change from one protocol to another. */
@Command(
    name = "compare",
    description = "Says which verdicts in a store change from one protocol to another.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  oarlock compare results.db --old thigh@1.0.0 --new thigh@1.1.0",
      "",
      "Ends with 0 if no verdict changes, 1 if one does, 3 if a plan is not in both."
    })
final class CompareCommand implements Callable<Integer> {
  private static final String EDITION = "PROTOCOL@VERSION";

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "A SQLite file, or jdbc:postgresql:…")
  private String store = "";

  @Option(
      names = "--old",
      required = true,
      paramLabel = EDITION,
      description = "What is compared with; where that is several, the message says how to choose.")
  private String before = "";

  @Option(names = "--new", required = true, paramLabel = EDITION, description = "What is compared.")
  private String after = "";

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the changes to a CSV file as well.")
  private @Nullable Path csv;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    OutputFiles files = new OutputFiles(spec, console);
    if (!store.startsWith("jdbc:")) {
      files.isRead(Path.of(store));
    }
    files.isWritten("--csv", csv);
    try (Store open = Store.openToRead(store)) {
      EditionPair pair = EditionPair.of(open, before, after);
      pair.writeText(console.writer());
      files.write(csv, pair::writeCsv);
      return files.allWritten() ? ExitCode.of(pair.outcome()) : ExitCode.NOT_JUDGED;
    } catch (StoreException e) {
      Problems.show(e.problem(), console);
      return ExitCode.NOT_JUDGED;
    }
  }
}
