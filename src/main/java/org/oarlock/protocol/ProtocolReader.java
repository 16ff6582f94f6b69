package org.oarlock.protocol;

import java.nio.file.Path;
import java.util.List;
import org.oarlock.problem.Problem;

/**
 * Reads protocols from YAML files. Everything wrong with a file, and with the files that it
 * extends, is found in one run and comes with line and column; a file with an error gives no
 * protocol.
 */
public final class ProtocolReader {
  private ProtocolReader() {}

  /**
   * Reads a protocol.
   *
   * @param path its file; files that it extends are looked for beside it
   */
  public static ProtocolReading read(Path path) {
    ProblemList problems = new ProblemList();
    Layers layers = Layers.read(path, problems);
    if (layers.oldestFirst().isEmpty()) {
      return new ProtocolReading(null, problems.sorted());
    }
    Protocol protocol = new ProtocolBuilder(layers, problems).build();
    List<Problem> found = problems.sorted();
    return new ProtocolReading(problems.hasErrors() ? null : protocol, found);
  }
}
