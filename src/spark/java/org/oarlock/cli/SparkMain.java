package org.oarlock.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.oarlock.batch.Batch;
import org.oarlock.batch.BatchSummary;
import org.oarlock.problem.VisibleText;
import org.oarlock.spark.SparkBatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code spark-submit} runs: judges all plans of an archive on a cluster. */
@Command(
    name = "oarlock-spark",
    description = "Judges all plans of an archive on a cluster and writes tables of the results.",
    mixinStandardHelpOptions = true,
    versionProvider = OarlockCommand.Version.class,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  spark-submit --master spark://head:7077 oarlock-spark.jar /archive/plans \\",
      "      --protocol /archive/thigh.yaml --out /archive/results",
      "",
      "Ends with 0 if all plans meet all required goals, 1 if at least one fails, 3 if not all could",
      "be judged, 2 if the command cannot be understood."
    })
public final class SparkMain implements Callable<Integer> {
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private final Console console;

  @Spec private CommandSpec spec;
  @Mixin private ArchiveOptions archive;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder for the tables, which must not be there yet; a path or a URI.")
  private String out = "";

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "Keep the results in this store as well: " + POSTGRESQL + "…")
  private String store = "";

  private SparkMain(Console console) {
    this.console = console;
  }

  public static void main(String[] arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  /** Runs one job and says everything that there is to say; never throws. */
  static int run(Console console, String... arguments) {
    int code;
    try {
      code =
          new CommandLine(new SparkMain(console))
              .setOut(new PrintWriter(console.writer(), true))
              .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
              .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
              .setUsageHelpWidth(Main.USAGE_WIDTH)
              .setParameterExceptionHandler((e, all) -> UsageError.report(e, console.err()))
              .setExecutionExceptionHandler(
                  (e, line, result) -> ProgramFault.report(e, false, console.err()))
              .execute(arguments);
    } catch (Throwable e) {
      code = ProgramFault.report(e, false, console.err());
    }
    console.finish();
    return code;
  }

  @Override
  public Integer call() throws Exception {
    if (!store.isEmpty() && !store.startsWith(POSTGRESQL)) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--store': executors can share a PostgreSQL database only");
    }
    archive.prepare();
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    Order order = new Order(List.copyOf(arguments), Path.of("").toAbsolutePath().toString());
    Batch.Result result = SparkBatch.run(order, out);
    Problems.show(result.problems(), console);
    BatchSummary summary = result.summary();
    if (summary != null) {
      Problems.show(summary.unread(), console);
      summary.writeText(console.writer());
      console.out().println("Tables      " + VisibleText.of(out));
    }
    return ExitCode.of(result.outcome());
  }

  /** The command line, which executors read as the driver does: from the driver's folder. */
  private record Order(List<String> arguments, String folder) implements SparkBatch.Order {
    @Override
    public Batch.Request request() {
      SparkMain main = new SparkMain(Console.ofProcess());
      new CommandLine(main).parseArgs(arguments.toArray(new String[0]));
      return main.archive.request(Path.of(folder), main.store, 1, false);
    }
  }
}
