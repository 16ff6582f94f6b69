package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.metric.Metric;
import org.oarlock.metric.MetricSyntaxException;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Expression.Call;
import org.oarlock.protocol.Expression.Directed;
import org.oarlock.protocol.Expression.Literal;
import org.oarlock.protocol.Expression.MetricTerm;
import org.oarlock.protocol.Expression.Name;
import org.oarlock.protocol.Function.Argument;
import org.oarlock.protocol.Function.Result;
import org.oarlock.protocol.Term.What;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.quantity.DecimalText;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.QuantityFormatException;
import org.oarlock.quantity.Unit;

/**
 * Reads the terms of expressions: numbers, names, metrics, functions, structures. Mistakes of
 * meaning are collected and reading goes on; a mistake of grammar ends the expression.
 */
final class TermParser {
  private static final int MAX_NESTING = 16;
  private static final Pattern METRIC =
      Pattern.compile("(?:CV|V|DC|D)\\d.*|HI|CI|PCI|GI|gEUD", Pattern.DOTALL);
  private static final Pattern BRACES = Pattern.compile("\\{([^}]*)\\}");
  private static final List<String> STATISTICS =
      List.of("Min[Gy]", "Max[Gy]", "Mean[Gy]", "Median[Gy]", "Volume[cc]");

  /**
   * What an expression is part of.
   *
   * @param owner in words, {@code goal 'lungs-v20'}
   * @param hasStructure whether a metric without {@code of} has a structure to be asked of
   * @param hasPrescription whether percent of dose has a prescription to refer to
   * @param scope what it may ask for
   */
  record Setting(String owner, boolean hasStructure, boolean hasPrescription, Scope scope) {}

  /** What an expression may ask for. */
  enum Scope {
    /** Everything that the protocol declares. */
    DECLARED,
    /** Structures of the plan besides: what a definition is made of goes by its own name. */
    ANY_STRUCTURE,
    /** Nothing but parameters, because there is no plan yet. */
    PARAMETERS
  }

