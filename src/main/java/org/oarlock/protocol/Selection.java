package org.oarlock.protocol;

import java.util.List;

/**
 * Rules that choose a protocol for a plan by what the plan is. The first rule that fits wins.
 *
 * @param id its name
 * @param version its version
 * @param rules in the order in which they are tried
 * @param file the file that it was read from
 */
public record Selection(
    String id, String version, List<SelectionRule> rules, Protocol.SourceFile file) {
  public Selection {
    rules = List.copyOf(rules);
  }
}
