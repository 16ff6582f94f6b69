package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Expression.And;
import org.oarlock.protocol.Expression.Call;
import org.oarlock.protocol.Expression.Comparison;
import org.oarlock.protocol.Expression.Directed;
import org.oarlock.protocol.Expression.InRange;
import org.oarlock.protocol.Expression.Literal;
import org.oarlock.protocol.Expression.MetricTerm;
import org.oarlock.protocol.Expression.Name;
import org.oarlock.protocol.Expression.Not;
import org.oarlock.protocol.Expression.Operator;
import org.oarlock.protocol.Expression.Or;
import org.oarlock.protocol.TermParser.Scope;
import org.oarlock.protocol.TermParser.Setting;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

class ExpressionParserTest {
  private static final Names NAMES =
      new Names(
          Map.of(
              "spared", parameter("spared", Parameter.Type.DOSE),
              "margin", choice("margin", "negative", "positive")),
          Set.of("phase1", "phase2-positive"),
          Set.of("PTV1", "Bone", "External", "CTV~", "Lungs-03", "my lung", "Rückenmark"),
          true);

  private final ProblemList problems = new ProblemList();

  private static Parameter parameter(String name, Parameter.Type type) {
    return new Parameter(name, type, List.of(), null, "", SourceLocation.NOWHERE);
  }

  private static Parameter choice(String name, String... choices) {
    return new Parameter(
        name, Parameter.Type.CHOICE, List.of(choices), null, "", SourceLocation.NOWHERE);
  }

  /** A parser on a text that stands in column 11 of a file, without quotes. */
  private ExpressionParser parser(String text) {
    Scalar scalar = new Scalar(text, true, text, SourceLocation.at("file", 3, 11, "goals[0].goal"));
    return new ExpressionParser(
        scalar, NAMES, new Setting("goal 'g'", true, true, Scope.DECLARED), problems);
  }

  private Expression condition(String text) {
    Expression expression = parser(text).condition();
    assertThat(problems.sorted()).isEmpty();
    return expression;
  }

  private Problem onlyProblem(String text) {
    parser(text).condition();
    assertThat(problems.sorted()).hasSize(1);
    return problems.sorted().get(0);
  }

  @Test
  void a_limit_without_a_unit_takes_that_of_the_metric() {
    assertThat(condition("V20Gy[%] < 30"))
        .isEqualTo(
            new Comparison(
                new MetricTerm("V20Gy[%]", null, 11),
                Operator.LESS,
                new Literal(new Quantity(30, Unit.PERCENT), 22),
                11));
  }

  @Test
  void a_limit_keeps_a_unit_of_the_same_kind() {
    Comparison comparison = (Comparison) condition("Max[Gy] <= 4500 cGy");
    assertThat(comparison.right()).isEqualTo(new Literal(new Quantity(4500, Unit.CGY), 22));
  }

  @ParameterizedTest
  @CsvSource({"<,LESS", "<=,AT_MOST", ">,GREATER", ">=,AT_LEAST", "=,EQUAL", "!=,NOT_EQUAL"})
  void every_operator_is_read_with_and_without_spaces(String symbol, Operator operator) {
    assertThat(((Comparison) condition("HI" + symbol + "0.1")).operator()).isEqualTo(operator);
    assertThat(((Comparison) condition("HI  " + symbol + "  0.1")).operator()).isEqualTo(operator);
  }

  @Test
  void a_range_holds_both_units_when_one_is_written() {
    InRange range = (InRange) condition("Max[cGy] in 10..16 Gy");
    assertThat(range.low()).isEqualTo(new Literal(new Quantity(10, Unit.GY), 23));
    assertThat(range.high()).isEqualTo(new Literal(new Quantity(16, Unit.GY), 27));
  }

