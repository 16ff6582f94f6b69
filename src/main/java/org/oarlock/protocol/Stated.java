package org.oarlock.protocol;

import java.util.Objects;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Something that the user states about a plan.
 *
 * @param value what is stated
 * @param origin by what, in words that can follow "the" or "by": {@code --set}, {@code names file},
 *     {@code case file oarlock-case.yaml, line 4}. No folders: they may name the patient
 * @param location where
 */
public record Stated<T>(T value, String origin, SourceLocation location) {
  /** A parameter or prescription that is stated with the option {@code --set}. */
  public static Stated<String> bySet(String name, String value) {
    return new Stated<>(
        value, "--set", new SourceLocation(null, 0, 0, "--set " + VisibleText.of(name)));
  }

  /** What the file of names says. */
  public static <T> Stated<T> byNamesFile(T value) {
    return new Stated<>(value, "names file", SourceLocation.NOWHERE);
  }

  /** What stands at a place of a selection. */
  static Stated<String> bySelection(String value, SourceLocation location) {
    return new Stated<>(value, "rule, line %d".formatted(location.line()), location);
  }

  /** What stands at a place of a case file. */
  static <T> Stated<T> byCaseFile(T value, SourceLocation location) {
    String file = Objects.requireNonNullElse(location.file(), "");
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return new Stated<>(value, "case file %s, line %d".formatted(name, location.line()), location);
  }
}