  /** A mistake of grammar. */
  static final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mistake() {
      super(null, null, false, false);
    }
  }

  final ExpressionScanner scanner;
  private final Scalar scalar;
  private final Names names;
  private final Setting setting;
  private final ProblemList problems;
  private int nesting;

  TermParser(Scalar scalar, Names names, Setting setting, ProblemList problems) {
    this.scalar = scalar;
    this.names = names;
    this.setting = setting;
    this.problems = problems;
    this.scanner = new ExpressionScanner(scalar.text());
  }

  // mistakes

  void problem(Rule rule, int index, String message, @Nullable String hint) {
    problems.add(rule, scalar.at(index), setting.owner + ": " + message, hint);
  }

  /** Reports a mistake of grammar at the place reached. */
  Mistake mistake(String message, @Nullable String hint) {
    problem(Rule.EXPRESSION_SYNTAX, scanner.index(), message, hint);
    return new Mistake();
  }

  int column(int index) {
    return scalar.column(index);
  }

  /** The index of the next character that is no space. */
  int start() {
    scanner.skipSpace();
    return scanner.index();
  }

  void expect(String symbol) {
    if (!scanner.pass(symbol)) {
      String found = scanner.atEnd() ? "the end" : "'" + VisibleText.of(scanner.rest()) + "'";
      throw mistake("'" + symbol + "' is expected, not " + found, "Add '" + symbol + "'");
    }
  }

  void enter() {
    if (++nesting > MAX_NESTING) {
      problem(
          Rule.EXPRESSION_TOO_LONG,
          scanner.index(),
          "nested deeper than " + MAX_NESTING + " levels",
          "Split it into several goals or structures");
      throw new Mistake();
    }
  }

  void leave() {
    nesting--;
  }

  // values

  Term value() {
    int at = start();
    if (scanner.atNumber()) {
      return number();
    }
    if (scanner.peek() == '"') {
      return named(name("a value"), at);
    }
    String word = scanner.plainName();
    char next = scanner.peek();
    if (next == '(' && !word.isEmpty() && !word.equals("gEUD")) {
      return called(word, at);
    }
    boolean isMetric = METRIC.matcher(word).matches() || next == '[' || next == '{';
    if (isMetric && !word.isEmpty()) {
      scanner.back(at);
      return metric();
    }
    if (word.isEmpty() || ExpressionScanner.KEYWORDS.contains(word)) {
      scanner.back(at);
      throw mistake(
          scanner.atEnd()
              ? "a value is expected after the end of '" + VisibleText.of(scalar.text()) + "'"
              : "a value is expected, not '" + VisibleText.of(scanner.rest()) + "'",
          "Write a metric such as V20Gy[%], a function, a parameter or a number with its unit");
    }
    return named(word, at);
  }

  /** A number with or without a unit. */
  private Term number() {
    int at = scanner.index();
    String digits = scanner.number();
    int end = scanner.index();
    scanner.skipSpace();
    int unitAt = scanner.index();
    String symbol = scanner.unitWord();
    Unit unit = symbol.isEmpty() ? null : Unit.ofSymbol(symbol).orElse(null);
    if (unit == null) {
      scanner.back(end);
      if (!symbol.isEmpty() && !ExpressionScanner.KEYWORDS.contains(symbol)) {
        problem(
            Rule.WRONG_UNIT,
            unitAt,
            "'" + VisibleText.of(symbol) + "' is not a unit",
            "Use one of " + Unit.symbols());
        throw new Mistake();
      }
    }
    Quantity quantity = new Quantity(decimal(digits, at), unit == null ? Unit.NONE : unit);
    return Term.amount(new Literal(quantity, column(at)), unit, at);
  }

  private double decimal(String digits, int at) {
    try {
      return DecimalText.parse(digits);
    } catch (QuantityFormatException e) {
      problem(Rule.WRONG_VALUE, at, String.valueOf(e.getMessage()), null);
      return 0;
    }
  }

  /** A name, quoted or not. */
  String name(String expected) {
    scanner.skipSpace();
    int at = scanner.index();
    if (scanner.pass("\"")) {
      int from = scanner.index();
      if (!scanner.passTo('"')) {
        scanner.back(at);
        throw mistake("the quote is not closed", "Add '\"'");
      }
      String quoted = scanner.since(from);
      return quoted.substring(0, quoted.length() - 1);
    }
    String word = scanner.plainName();
    if (word.isEmpty() || ExpressionScanner.KEYWORDS.contains(word)) {
      scanner.back(at);
      String found = scanner.atEnd() ? "the end" : "'" + VisibleText.of(scanner.rest()) + "'";
      throw mistake(expected + " is expected, not " + found, null);
    }
    return word;
  }

  /** What a name stands for where a value is expected. */
  private Term named(String word, int at) {
    Name name = new Name(word, column(at));
    Parameter parameter = names.parameters().get(word);
    if (parameter == null) {
      unknownValue(word, at);
      return Term.wrong(name, at);
    }
    return parameter.type() == Parameter.Type.CHOICE
        ? new Term(name, What.WORD, null, parameter.choices(), at)
        : Term.amount(name, unitOf(parameter.type()), at);
  }

  /** The unit of a term that has been read without mistakes; null if it has none. */
  @Nullable Unit unitOf(Expression term) {
    if (term instanceof Call call) {
      return call.unit();
    }
    if (term instanceof MetricTerm metric) {
      String text = metric.template();
      int bracket = text.lastIndexOf('[');
      String symbol = bracket < 0 ? "" : text.substring(bracket + 1, text.length() - 1).strip();
      return Unit.ofSymbol(symbol).orElse(null);
    }
    Parameter parameter = term instanceof Name name ? names.parameters().get(name.name()) : null;
    return parameter == null ? null : unitOf(parameter.type());
  }

  static Unit unitOf(Parameter.Type type) {
    return switch (type) {
      case DOSE -> Unit.GY;
      case VOLUME -> Unit.CC;
      case LENGTH -> Unit.MM;
      case PERCENT -> Unit.PERCENT;
      case NUMBER, CHOICE -> Unit.NONE;
    };
  }

  private void unknownValue(String word, int at) {
    if (names.structures().contains(word) || names.prescriptions().contains(word)) {
      String what = names.structures().contains(word) ? "a structure" : "a prescription";
      problem(
          Rule.NOT_COMPARABLE,
          at,
          "'" + word + "' is " + what + ", which has no value to compare",
          "Ask for a metric or a function of it");
    } else {
      List<String> known =
          Stream.concat(names.parameters().keySet().stream(), STATISTICS.stream()).toList();
      unknown("parameter or metric", word, known, at);
    }
  }

  private void unknown(String what, String word, Iterable<String> known, int at) {
    if (names.complete()) {
      List<String> words = new ArrayList<>();
      known.forEach(words::add);
      problem(
          Rule.UNKNOWN_NAME,
          at,
          "there is no " + what + " '" + VisibleText.of(word) + "'",
          Suggestion.hint(word, words));
    }
  }

  // metrics

  private Term metric() {
    int at = scanner.index();
    if (!scanner.passMetric()) {
      scanner.back(at);
      throw mistake("a bracket is not closed", "Write metrics like V20Gy[%]");
    }
    String template = scanner.since(at);
    Metric metric = parsed(template, at);
    Expression of = null;
    if (scanner.passWord("of")) {
      of = structure();
    }
    MetricTerm term = new MetricTerm(template, of, column(at));
    if (metric == null) {
      return Term.wrong(term, at);
    }
    checkContext(term, metric, at);
    return Term.amount(term, metric.unit(), at);
  }

  private @Nullable Metric parsed(String template, int at) {
    String sample = sample(template, at);
    if (sample == null) {
      return null;
    }
    try {
      return Metric.parse(sample);
    } catch (MetricSyntaxException e) {
      // with parameters in it, the place in the sample is not the place in the file
      problem(
          Rule.UNKNOWN_METRIC,
          sample.equals(template) ? at + e.index() : at,
          String.valueOf(e.getMessage()).replace(sample, template),
          Suggestion.nearest(template, STATISTICS)
              .map(m -> "Write '" + m + "', if that is what you mean")
              .orElse(e.hint()));
      return null;
    }
  }

  /** The metric with sample values in the place of its parameters; null if one is wrong. */
  private @Nullable String sample(String template, int at) {
    boolean[] wrong = {false};
    String sample =
        BRACES
            .matcher(template)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(sample(match.group(1), match.start(1) + at, wrong)));
    return wrong[0] ? null : sample;
  }

  private String sample(String parameterName, int at, boolean[] wrong) {
    Parameter parameter = names.parameters().get(parameterName);
    if (parameter == null) {
      unknown("parameter", parameterName, names.parameters().keySet(), at);
      wrong[0] = true;
      return "";
    }
    return switch (parameter.type()) {
      case DOSE -> "1Gy";
      case VOLUME -> "1cc";
      case PERCENT -> "1%";
      case NUMBER -> "1";
      case LENGTH, CHOICE -> {
        problem(
            Rule.WRONG_ARGUMENT,
            at,
            "the parameter '" + parameterName + "' is no dose, volume, percentage or number",
            "Use a parameter of such a type in a metric");
        wrong[0] = true;
        yield "";
      }
    };
  }

  private void checkContext(MetricTerm term, Metric metric, int at) {
    if (setting.scope == Scope.PARAMETERS) {
      planAsked(term, at);
      return;
    }
    if (term.of() == null && !setting.hasStructure) {
      problem(
          Rule.STRUCTURE_MISSING,
          at,
          "'" + VisibleText.of(term.template()) + "' is asked of no structure",
          "Add 'structure:', or write 'of' and the structure behind the metric");
    }
    if (metric.needsPrescription() && !setting.hasPrescription) {
      problem(
          Rule.PRESCRIPTION_MISSING,
          at,
          "'" + VisibleText.of(term.template()) + "' needs a prescribed dose to refer to",
          "Add 'prescription:' with the name of one");
    }
  }

  private void planAsked(Expression expression, int at) {
    problem(
        Rule.NOT_COMPARABLE,
        at,
        "'"
            + VisibleText.of(expression.text())
            + "' needs a plan, but only parameters can be asked here",
        "Compare a parameter");
  }

  // functions and structures

  private Term called(String word, int at) {
    Function function = Function.named(word).orElse(null);
    if (function == null) {
      throw unknownFunction(word, at, f -> f.result() != Result.STRUCTURE);
    }
    List<Expression> arguments = arguments(function, at);
    Unit unit = unit(function);
    Call call = new Call(word, arguments, unit, column(at));
    if (setting.scope == Scope.PARAMETERS) {
      planAsked(call, at);
    }
    return switch (function.result()) {
      case AMOUNT -> unit == null ? Term.wrong(call, at) : Term.amount(call, unit, at);
      case WORD -> new Term(call, What.WORD, null, function.words(), at);
      case TRUTH -> new Term(call, What.TRUTH, null, List.of(), at);
      case STRUCTURE -> {
        problem(
            Rule.NOT_COMPARABLE,
            at,
            "'" + word + "' makes a structure, which has no value to compare",
            "Ask for a metric of it: 'V20Gy[%] of " + word + "(…)'");
        yield Term.wrong(call, at);
      }
    };
  }

  private Mistake unknownFunction(String word, int at, Predicate<Function> fitting) {
    List<String> known = Function.all().stream().filter(fitting).map(Function::name).toList();
    problem(
        Rule.UNKNOWN_FUNCTION,
        at,
        "there is no function '" + VisibleText.of(word) + "'",
        Suggestion.nearest(word, known)
            .map(name -> "Write '" + name + "', if that is what you mean")
            .orElse("Look it up among the functions of the protocol language"));
    return new Mistake();
  }

  private List<Expression> arguments(Function function, int at) {
    enter();
    expect("(");
    List<Expression> arguments = new ArrayList<>();
    int slot = 0;
    if (start() < 0 || !scanner.startsWith(")")) {
      do {
        if (arguments.size() >= function.most()) {
          throw wrongCount(function, at, "more");
        }
        slot = slot(function, slot);
        arguments.add(argument(function, function.argument(slot)));
        slot++;
      } while (scanner.pass(","));
    }
    expect(")");
    if (arguments.size() < function.required()) {
      throw wrongCount(function, at, "fewer");
    }
    leave();
    return arguments;
  }

  /** Which argument comes next: an optional direction may be left out before a percentage. */
  private int slot(Function function, int slot) {
    boolean skips =
        slot >= function.required()
            && slot < function.arguments().size() - 1
            && function.argument(slot) == Argument.DIRECTION
            && start() >= 0
            && scanner.atNumber();
    return skips ? slot + 1 : slot;
  }

  private Mistake wrongCount(Function function, int at, String moreOrFewer) {
    problem(
        Rule.WRONG_ARGUMENT,
        at,
        moreOrFewer + " arguments than " + function.name() + " takes",
        "Write " + function.signature());
    return new Mistake();
  }

  private Expression argument(Function function, Argument kind) {
    return switch (kind) {
      case STRUCTURE -> structure();
      case LENGTH -> amount(function, kind, Unit.Kind.LENGTH);
      case DOSE -> amount(function, kind, Unit.Kind.DOSE);
      case PERCENT -> amount(function, kind, Unit.Kind.PERCENT);
      case MARGIN -> margin(function);
      case DIRECTION -> direction();
      case PRESCRIPTION -> prescription();
    };
  }

  private Expression amount(Function function, Argument kind, Unit.Kind expected) {
    Term term = value();
    if (term.what() == What.WRONG) {
      return term.expression();
    }
    if (term.what() != What.AMOUNT || term.unit() == null || term.unit().kind() != expected) {
      problem(
          Rule.WRONG_ARGUMENT,
          term.index(),
          function.name() + " takes " + kind + " here, not '" + VisibleText.of(term.text()) + "'",
          term.unit() == null
              ? "Write the unit beside the number"
              : "Write " + function.signature());
    } else if (term.expression() instanceof Literal literal && literal.quantity().value() < 0) {
      problem(
          Rule.WRONG_VALUE,
          term.index(),
          "'" + term.text() + "' is negative",
          "Write a positive number; 'contract' is the opposite of 'expand'");
    }
    return term.expression();
  }

  private Expression margin(Function function) {
    int at = start();
    if (scanner.atNumber() || scanner.peek() == '"') {
      return amount(function, Argument.MARGIN, Unit.Kind.LENGTH);
    }
    String word = name("a length or a direction");
    scanner.skipSpace();
    if (!Function.DIRECTIONS.contains(word) && !scanner.atNumber()) {
      scanner.back(at);
      return amount(function, Argument.MARGIN, Unit.Kind.LENGTH);
    }
    if (!Function.DIRECTIONS.contains(word)) {
      unknownDirection(word, Function.DIRECTIONS, at);
    }
    return new Directed(word, amount(function, Argument.LENGTH, Unit.Kind.LENGTH), column(at));
  }

  private Expression direction() {
    int at = start();
    String word = name("a direction");
    if (!Function.MEASURED_DIRECTIONS.contains(word)) {
      unknownDirection(word, Function.MEASURED_DIRECTIONS, at);
    }
    return new Name(word, column(at));
  }

  private void unknownDirection(String word, List<String> known, int at) {
    problem(
        Rule.WRONG_ARGUMENT,
        at,
        "'" + VisibleText.of(word) + "' is not a direction",
        Suggestion.hint(word, known));
  }

  private Expression prescription() {
    int at = start();
    String word = name("the name of a prescription");
    if (!names.prescriptions().contains(word)) {
      unknown("prescription", word, names.prescriptions(), at);
    }
    return new Name(word, column(at));
  }

  /** A structure of the protocol, or a function that makes one. */
  Expression structure() {
    int at = start();
    boolean quoted = scanner.peek() == '"';
    String word = name("a structure");
    if (!quoted && scanner.peek() == '(') {
      return derived(word, at);
    }
    if (!names.structures().contains(word) && !isUndeclaredIngredient(word)) {
      unknown("structure", word, names.structures(), at);
    }
    return new Name(word, column(at));
  }

  private boolean isUndeclaredIngredient(String word) {
    return setting.scope == Scope.ANY_STRUCTURE
        && !names.parameters().containsKey(word)
        && !names.prescriptions().contains(word);
  }

  private Expression derived(String word, int at) {
    Function function = Function.named(word).orElse(null);
    if (function == null) {
      throw unknownFunction(word, at, f -> f.result() == Result.STRUCTURE);
    }
    if (function.result() != Result.STRUCTURE) {
      problem(
          Rule.WRONG_ARGUMENT,
          at,
          "a structure is expected here, but '" + word + "' does not make one",
          "Name a structure, or make one with union, shell, along or another such function");
    }
    List<Expression> arguments = arguments(function, at);
    Unit unit = function.result() == Result.STRUCTURE ? null : unit(function);
    return new Call(word, arguments, unit, column(at));
  }

  /** The unit in brackets behind a function that gives an amount. */
  private @Nullable Unit unit(Function function) {
    if (function.result() != Result.AMOUNT) {
      if (scanner.peek() == '[') {
        throw mistake("'" + function.name() + "' has no unit", "Remove the brackets");
      }
      return null;
    }
    int unitAt = scanner.index();
    if (!scanner.pass("[") || !scanner.passTo(']')) {
      scanner.back(unitAt);
      problem(
          Rule.WRONG_UNIT,
          unitAt,
          "'" + function.name() + "' is written without its unit",
          "Write [" + function.units().get(0).symbol() + "] behind it");
      return null;
    }
    String inBrackets = scanner.since(unitAt);
    String symbol = inBrackets.substring(1, inBrackets.length() - 1);
    return Unit.ofSymbol(symbol)
        .filter(function.units()::contains)
        .orElseGet(() -> wrongUnit(function, symbol, unitAt));
  }

  private @Nullable Unit wrongUnit(Function function, String symbol, int at) {
    problem(
        Rule.WRONG_UNIT,
        at,
        "'" + VisibleText.of(symbol) + "' is not a unit of " + function.name(),
        Suggestion.hint(symbol, function.units().stream().map(Unit::symbol).toList()));
    return null;
  }
}
