package org.oarlock.protocol;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Expression.And;
import org.oarlock.protocol.Expression.Comparison;
import org.oarlock.protocol.Expression.InRange;
import org.oarlock.protocol.Expression.Literal;
import org.oarlock.protocol.Expression.Name;
import org.oarlock.protocol.Expression.Not;
import org.oarlock.protocol.Expression.Operator;
import org.oarlock.protocol.Expression.Or;
import org.oarlock.protocol.Expression.Tolerance;
import org.oarlock.protocol.Term.What;
import org.oarlock.protocol.TermParser.Mistake;
import org.oarlock.protocol.TermParser.Setting;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/**
 * Reads the expressions of protocols by recursive descent, and checks names, types and units on the
 * way.
 *
 * <pre>
 * condition  := both ("or" both)*
 * both       := negated ("and" negated)*
 * negated    := "not" negated | "(" condition ")" | comparison
 * comparison := value operator value [tolerance]
 *             | value "in" value ".." value [tolerance]
 *             | function
 * tolerance  := "+-" number [unit]
 * operator   := "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "=" | "!="
 * value      := number [unit] | metric ["of" structure] | function ["[" unit "]"] | name
 * structure  := name | function
 * function   := word "(" [argument ("," argument)*] ")"
 * </pre>
 */
final class ExpressionParser {
  private static final int MAX_LENGTH = 500;

  /** The longer operators first, so that none is taken for the start of another. */
  private static final List<Operator> OPERATORS =
      List.of(
          Operator.AT_MOST,
          Operator.AT_LEAST,
          Operator.NOT_EQUAL,
          Operator.LESS,
          Operator.GREATER,
          Operator.EQUAL);

  private final Scalar scalar;
  private final TermParser terms;
  private final ExpressionScanner scanner;

  ExpressionParser(Scalar scalar, Names names, Setting setting, ProblemList problems) {
    this.scalar = scalar;
    this.terms = new TermParser(scalar, names, setting, problems);
    this.scanner = terms.scanner;
  }

  /** A condition; null if it cannot be read, which has been said. */
  @Nullable Expression condition() {
    return whole(this::either);
  }

  /** A structure or a function that makes one; null if it cannot be read. */
  @Nullable Expression structure() {
    return whole(terms::structure);
  }

  /** A metric or function to be printed; null if it cannot be read. */
  @Nullable Expression report() {
    return whole(this::reported);
  }

  /** The variation of a goal, as its condition with a wider limit; null if it cannot be read. */
  @Nullable Expression variation(Expression goal) {
    return whole(() -> wider(goal));
  }

  private @Nullable Expression whole(Supplier<Expression> production) {
    if (scalar.text().length() > MAX_LENGTH) {
      terms.problem(
          Rule.EXPRESSION_TOO_LONG,
          0,
          "the expression has " + scalar.text().length() + " characters, more than " + MAX_LENGTH,
          "Split it into several goals or structures");
      return null;
    }
    try {
      Expression expression = production.get();
      scanner.skipSpace();
      if (!scanner.atEnd()) {
        throw unexpected();
      }
      return expression;
    } catch (Mistake mistake) {
      return null;
    }
  }

  private Mistake unexpected() {
    String rest = scanner.rest();
    return terms.mistake("'" + VisibleText.of(rest) + "' is not expected here", advice(rest));
  }

  private static String advice(String rest) {
    if (rest.startsWith("≤") || rest.startsWith("=<")) {
      return "Write <= for 'at most'";
    }
    if (rest.startsWith("≥") || rest.startsWith("=>")) {
      return "Write >= for 'at least'";
    }
    if (rest.startsWith("≠") || rest.startsWith("<>")) {
      return "Write != for 'is not'";
    }
    if (rest.startsWith("±") || rest.startsWith("+/-")) {
      return "Write +- for a tolerance";
    }
    if (rest.startsWith(",")) {
      return "Write a decimal point, not a comma";
    }
    return "Join two conditions with 'and' or 'or', or remove it";
  }

  // conditions

