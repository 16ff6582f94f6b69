package org.oarlock.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;

/**
 * A value that the user of a protocol may or must set.
 *
 * @param name its name
 * @param type what kind of value it takes
 * @param choices the words allowed, for CHOICE
 * @param defaultValue its value where none is set, as text; null if it stays unset
 * @param help what it means, for the user
 * @param location where it stands
 */
public record Parameter(
    String name,
    Type type,
    List<String> choices,
    @Nullable String defaultValue,
    String help,
    SourceLocation location) {
  public Parameter {
    choices = List.copyOf(choices);
  }

  /** The kinds of parameters. */
  public enum Type {
    CHOICE,
    DOSE,
    VOLUME,
    LENGTH,
    PERCENT,
    NUMBER
  }
}
