package org.oarlock.cli;

import java.io.PrintStream;
import org.oarlock.app.ToolVersion;

/** Says that this program has a fault, and how to report it. */
final class ProgramFault {
  private ProgramFault() {}

  /**
   * Names the kind of error and where it arose, but not its message, which could hold a patient's
   * data.
   */
  static int report(Throwable error, boolean debug, PrintStream err) {
    if (error instanceof OutOfMemoryError) {
      err.println("error: not enough memory [out-of-memory]");
      err.println("  hint: give Java more, for example OARLOCK_JAVA_OPTS=-Xmx4g");
      return ExitCode.INTERNAL_ERROR;
    }
    err.println(
        "internal error: " + error.getClass().getSimpleName() + at(error) + "; nothing was judged");
    err.println(
        "  hint: report this line with your version ("
            + ToolVersion.text()
            + ") and the command, without patient data; --debug shows more");
    if (debug) {
      error.printStackTrace(err);
    }
    return ExitCode.INTERNAL_ERROR;
  }

  private static String at(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    return trace.length == 0
        ? ""
        : " at %s:%d".formatted(trace[0].getFileName(), trace[0].getLineNumber());
  }
}