  private Expression either() {
    terms.enter();
    Expression left = both();
    while (scanner.passWord("or")) {
      left = new Or(left, both(), left.column());
    }
    terms.leave();
    return left;
  }

  private Expression both() {
    Expression left = negated();
    while (scanner.passWord("and")) {
      left = new And(left, negated(), left.column());
    }
    return left;
  }

  private Expression negated() {
    int at = terms.start();
    if (scanner.passWord("not")) {
      terms.enter();
      Expression operand = negated();
      terms.leave();
      return new Not(operand, terms.column(at));
    }
    if (scanner.pass("(")) {
      Expression inner = either();
      terms.expect(")");
      return inner;
    }
    return comparison();
  }

  private Expression comparison() {
    Term left = terms.value();
    if (scanner.passWord("in")) {
      return range(left, left.expression(), true);
    }
    int at = terms.start();
    Operator operator = operator();
    if (operator == null) {
      return alone(left);
    }
    if (left.what() == What.WORD) {
      return word(left, operator, at);
    }
    if (left.what() == What.WRONG && left.expression() instanceof Name && atName()) {
      // what an unknown name is compared with may be one of its words
      Name right = new Name(terms.name("a word"), terms.column(terms.start()));
      return new Comparison(left.expression(), operator, right, left.expression().column());
    }
    Term right = terms.value();
    Term tolerance = tolerance();
    Expression limit = comparable(left, inUnitOf(tolerance, left, right));
    if (tolerance == null) {
      return new Comparison(left.expression(), operator, limit, left.expression().column());
    }
    if (operator != Operator.EQUAL) {
      terms.problem(
          Rule.NOT_COMPARABLE,
          tolerance.index(),
          "'" + operator.symbol() + "' has a limit, and no tolerance around it",
          "Write = or in before the tolerance, or move the limit");
    }
    return tolerant(left, limit, limit, tolerance);
  }

  /** The number behind {@code +-}; null if there is none. */
  private @Nullable Term tolerance() {
    if (!scanner.pass("+-")) {
      return null;
    }
    Term tolerance = terms.value();
    if (!tolerance.isLiteral()) {
      throw terms.mistake("a number is expected as the tolerance", "Write it as +- 1 mm");
    }
    return tolerance;
  }

  /** A limit without a unit, in that of the tolerance behind it if that fits. */
  private static Term inUnitOf(@Nullable Term tolerance, Term left, Term limit) {
    Unit unit = tolerance == null ? null : tolerance.unit();
    boolean fits = unit != null && left.unit() != null && unit.kind() == left.unit().kind();
    return fits ? limit.in(unit) : limit;
  }

  /** What lies within a tolerance of a range, or of one value. */
  private InRange tolerant(Term left, Expression low, Expression high, Term tolerance) {
    Expression around = comparable(left, tolerance);
    Quantity width = around instanceof Literal literal ? literal.quantity() : null;
    if (width == null || !(low instanceof Literal from) || !(high instanceof Literal to)) {
      throw terms.mistake(
          "a tolerance is only written around numbers", "Write the limits as numbers");
    }
    if (width.base() <= 0) {
      terms.problem(
          Rule.WRONG_VALUE,
          tolerance.index(),
          "the tolerance '" + width + "' is not positive",
          "Write a positive number, or no tolerance");
    }
    Unit unit = to.quantity().unit();
    if (width.unit().kind() != unit.kind() || from.quantity().unit().kind() != unit.kind()) {
      throw new Mistake(); // that the units differ has been said
    }
    Tolerance written =
        new Tolerance(in(unit, from), in(unit, to), in(unit, new Literal(width, 0)), unit);
    return new InRange(
        left.expression(),
        new Literal(new Quantity(written.least(), unit), low.column()),
        new Literal(new Quantity(written.most(), unit), high.column()),
        written,
        left.expression().column());
  }

  private static double in(Unit unit, Literal literal) {
    Quantity quantity = literal.quantity();
    return quantity.unit() == unit ? quantity.value() : unit.fromBase(quantity.base());
  }

