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
  // the reader gave up
  TOO_MANY_PROBLEMS;

  private final Severity severity;

  Rule() {
    this(Severity.ERROR);
  }

  Rule(Severity severity) {
    this.severity = severity;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Problem at(SourceLocation location, String message, @Nullable String hint) {
    return new Problem(severity, code(), location, message, hint);
  }
}