  @Test
  void a_range_without_units_is_in_that_of_the_metric() {
    InRange range = (InRange) condition("fields()[count] in 5..7");
    assertThat(range.text()).isEqualTo("fields()[count] in 5 count..7 count");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HI = 0.5 +- 0.1 | 0.4 | 0.6 | HI = 0.5 +- 0.1",
        "Max[Gy] = 15 +- 1 | 14 Gy | 16 Gy | Max[Gy] = 15 +- 1 Gy",
        "Max[Gy]=15+-1Gy | 14 Gy | 16 Gy | Max[Gy] = 15 +- 1 Gy",
        "Max[cGy] = 15 +- 1 Gy | 14 Gy | 16 Gy | Max[cGy] = 15 +- 1 Gy",
        "Max[Gy] = 15 Gy +- 50 cGy | 14.5 Gy | 15.5 Gy | Max[Gy] = 15 +- 0.5 Gy",
        "Max[Gy] in 5..10 +- 0.1 | 4.9 Gy | 10.1 Gy | Max[Gy] in 5..10 +- 0.1 Gy",
        "Max[cGy] in 5..10 +- 1 Gy | 4 Gy | 11 Gy | Max[cGy] in 5..10 +- 1 Gy",
        "Max[%] = 1.1 +- 0.3 | 0.8% | 1.4% | Max[%] = 1.1 +- 0.3%",
      })
  void a_tolerance_moves_both_ends_and_stays_in_sight(
      String text, String low, String high, String canonical) {
    InRange range = (InRange) condition(text);
    assertThat(range.low().text()).isEqualTo(low);
    assertThat(range.high().text()).isEqualTo(high);
    assertThat(range.text()).isEqualTo(canonical);
    assertThat(condition(canonical).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Max[Gy] < 15 +- 1 | not-comparable | 27 | '<' has a limit, and no tolerance",
        "Max[Gy] != 15 +- 1 | not-comparable | 28 | '!=' has a limit, and no tolerance",
        "Max[Gy] = 15 +- 0 | wrong-value | 27 | the tolerance '0 Gy' is not positive",
        "Max[Gy] = 15 +- -1 | wrong-value | 27 | the tolerance '-1 Gy' is not positive",
        "Max[Gy] = 15 +- 1 mm | wrong-unit | 27 | limit '1 mm' has unit mm",
        "Max[Gy] = 15 Gy +- 1 mm | wrong-unit | 30 | limit '1 mm' has unit mm",
        "Max[Gy] = 15 +- 5 % | wrong-unit | 27 | limit '5%' has unit %",
        "Max[Gy] = spared +- 1 | expression-syntax | 32 | only written around numbers",
        "Max[Gy] = 15 +- spared | expression-syntax | 33 | a number is expected",
        "Max[Gy] = 15 ± 1 | expression-syntax | 24 | '± 1' is not expected here",
        "Max[Gy] = 15 +/- 1 | expression-syntax | 24 | '+/- 1' is not expected here",
      })
  void a_tolerance_that_cannot_be_meant_is_told(
      String text, String code, int column, String message) {
    parser(text).condition();
    Problem first = problems.sorted().get(0);
    assertThat(first.message()).contains(message);
    assertThat(first.code()).isEqualTo(code);
    assertThat(first.location().column()).isEqualTo(column);
  }

  @Test
  void and_binds_closer_than_or_and_not_closest() {
    Expression expression = condition("not HI < 1 and HI < 2 or HI < 3");
    assertThat(expression).isInstanceOf(Or.class);
    assertThat(((Or) expression).left()).isInstanceOf(And.class);
    assertThat(((And) ((Or) expression).left()).left()).isInstanceOf(Not.class);
  }

  @Test
  void parentheses_change_the_order() {
    Expression expression = condition("HI < 1 and (HI < 2 or HI < 3)");
    assertThat(expression).isInstanceOf(And.class);
    assertThat(((And) expression).right()).isInstanceOf(Or.class);
  }

  @Test
  void equal_operators_group_from_the_left() {
    Expression expression = condition("HI < 1 and HI < 2 and HI < 3");
    assertThat(((And) expression).left()).isInstanceOf(And.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "V20Gy[%] < 30%",
        "CV{spared}[%] >= 50%",
        "Max[Gy] of along(Bone, PTV1) < 50 Gy",
        "D0.03cc[Gy] in 1 Gy..2.5 Gy",
        "gEUD(a=-10)[Gy] > 3 Gy",
        "Max[Gy] < spared",
        "technique() != arc",
        "margin = negative",
        "contains(PTV1, Bone)",
        "margin(PTV1, Bone, radial, 5%)[mm] >= 3 mm",
        "corridor(Bone, spared)[%] > 0%",
        "fraction_dose(phase2-positive)[Gy] <= 2 Gy",
        "HI < 1 and (HI < 2 or HI < 3)",
        "not (HI < 1 or HI < 2)",
        "not HI < 1",
        "Max[Gy] of \"my lung\" < 3 Gy",
        "Max[Gy] of Rückenmark < 3 Gy",
        "Max[Gy] of subtract(CTV~, Lungs-03) < 3 Gy"
      })
  void what_is_printed_reads_as_the_same(String text) {
    Expression expression = condition(text);
    assertThat(expression.text()).isEqualTo(text);
  }

  @Test
  void a_word_is_compared_with_one_of_its_values() {
    assertThat(condition("technique() = static"))
        .isEqualTo(
            new Comparison(
                new Call("technique", List.of(), null, 11),
                Operator.EQUAL,
                new Name("static", 25),
                11));
  }

  @Test
  void margins_can_differ_by_direction() {
    Expression expression = parser("expand(PTV1, 5 mm, superior 1 cm)").structure();
    assertThat(problems.sorted()).isEmpty();
    assertThat(((Call) expression).arguments())
        .containsExactly(
            new Name("PTV1", 18),
            new Literal(new Quantity(5, Unit.MM), 24),
            new Directed("superior", new Literal(new Quantity(1, Unit.CM), 39), 30));
  }

  @Test
  void a_percentile_can_follow_without_a_direction() {
    Comparison comparison = (Comparison) condition("margin(PTV1, Bone, 95%)[mm] > 3");
    assertThat(((Call) comparison.left()).arguments())
        .last()
        .isEqualTo(new Literal(new Quantity(95, Unit.PERCENT), 30));
  }

  @Test
  void a_name_that_is_no_word_is_quoted() {
    assertThat(parser("\"my lung\"").structure()).isEqualTo(new Name("my lung", 11));
  }

  @Test
  void a_hyphen_belongs_to_a_name() {
    Problem problem = onlyProblem("Max[Gy] of PTV1-Bone < 3");
    assertThat(problem.message()).contains("'PTV1-Bone'");
    assertThat(problem.location().column()).isEqualTo(22);
  }

  @Test
  void the_exclamation_mark_ends_a_name_before_an_equals_sign() {
    Comparison comparison = (Comparison) condition("margin!= negative");
    assertThat(comparison.operator()).isEqualTo(Operator.NOT_EQUAL);
  }

  @Test
  void two_equals_signs_mean_one() {
    assertThat(((Comparison) condition("margin == negative")).operator()).isEqualTo(Operator.EQUAL);
  }

  @Test
  void several_mistakes_of_meaning_are_all_told() {
    parser("Max[Gy] of Bnoe < 3 mm and V20Gy[%] < 5 Gy").condition();
    assertThat(problems.sorted())
        .extracting(Problem::code, p -> p.location().column())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("unknown-name", 22),
            org.assertj.core.groups.Tuple.tuple("wrong-unit", 29),
            org.assertj.core.groups.Tuple.tuple("wrong-unit", 49));
  }

  @Test
  void an_unknown_name_is_no_problem_where_the_declarations_could_not_be_read() {
    Names incomplete = new Names(Map.of(), Set.of(), Set.of(), false);
    Scalar scalar = new Scalar("Max[Gy] of PTV1 < 3", true, null, SourceLocation.NOWHERE);
    Setting setting = new Setting("goal 'g'", true, true, Scope.DECLARED);
    assertThat(new ExpressionParser(scalar, incomplete, setting, problems).condition()).isNotNull();
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void a_variation_is_the_goal_with_a_wider_limit() {
    Expression goal = condition("V20Gy[%] < 30");
    assertThat(parser("35").variation(goal))
        .isEqualTo(
            new Comparison(
                new MetricTerm("V20Gy[%]", null, 11),
                Operator.LESS,
                new Literal(new Quantity(35, Unit.PERCENT), 11),
                11));
  }

  @Test
  void the_variation_of_a_parameter_s_limit_is_in_the_unit_of_the_metric() {
    Comparison variation = (Comparison) parser("3500").variation(condition("Max[cGy] < spared"));
    assertThat(variation.right()).isEqualTo(new Literal(new Quantity(3500, Unit.CGY), 11));
  }

  @Test
  void the_variation_of_a_range_is_a_wider_range() {
    InRange variation = (InRange) parser("8..18").variation(condition("Max[Gy] in 10..16"));
    assertThat(variation.text()).isEqualTo("Max[Gy] in 8 Gy..18 Gy");
  }

  @Test
  void escapes_in_quotes_do_not_move_columns() {
    // in the file: 'it''s x', of which the x is the eighth character, in column 14 if ' is in 6
    Scalar single = new Scalar("it's x", false, "'it''s x'", SourceLocation.at("f", 1, 6, ""));
    assertThat(single.column(5)).isEqualTo(13);
    Scalar twice = new Scalar("a\"b\u00e9x", false, "\"a\\\"b\\u00e9x\"", single.location());
    assertThat(twice.column(4)).isEqualTo(6 + 1 + 1 + 2 + 1 + 6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "(",
        ")",
        "<",
        "[",
        "{",
        "\"",
        "..",
        "in",
        "and",
        "not",
        "of",
        "V",
        "V20Gy",
        "V20Gy[",
        "V20Gy[%",
        "V{",
        "V{}",
        "gEUD(",
        "f(",
        "f()",
        "shell(",
        "shell(,",
        "union(Bone,",
        "1..",
        "1 < 2 <",
        "V20Gy[%] in ..",
        "V20Gy[%] < 1e999",
        "V20Gy[%] < .",
        "=",
        "!",
        "a!=",
        "\"\" = \"\"",
        "Max[Gy] of",
        "Max[Gy] of < 3",
        "margin =",
        "margin = \"",
        "(HI < 1",
        "expand(Bone, superior)",
        "margin(Bone, PTV1,)[mm] < 3",
        "fields()[",
        "fields()[] = 1"
      })
  void any_nonsense_is_a_problem_and_never_an_exception(String text) {
    parser(text).condition();
    assertThat(problems.hasErrors()).isTrue();
    assertThat(problems.sorted()).allMatch(p -> p.location().column() >= 11);
  }

  @Test
  void cut_off_expressions_never_throw() {
    String text =
        "not (gEUD(a=8)[Gy] of expand(\"my lung\", superior 3 mm) in 1..2 Gy or margin != x)";
    for (int i = 0; i < text.length(); i++) {
      parser(text.substring(0, i)).condition();
      parser(text.substring(i)).condition();
      parser(text.substring(0, i)).structure();
      parser(text.substring(i)).report();
    }
    assertThat(problems.hasErrors()).isTrue();
  }
}