  private @Nullable Operator operator() {
    if (scanner.pass("==")) {
      return Operator.EQUAL; // what programmers type; there is no assignment to take it for
    }
    for (String wrong : List.of("=<", "=>", "<>")) {
      if (scanner.startsWith(wrong)) {
        throw terms.mistake("'" + wrong + "' is not an operator of this language", advice(wrong));
      }
    }
    return OPERATORS.stream().filter(o -> scanner.pass(o.symbol())).findFirst().orElse(null);
  }

  /** A term that nothing follows to compare it with. */
  private Expression alone(Term left) {
    boolean followed = !scanner.atEnd() && scanner.peek() != ')' && !atKeyword();
    if (followed) {
      throw unexpected();
    }
    if (left.what() == What.AMOUNT || left.what() == What.WORD) {
      throw terms.mistake(
          "'" + VisibleText.of(left.text()) + "' is compared with nothing",
          "Write one of < <= > >= = != in and a limit behind it");
    }
    return left.expression();
  }

  private boolean atName() {
    int at = terms.start();
    boolean name = !scanner.plainName().isEmpty() && scanner.peek() != '[' && scanner.peek() != '(';
    scanner.back(at);
    return name;
  }

  private boolean atKeyword() {
    int at = scanner.index();
    boolean keyword = ExpressionScanner.KEYWORDS.contains(scanner.plainName());
    scanner.back(at);
    return keyword;
  }

