package org.oarlock.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;

/**
 * What came of reading a protocol.
 *
 * @param protocol the protocol, null if a problem is an error
 * @param problems everything found, by file (the extended ones first), line and column
 */
public record ProtocolReading(@Nullable Protocol protocol, List<Problem> problems) {
  public ProtocolReading {
    problems = List.copyOf(problems);
  }
}
