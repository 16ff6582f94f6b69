package org.oarlock.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Runs a command as a process would, but in this one. */
final class Scenario {
  private Scenario() {}

  /**
   * How a command ended.
   *
   * @param code its exit code
   * @param out what it wrote to the standard output
   * @param err what it wrote to the standard error
   */
  record Run(int code, String out, String err) {}

  static Run run(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new Console(out, err, false),
            Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