  private Expression word(Term left, Operator operator, int operatorAt) {
    if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
      terms.problem(
          Rule.NOT_COMPARABLE,
          operatorAt,
          "'" + left.text() + "' is a word, which '" + operator.symbol() + "' cannot compare",
          "Write = or !=");
    }
    int at = terms.start();
    String word = terms.name("one of " + String.join(", ", left.words()));
    if (!left.words().contains(word)) {
      terms.problem(
          Rule.UNKNOWN_NAME,
          at,
          "'" + left.text() + "' is never '" + VisibleText.of(word) + "'",
          Suggestion.hint(word, left.words()));
    }
    Name right = new Name(word, terms.column(at));
    return new Comparison(left.expression(), operator, right, left.expression().column());
  }

  /** The range behind {@code in}; a unit at its upper end alone counts for both. */
  private InRange range(Term compared, Expression value, boolean mayTolerate) {
    Term low = terms.value();
    if (!scanner.pass("..")) {
      throw terms.mistake("a range is expected here", "Write it as low..high");
    }
    Term high = terms.value();
    Term tolerance = mayTolerate ? tolerance() : null;
    high = inUnitOf(tolerance, compared, high);
    Expression from = comparable(compared, low.in(high.unit()));
    Expression to = comparable(compared, high);
    if (amount(from) > amount(to)) {
      terms.problem(
          Rule.WRONG_VALUE,
          low.index(),
          "the range " + from.text() + ".." + to.text() + " ends before it starts",
          "Write the lower end first");
    }
    return tolerance == null
        ? new InRange(value, from, to, null, value.column())
        : tolerant(compared, from, to, tolerance);
  }

  /** A number as a limit for that term, in its unit if it has none of its own. */
  private Expression comparable(Term left, Term right) {
    if (left.what() == What.WRONG || right.what() == What.WRONG) {
      return right.expression();
    }
    if (left.isLiteral()) {
      terms.problem(
          Rule.NOT_COMPARABLE,
          left.index(),
          "the number '" + left.text() + "' stands first",
          "Write the metric first and the limit behind it");
    } else if (left.what() != What.AMOUNT || right.what() != What.AMOUNT) {
      Term other = left.what() != What.AMOUNT ? left : right;
      terms.problem(
          Rule.NOT_COMPARABLE,
          other.index(),
          "'" + VisibleText.of(other.text()) + "' is not an amount",
          "Compare a metric with a number");
    } else if (!(right.expression() instanceof Literal) && !(right.expression() instanceof Name)) {
      terms.problem(
          Rule.NOT_COMPARABLE,
          right.index(),
          "'" + VisibleText.of(right.text()) + "' is measured in the plan, so it is no limit",
          "Write the metric first, and a number or a parameter behind it");
    } else {
      Term limit = right.in(left.unit());
      checkUnits(left, limit);
      return limit.expression();
    }
    return right.expression();
  }

  private void checkUnits(Term left, Term right) {
    Unit ours = left.unit();
    Unit theirs = right.unit();
    if (ours != null && theirs != null && ours.kind() != theirs.kind()) {
      terms.problem(
          Rule.WRONG_UNIT,
          right.index(),
          "limit '%s' has %s, but %s %s"
              .formatted(
                  VisibleText.of(right.text()),
                  theirs == Unit.NONE ? "no unit" : "unit " + theirs.symbol(),
                  VisibleText.of(left.text()),
                  ours == Unit.NONE ? "has none" : "is in " + ours.symbol()),
          ours == Unit.NONE ? "Remove the unit" : "Write the limit in " + ours.symbol());
    }
  }

  /** The value of a number in the base unit; NaN, which compares as nothing, of all else. */
  private static double amount(Expression expression) {
    return expression instanceof Literal literal ? literal.quantity().base() : Double.NaN;
  }

  private Expression reported() {
    Term term = terms.value();
    boolean isName = term.expression() instanceof Name;
    if (term.what() != What.WRONG && (term.isLiteral() || isName)) {
      terms.problem(
          Rule.NOT_COMPARABLE,
          term.index(),
          "'" + VisibleText.of(term.text()) + "' is known already",
          "Write a metric or a function");
    }
    return term.expression();
  }

  // variations

  private Expression wider(Expression goal) {
    int at = terms.start();
    if (scanner.passWord(Goal.ANY)) {
      return new Name(Goal.ANY, terms.column(at));
    }
    if (goal instanceof InRange range) {
      return widerRange(range.value(), range.low(), range.high());
    }
    if (goal instanceof Comparison comparison) {
      return switch (comparison.operator()) {
        case EQUAL -> widerValue(comparison);
        case NOT_EQUAL -> throw noVariation();
        default -> widerLimit(comparison);
      };
    }
    throw noVariation();
  }

  private Mistake noVariation() {
    return terms.mistake(
        "only a comparison with a limit or a range can have a variation", "Remove 'variation'");
  }

  private Expression widerValue(Comparison goal) {
    if (!(goal.right() instanceof Literal)) {
      throw noVariation();
    }
    return widerRange(goal.left(), goal.right(), goal.right());
  }

  private Expression widerLimit(Comparison goal) {
    if (!(goal.right() instanceof Literal) && !(goal.right() instanceof Name)) {
      throw noVariation();
    }
    Term variation = terms.value();
    Term compared = Term.amount(goal.left(), terms.unitOf(goal.left()), 0);
    Expression limit = comparable(compared, variation);
    double step = amount(limit) - amount(goal.right());
    boolean upper = goal.operator() == Operator.LESS || goal.operator() == Operator.AT_MOST;
    if (upper ? step <= 0 : step >= 0) {
      wrongSide(variation, goal, upper ? "above" : "below");
    }
    return new Comparison(goal.left(), goal.operator(), limit, terms.column(variation.index()));
  }

  private void wrongSide(Term variation, Expression goal, String side) {
    terms.problem(
        Rule.VARIATION_SIDE,
        variation.index(),
        "variation '%s' is not %s the limit of the goal '%s'"
            .formatted(variation.text(), side, VisibleText.of(goal.text())),
        "Write a variation that allows more than the goal does");
  }

  private Expression widerRange(Expression value, Expression low, Expression high) {
    Term compared = Term.amount(value, terms.unitOf(value), 0);
    InRange range = range(compared, value, false);
    boolean narrower = amount(range.low()) > amount(low) || amount(range.high()) < amount(high);
    boolean same = amount(range.low()) == amount(low) && amount(range.high()) == amount(high);
    if (narrower || same) {
      terms.problem(
          Rule.VARIATION_SIDE,
          0,
          "variation '%s..%s' does not reach beyond the goal's '%s..%s'"
              .formatted(range.low().text(), range.high().text(), low.text(), high.text()),
          "Write a range that holds the goal's and is wider");
    }
    return range;
  }
}
