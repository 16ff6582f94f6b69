package org.oarlock.problem;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a user should be told about their input. Collected and reported all at once, never
 * thrown.
 *
 * @param severity how bad it is
 * @param code a stable, kebab-case name of the kind of problem, {@code dose-units-relative}
 * @param location where it was found
 * @param message what was found and what was expected, with the values; no patient name or ID; text
 *     that comes from the input has gone through {@link VisibleText}
 * @param hint what to do about it, starting with a verb; null where there is nothing to advise
 */
public record Problem(
    Severity severity, String code, SourceLocation location, String message, @Nullable String hint)
    implements Serializable {

  public static Problem error(
      String code, SourceLocation location, String message, @Nullable String hint) {
    return new Problem(Severity.ERROR, code, location, message, hint);
  }

  public static Problem warning(
      String code, SourceLocation location, String message, @Nullable String hint) {
    return new Problem(Severity.WARNING, code, location, message, hint);
  }

  public static Problem note(String code, SourceLocation location, String message) {
    return new Problem(Severity.NOTE, code, location, message, null);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line: {@code error: file:3:7 (goals[0].goal): message [code]. Hint}. */
  @Override
  public String toString() {
    String where = location.toString();
    return severity.name().toLowerCase(java.util.Locale.ROOT)
        + ": "
        + (where.isEmpty() ? "" : where + ": ")
        + message
        + " ["
        + code
        + "]"
        + (hint == null ? "" : "\n  hint: " + hint);
  }
}
