package org.oarlock.protocol;

import java.nio.file.Path;
import java.util.List;
import org.oarlock.problem.Problem;

/**
 * Reads protocols and looks for what is wrong or suspicious in them although they can be used:
 * limits that contradict one another or say nothing, conditions that never hold, names that nothing
 * uses, goals that cite nothing.
 */
public final class ProtocolLinter {
  private ProtocolLinter() {}

  /**
   * Reads a protocol and looks at it closely. A protocol with an error of reading is not looked at
   * any further: what it means is not known.
   *
   * @param path its file; files that it extends are looked for beside it
   * @return everything found, by file (the extended ones first), line and column
   */
  public static List<Problem> lint(Path path) {
    ProblemList problems = new ProblemList();
    Layers layers = Layers.read(path, problems);
    if (layers.oldestFirst().isEmpty()) {
      return problems.sorted();
    }
    ProtocolBuilder builder = new ProtocolBuilder(layers, problems);
    Protocol protocol = builder.build();
    if (problems.hasErrors()) {
      return problems.sorted();
    }
    Places places = builder.places();
    Possibilities possibilities = new Possibilities(protocol.parameters());
    new LimitRules(protocol, places, possibilities, problems).run();
    new VolumeRules(protocol, problems).run();
    new ConditionRules(protocol, places, possibilities, problems).run();
    new UseRules(protocol, places, problems).run();
    new NameRules(protocol, places, problems).run();
    new SourceRules(protocol, places, problems).run();
    return problems.sorted();
  }
}
