package org.oarlock.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.Severity;
import org.oarlock.problem.SourceLocation;

/** The kinds of problems that a protocol can have. The name, in kebab case, is the code. */
enum Rule {
  // the file
  FILE_UNREADABLE,
  FILE_TOO_LARGE,
  FILE_EMPTY,
  NOT_UTF8,
  INVISIBLE_CHARACTER,
  // YAML
  YAML_SYNTAX,
  YAML_TAB,
  YAML_ANCHOR,
  YAML_TAG,
  YAML_SEVERAL_DOCUMENTS,
  YAML_NESTING,
  YAML_TOO_MANY_NODES,
  DUPLICATE_KEY,
  // shape
  UNKNOWN_KEY,
  MISSING_KEY,
  WRONG_TYPE,
  WRONG_VALUE,
  TOO_LONG,
  CONFLICTING_KEYS,
  // names
  DUPLICATE_ID,
  NAME_USED_TWICE,
  UNKNOWN_NAME,
  CYCLIC_DEFINITION,
  UNUSED_DEFINITION(Severity.WARNING),
  NAME_LISTED_TWICE(Severity.WARNING),
  // extends
  EXTENDS_MISSING,
  EXTENDS_CYCLE,
  EXTENDS_DEPTH,
  OVERRIDE_MISSING,
  OVERRIDE_NOTHING,
  STATUS_LOWERED(Severity.WARNING),
  // expressions
  EXPRESSION_SYNTAX,
  EXPRESSION_TOO_LONG,
  UNKNOWN_FUNCTION,
  WRONG_ARGUMENT,
  UNKNOWN_METRIC,
  WRONG_UNIT,
  NOT_COMPARABLE,
  STRUCTURE_MISSING,
  PRESCRIPTION_MISSING,
  VARIATION_SIDE,
  TOO_FEW_BRANCHES,
  // values set by the user
  UNKNOWN_SETTING,
  WRONG_SETTING,
  // selections
  RULE_NEVER_REACHED(Severity.WARNING),
  // the reader gave up
  TOO_MANY_PROBLEMS,

  // found by the linter alone, in a protocol that can be used
  // limits
  LIMIT_CONTRADICTION(Severity.ERROR, Finder.LINTER),
  LIMIT_NEVER_MET(Severity.ERROR, Finder.LINTER),
  LIMIT_ALWAYS_MET(Severity.WARNING, Finder.LINTER),
  LIMIT_POINTLESS(Severity.WARNING, Finder.LINTER),
  LIMIT_RESTATED(Severity.NOTE, Finder.LINTER),
  DUPLICATE_GOAL(Severity.WARNING, Finder.LINTER),
  BRANCH_POINTLESS(Severity.WARNING, Finder.LINTER),
  DOSE_IMPLAUSIBLE(Severity.WARNING, Finder.LINTER),
  FRACTION_FOR_PERCENT(Severity.NOTE, Finder.LINTER),
  VOLUME_TOO_LARGE(Severity.WARNING, Finder.LINTER),
  TOLERANCE_MISSING(Severity.WARNING, Finder.LINTER),
  // conditions
  CONDITION_NEVER(Severity.WARNING, Finder.LINTER),
  CONDITION_ALWAYS(Severity.NOTE, Finder.LINTER),
  PRESCRIPTIONS_OVERLAP(Severity.WARNING, Finder.LINTER),
  ALTERNATIVES_INCOMPLETE(Severity.WARNING, Finder.LINTER),
  DOSE_UNLIKE_PRESCRIPTION(Severity.NOTE, Finder.LINTER),
  // what nothing uses
  UNUSED_PARAMETER(Severity.WARNING, Finder.LINTER),
  UNUSED_PRESCRIPTION(Severity.WARNING, Finder.LINTER),
  UNUSED_STRUCTURE(Severity.WARNING, Finder.LINTER),
  UNUSED_SOURCE(Severity.NOTE, Finder.LINTER),
  PRESCRIPTION_NOT_NEEDED(Severity.NOTE, Finder.LINTER),
  NOTHING_REQUIRED(Severity.NOTE, Finder.LINTER),
  // names
  UNDECLARED_STRUCTURE(Severity.NOTE, Finder.LINTER),
  NAME_NOT_TG263(Severity.NOTE, Finder.LINTER),
  // sources
  APPROVED_WITHOUT_SOURCES(Severity.WARNING, Finder.LINTER),
  SOURCES_MISSING(Severity.NOTE, Finder.LINTER),
  SOURCE_MISSING(Severity.NOTE, Finder.LINTER),
  STATEMENT_MISSING(Severity.NOTE, Finder.LINTER);

  /** Who finds a kind of problem. */
  enum Finder {
    /** Whoever reads a protocol, to check a plan for example. */
    READER,
    LINTER
  }

  private final Severity severity;
  private final Finder finder;

  Rule() {
    this(Severity.ERROR);
  }

  Rule(Severity severity) {
    this(severity, Finder.READER);
  }

  Rule(Severity severity, Finder finder) {
    this.severity = severity;
    this.finder = finder;
  }

  Severity severity() {
    return severity;
  }

  Finder finder() {
    return finder;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Problem at(SourceLocation location, String message, @Nullable String hint) {
    return new Problem(severity, code(), location, message, hint);
  }
}
