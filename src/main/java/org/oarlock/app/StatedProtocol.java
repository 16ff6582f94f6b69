package org.oarlock.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
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
   * @param allowUnverified whether a template may be used
   */
  public static StatedProtocol read(Path protocol, @Nullable Path names, boolean allowUnverified) {
    StatedProtocol unnamed = read(protocol, Map.of(), allowUnverified);
    if (names == null) {
      return unnamed;
    }
    NamesReader.Result named = NamesReader.read(names);
    List<Problem> problems = new ArrayList<>(unnamed.problems());
    problems.addAll(named.problems());
    return new StatedProtocol(unnamed.protocol(), named.names(), problems);
  }

  static StatedProtocol read(Path file, Map<String, List<String>> names, boolean allowUnverified) {
    ProtocolReading read = ProtocolReader.read(file);
    Protocol protocol = read.protocol();
    if (protocol == null || protocol.status() != Protocol.Status.TEMPLATE) {
      return new StatedProtocol(protocol, names, read.problems());
    }
    List<Problem> problems = new ArrayList<>(read.problems());
    problems.add(template(protocol, allowUnverified));
    return new StatedProtocol(allowUnverified ? protocol : null, names, problems);
  }

  private static Problem template(Protocol protocol, boolean allowed) {
    SourceLocation location = SourceLocation.file(protocol.files().get(0).path());
    return allowed
        ? Problem.warning(
            "protocol-template",
            location,
            "%s is a template: its numbers have been compared with no source, and plans are judged"
                    .formatted(protocol.id())
                + " by it only since the user allowed that",
            "Take no verdict of it for a patient")
        : Problem.error(
            "protocol-template",
            location,
            "%s is a template: its numbers have been compared with no source, so no plan is judged"
                    .formatted(protocol.id())
                + " by it",
            "Compare it with its sources and raise its status, or see with --allow-unverified what"
                + " it would say");
  }
}
