package org.oarlock.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.NamesReader;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.ProtocolReader;
import org.oarlock.protocol.ProtocolReading;

/**
 * A protocol and the names of its structures in plans, read once for any number of plans.
 *
 * @param protocol null if it cannot be used; then an error is among the problems
 * @param names for structures of the protocol, their names in the plan
 * @param problems everything found in the files
 */
public record StatedProtocol(
    @Nullable Protocol protocol, Map<String, List<String>> names, List<Problem> problems) {
  public StatedProtocol {
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    problems = List.copyOf(problems);
  }

  /**
   * Reads the files.
   *
   * @param names the file that names structures, null if none
   */
  public static StatedProtocol read(Path protocol, @Nullable Path names) {
    if (names == null) {
      return read(protocol, Map.of());
    }
    StatedProtocol unnamed = read(protocol, Map.of());
    NamesReader.Result named = NamesReader.read(names);
    List<Problem> problems = new ArrayList<>(unnamed.problems());
    problems.addAll(named.problems());
    return new StatedProtocol(unnamed.protocol(), named.names(), problems);
  }

  static StatedProtocol read(Path protocol, Map<String, List<String>> names) {
    ProtocolReading read = ProtocolReader.read(protocol);
    return new StatedProtocol(read.protocol(), names, read.problems());
  }
}
